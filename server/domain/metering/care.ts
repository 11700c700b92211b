/** Hours of running until a machine wants care: counted by the fold, whoever made it run. */
import { type CareLock, careLocks } from '../care/due.ts'
import { entryOf } from '../entry-of.ts'
import { localDate } from '../time.ts'
import type { Turn } from './turn.ts'

/** A machine that asks for no care is not counted, and its station's state stays as it was. */
export function wearDown({ state, machine }: Turn, running_ms: number): void {
  const tasks = machine?.care?.filter(({ every_h }) => every_h !== undefined) ?? []
  if (tasks.length === 0 || running_ms === 0) return
  const before = state.wear_ms ?? {}
  const worn = tasks.map(({ id }) => [id, (entryOf(before, id) ?? 0) + running_ms])
  state.wear_ms = { ...before, ...Object.fromEntries(worn) }
}

/** What keeps the machine from its next start: its hours, or the day of this turn where a task says so. */
export const careDue = ({ state, directory, at_ms }: Pick<Turn, 'state' | 'directory' | 'at_ms'>): CareLock | null =>
  careLocks(directory, state.machine, state.wear_ms, () => localDate(at_ms, directory.site?.timezone ?? 'UTC'))

export function onCareDone(turn: Turn, task: string): void {
  const { state, machine } = turn
  const known = machine?.care?.find(({ id }) => id === task)
  if (known === undefined || known.every_h !== undefined) state.wear_ms = { ...state.wear_ms, [task]: 0 }
  if (careDue(turn) === null) delete state.care_told
}
