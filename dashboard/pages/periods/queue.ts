/** Where whoever settles goes on: the first line below what was just decided, or the last one above where that was the end. */
export function nextAfter(lines: readonly string[], decided: ReadonlySet<string>): string | null {
  const last = lines.findLastIndex(id => decided.has(id))
  const left = (id: string): boolean => !decided.has(id)
  return lines.slice(last + 1).find(left) ?? lines.slice(0, Math.max(0, last)).findLast(left) ?? null
}

/** What waits, by what it is, in the order of the queue. */
export const countsOf = <K extends string>(kinds: readonly K[]): [kind: K, count: number][] =>
  [...Map.groupBy(kinds, kind => kind)].map(([kind, all]) => [kind, all.length])
