/** What the screen says a machine does, and for how long it did. */
import type { MachineView as FoldedView, MachineState } from '#server/domain/metering/types.ts'

/** Contract §3: no sample for 3 × `sample_ms`, at least 5 s, is `silent`. */
export const silentAfter_ms = (sample_ms: number): number => Math.max(3 * sample_ms, 5_000)

export type Shown = { state: MachineState; since_at_ms: number | null }

/**
 * What the screen says: the fold's state, or `silent` once nothing has been *received* for too long (contract §1: "a watchdog
 * on receipt time changes only what is shown"). A machine that is off is not expected to speak.
 */
export function shownState(view: FoldedView, heard_at_ms: number | null, sample_ms: number, now_ms: number): Shown {
  // The fold begins at 0, before the first message: nobody can say since when
  const told = { state: view.state, since_at_ms: view.since_at_ms === 0 ? null : view.since_at_ms }
  if (view.state === 'off' || view.state === 'silent') return told
  if (heard_at_ms === null)
    return { state: 'silent', since_at_ms: lastHeard_ms(view, null, now_ms) ?? told.since_at_ms }
  const silent_from_ms = heard_at_ms + silentAfter_ms(sample_ms)
  return now_ms >= silent_from_ms ? { state: 'silent', since_at_ms: silent_from_ms } : told
}

/** When something of it was heard: since the server was started, or else by the date of its last word before. */
export const lastHeard_ms = (view: FoldedView | null, heard_at_ms: number | null, now_ms: number): number | null =>
  heard_at_ms ?? (view?.told_at_ms === undefined ? null : Math.min(view.told_at_ms, now_ms))

/** Until when the fold's last state is known to have held: what went silent is not known to run on, nor to stand. */
export function knownUntil_ms(
  view: FoldedView | null,
  heard_at_ms: number | null,
  sample_ms: number,
  now_ms: number,
): number {
  if (view === null || view.state === 'silent') return now_ms
  const shown = shownState(view, heard_at_ms, sample_ms, now_ms)
  return shown.state === 'silent' ? (shown.since_at_ms ?? now_ms) : now_ms
}

/** Running time between `from_ms` and `to_ms` from a machine's state changes, oldest first. */
export function runningBetween(
  changes: readonly { at_ms: number; state: MachineState }[],
  from_ms: number,
  to_ms: number,
) {
  let running_ms = 0
  changes.forEach((change, index) => {
    if (change.state !== 'running') return
    const end_ms = Math.min(changes[index + 1]?.at_ms ?? to_ms, to_ms)
    running_ms += Math.max(0, end_ms - Math.max(change.at_ms, from_ms))
  })
  return running_ms
}
