/** Hours of running until a machine wants care: counted by the fold, whoever made it run. */
import type { CareTask, MoreOfMachine } from '../who/facts.ts'
import type { Turn } from './turn.ts'

const HOUR_MS = 3_600_000

/** A machine that asks for no care is not counted, and its station's state stays as it was. */
export function wearDown({ state, machine }: Turn, running_ms: number): void {
  const tasks = machine?.care ?? []
  if (tasks.length === 0 || running_ms === 0) return
  const before = state.wear_ms ?? {}
  state.wear_ms = { ...before, ...Object.fromEntries(tasks.map(({ id }) => [id, (before[id] ?? 0) + running_ms])) }
}

export const careDue = ({ state, machine }: Pick<Turn, 'state' | 'machine'>): boolean =>
  careOf(machine, state.wear_ms).some(task => task.due)

export function onCareDone(turn: Turn, task: string): void {
  const { state } = turn
  state.wear_ms = { ...state.wear_ms, [task]: 0 }
  if (!careDue(turn)) delete state.care_told
}

export type CareState = CareTask & { ran_ms: number; due: boolean }

/** Each task of a machine with the running time since it was last done. */
export const careOf = (
  machine: MoreOfMachine | undefined,
  wear_ms: Readonly<Record<string, number>> | undefined,
): CareState[] =>
  (machine?.care ?? []).map(task => {
    const ran_ms = wear_ms?.[task.id] ?? 0
    return { ...task, ran_ms, due: ran_ms >= task.every_h * HOUR_MS }
  })
