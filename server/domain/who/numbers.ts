/** Ids of members that name nobody: `m-0001`, `m-0002` … An id stays in the journal for good, a name must not. */
export const numbered = (n: number): string => `m-${`${n}`.padStart(4, '0')}`

export function lastNumber(ids: Iterable<string>): number {
  let last = 0
  for (const id of ids) last = Math.max(last, Number(/^m-(\d{1,9})$/.exec(id)?.[1] ?? 0))
  return last
}
