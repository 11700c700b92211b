/** The stretches of a range in which the atelier is open, exceptional closures and openings included. */
import { addDays, instantOf, localDate, type Range } from '../time.ts'
import type { ClosureFacts } from '../who/facts.ts'
import { type Hours, isOpen } from './hours.ts'

export function openStretches(hours: Hours, range: Range, exceptions: readonly ClosureFacts[]): Range[] {
  const edges = new Set([range.from_ms, range.to_ms])
  for (const { from_ms, until_ms } of exceptions) edges.add(from_ms).add(until_ms)
  const last = localDate(range.to_ms, hours.timezone)
  for (let day = localDate(range.from_ms, hours.timezone); day <= last; day = addDays(day, 1))
    for (const clock of ['00:00', ...(hours.opening ?? []).flatMap(({ from, to }) => [from, to])])
      edges.add(instantOf(day, 0, clock, hours.timezone))
  const sorted = [...edges].filter(at_ms => at_ms >= range.from_ms && at_ms <= range.to_ms).sort((a, b) => a - b)
  const open: Range[] = []
  // Between two neighbouring edges nothing changes
  for (const [i, from_ms] of sorted.entries()) {
    const to_ms = sorted[i + 1]
    if (to_ms === undefined || !isOpen(hours, from_ms, exceptions)) continue
    const before = open.at(-1)
    if (before?.to_ms === from_ms) before.to_ms = to_ms
    else open.push({ from_ms, to_ms })
  }
  return open
}
