/** Running time of one machine since local midnight, kept from its state changes as they are announced. */
import type { MachineState } from '#server/domain/metering/types.ts'

export type Change = { at_ms: number; state: MachineState }
/** `day_ms`: the midnight it counts from. `last_at_ms`: place of the last change counted. */
export type Tally = { day_ms: number; done_ms: number; running_from_ms: number | null; last_at_ms: number }

export const startTally = (day_ms: number, changes: readonly Change[]): Tally =>
  changes.reduce(countChange, { day_ms, done_ms: 0, running_from_ms: null, last_at_ms: 0 })

/** A change from before the last one is out of order: `null` asks for the day to be counted again. */
export function addChange(tally: Tally, change: Change): Tally | null {
  return change.at_ms < tally.last_at_ms ? null : countChange(tally, change)
}

function countChange(tally: Tally, { at_ms, state }: Change): Tally {
  const place_ms = Math.max(at_ms, tally.day_ms)
  const done_ms = tally.done_ms + (tally.running_from_ms === null ? 0 : place_ms - tally.running_from_ms)
  return { ...tally, done_ms, running_from_ms: state === 'running' ? place_ms : null, last_at_ms: at_ms }
}

export const runningToday_ms = (tally: Tally, now_ms: number): number =>
  tally.done_ms + (tally.running_from_ms === null ? 0 : Math.max(0, now_ms - tally.running_from_ms))

/** The same machine on a new day: what runs over midnight runs on from there. */
export const nextDay = (tally: Tally, day_ms: number): Tally => ({
  day_ms,
  done_ms: 0,
  running_from_ms: tally.running_from_ms === null ? null : day_ms,
  last_at_ms: tally.last_at_ms,
})
