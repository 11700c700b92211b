/** Categories of so few people that somebody could be told apart are shown together. */

/** Fewer than this many people in a group could be told apart. */
export const GROUP_MIN = 3
export const FEW = '(few)'

/** By category, the name it is shown under. Where the small ones together are still too few, the next smallest joins them. */
export function shownAs(people: ReadonlyMap<string, number>): Map<string, string> {
  const ascending = [...people].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1))
  const shown = new Map<string, string>()
  let few = 0
  for (const [category, count] of ascending) {
    const together = count < GROUP_MIN || (few > 0 && few < GROUP_MIN)
    if (together) few += count
    shown.set(category, together ? FEW : category)
  }
  return shown
}
