/**
 * Where a machine changed hands without a badge: at an edge of its current, because nobody hands over a machine that works.
 * What lies before the edge is the first one's by the part of the running the timeline shows before it.
 */
import type { MachineState } from '../metering/types.ts'
import type { Measures } from './entries.ts'
import { within } from './measures.ts'
import type { Thing } from './things.ts'

export type Interval = { from_at_ms: number; to_at_ms: number; state: MachineState }
export type Cut = { at_ms: number; first: Measures }

/** `changes` as the timeline has them, oldest first, the one in force at the beginning included. */
export function intervalsOf(
  changes: readonly { at_ms: number; state: MachineState }[],
  from_at_ms: number,
  to_at_ms: number,
): Interval[] {
  return changes.flatMap((change, i) => {
    const from = Math.max(from_at_ms, change.at_ms)
    const to = Math.min(to_at_ms, changes[i + 1]?.at_ms ?? to_at_ms)
    return to > from ? [{ from_at_ms: from, to_at_ms: to, state: change.state }] : []
  })
}

/** Null where the current has no edge inside it. */
export function cutAt(thing: Thing, intervals: readonly Interval[], wished_at_ms: number): Cut | null {
  const edges = intervals.flatMap((interval, i) => {
    const before = intervals[i - 1]
    const edge = before !== undefined && (before.state === 'running') !== (interval.state === 'running')
    return edge ? [interval.from_at_ms] : []
  })
  let at_ms: number | null = null
  for (const edge of edges) {
    if (at_ms === null || Math.abs(edge - wished_at_ms) < Math.abs(at_ms - wished_at_ms)) at_ms = edge
  }
  return at_ms === null ? null : { at_ms, first: firstPart(thing, intervals, at_ms) }
}

function firstPart(thing: Thing, intervals: readonly Interval[], at_ms: number): Measures {
  const { measures } = thing
  const before_ms = runningIn(intervals, at_ms)
  const all_ms = runningIn(intervals, Number.MAX_SAFE_INTEGER)
  const part = (whole: number): number =>
    all_ms === 0 ? 0 : Number((BigInt(whole) * BigInt(before_ms)) / BigInt(all_ms))
  const running_ms = part(measures.running_ms)
  const session_ms = Math.max(running_ms, Math.min(measures.session_ms, at_ms - thing.start_at_ms))
  const first = {
    session_ms,
    running_ms,
    worked_ms: part(measures.worked_ms),
    idle_ms: session_ms - running_ms,
    fault_ms: 0,
    energy_Wh: part(measures.energy_Wh),
  }
  return within(first, measures)
}

const runningIn = (intervals: readonly Interval[], until_at_ms: number): number =>
  intervals.reduce((sum, { state, from_at_ms, to_at_ms }) => {
    const ms = Math.min(to_at_ms, until_at_ms) - from_at_ms
    return state === 'running' && ms > 0 ? sum + ms : sum
  }, 0)
