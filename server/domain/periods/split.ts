/**
 * Where a machine changed hands without a badge: at an edge of its current, because nobody hands over a machine that works.
 * What lies before the edge is the first one's: by the station's register where the frames are kept, which is as exact as the
 * bill; otherwise by the part of the running that the timeline shows before it. The decision says which.
 */
import type { MachineState } from '../metering/types.ts'
import type { Measures, SplitBasis } from './entries.ts'
import { within } from './measures.ts'
import type { Thing } from './things.ts'

export type Interval = { from_at_ms: number; to_at_ms: number; state: MachineState }
export type Cut = { at_ms: number; first: Measures; basis: SplitBasis }
/** What the station's registers stood at, oldest first, the sample just before the badge included. */
export type Reading = { at_ms: number; running_ms: number | null; energy_Wh: number | null }

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
export function cutAt(
  thing: Thing,
  intervals: readonly Interval[],
  wished_at_ms: number,
  readings: readonly Reading[] = [],
): Cut | null {
  const edges = intervals.flatMap((interval, i) => {
    const before = intervals[i - 1]
    const edge = before !== undefined && (before.state === 'running') !== (interval.state === 'running')
    return edge ? [interval.from_at_ms] : []
  })
  let at_ms: number | null = null
  for (const edge of edges) {
    if (at_ms === null || Math.abs(edge - wished_at_ms) < Math.abs(at_ms - wished_at_ms)) at_ms = edge
  }
  if (at_ms === null) return null
  const counted = countedUntil(thing, intervals, at_ms, readings)
  const first = firstPart(thing, intervals, at_ms, counted)
  return { at_ms, first, basis: counted === null ? 'timeline' : 'register' }
}

type Counted = { running_ms: number; energy_Wh: number | null }

/**
 * An edge is dated at the first sample beyond it. Where the current fell, that sample still counted the end of the work; where
 * it rose, work since the sample before is the second's already.
 */
function countedUntil(
  thing: Thing,
  intervals: readonly Interval[],
  at_ms: number,
  readings: readonly Reading[],
): Counted | null {
  if (thing.grade !== 'measured') return null
  const rises = intervals.some(one => one.from_at_ms === at_ms && one.state === 'running')
  const start = readings.findLast(one => one.at_ms <= thing.start_at_ms)
  const edge = readings.findLast(one => (rises ? one.at_ms < at_ms : one.at_ms <= at_ms))
  if (start?.running_ms == null || edge?.running_ms == null || edge.at_ms < start.at_ms) return null
  const energy = start.energy_Wh === null || edge.energy_Wh === null ? null : edge.energy_Wh - start.energy_Wh
  return { running_ms: edge.running_ms - start.running_ms, energy_Wh: energy === null ? null : Math.round(energy) }
}

function firstPart(thing: Thing, intervals: readonly Interval[], at_ms: number, counted: Counted | null): Measures {
  const { measures } = thing
  const before_ms = runningIn(intervals, at_ms)
  const all_ms = runningIn(intervals, Number.MAX_SAFE_INTEGER)
  const part = (whole: number): number =>
    all_ms === 0 ? 0 : Number((BigInt(whole) * BigInt(before_ms)) / BigInt(all_ms))
  const running_ms = counted?.running_ms ?? part(measures.running_ms)
  const session_ms = Math.max(running_ms, Math.min(measures.session_ms, at_ms - thing.start_at_ms))
  const first = {
    session_ms,
    running_ms,
    // Pauses that count as work are not in the register: they go by the timeline
    worked_ms: running_ms + part(Math.max(0, measures.worked_ms - measures.running_ms)),
    idle_ms: session_ms - running_ms,
    fault_ms: 0,
    energy_Wh: counted?.energy_Wh ?? part(measures.energy_Wh),
  }
  return within(first, measures)
}

const runningIn = (intervals: readonly Interval[], until_at_ms: number): number =>
  intervals.reduce((sum, { state, from_at_ms, to_at_ms }) => {
    const ms = Math.min(to_at_ms, until_at_ms) - from_at_ms
    return state === 'running' && ms > 0 ? sum + ms : sum
  }, 0)
