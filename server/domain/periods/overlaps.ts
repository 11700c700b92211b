/** Two at one machine at one time: only one of them can be right, and calendars of stations may be off. */
import type { Ref } from './entries.ts'
import type { Thing } from './things.ts'

/** Ends and starts are dated by different messages; less than this is the same moment. */
const OVERLAP_MS_MIN = 1_000

export type Overlap = { ms: number; with: Ref[] }

export function overlapsOf(things: readonly Thing[]): Map<Ref, Overlap> {
  const found = new Map<Ref, Overlap>()
  const add = (ref: Ref, other: Ref, ms: number): void => {
    const overlap = found.get(ref) ?? { ms: 0, with: [] }
    found.set(ref, { ms: Math.max(overlap.ms, ms), with: [...overlap.with, other] })
  }
  const placed = things.filter(thing => thing.kind !== 'run' && thing.confirmed !== false && thing.end_at_ms !== null)
  for (const of_machine of Map.groupBy(placed, thing => thing.machine).values()) {
    const sorted = of_machine.sort((a, b) => a.start_at_ms - b.start_at_ms || (a.ref < b.ref ? -1 : 1))
    let before: Thing[] = []
    for (const thing of sorted) {
      before = before.filter(one => (one.end_at_ms ?? 0) - thing.start_at_ms >= OVERLAP_MS_MIN)
      for (const one of before) {
        const ms = Math.min(one.end_at_ms ?? 0, thing.end_at_ms ?? 0) - thing.start_at_ms
        if (ms < OVERLAP_MS_MIN) continue
        add(one.ref, thing.ref, ms)
        add(thing.ref, one.ref, ms)
      }
      before.push(thing)
    }
  }
  return found
}
