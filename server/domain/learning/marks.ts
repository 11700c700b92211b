/** Presses on a phone → what was taught. */
import type { Mark, TaughtInterval } from './types.ts'

/** Each mark ends the one before it. What is still going on ends at `until_ms`. */
export function intervalsOf(marks: readonly Mark[], until_ms: number): TaughtInterval[] {
  const ordered = [...marks].sort((a, b) => a.at_ms - b.at_ms)
  return ordered.flatMap(({ at_ms, phase }, index) => {
    const to_ms = Math.min(ordered[index + 1]?.at_ms ?? until_ms, until_ms)
    return phase === null || to_ms <= at_ms ? [] : [{ phase, from_ms: at_ms, to_ms }]
  })
}
