/** When care is due: by hours of running, by date, or by whichever comes first. Dates are days of the atelier's calendar. */
import type { Directory } from '../directory.ts'
import { entryOf } from '../entry-of.ts'
import { addDays, addMonths } from '../time.ts'
import type { CareTask } from '../who/facts.ts'
import { type CareDone, careId } from './facts.ts'

const HOUR_MS = 3_600_000
/** Told ahead: time enough to order a belt, or to find an electrician. */
const SOON_PART = 0.9
export const SOON_DAYS = 30

export type Wear = Readonly<Record<string, number>> | undefined
export type CareState = CareTask & {
  machine: string
  ran_ms: number
  /** the last time it was done, as far as anybody noted */
  last: CareDone | null
  /** the day it was last done, Navette or not; null: nobody has said */
  last_on: string | null
  /** the day it falls due by date; null: by hours alone, or nobody has said when it was last done */
  next_on: string | null
  due: boolean
  soon: boolean
  /** due, and set to keep the machine from its next start */
  locked: boolean
}

/** A task by hours locks unless it says otherwise (as it always did); one by date only where it says so. */
const locks = (task: CareTask): boolean => task.locks ?? task.every_h !== undefined

const byHours = ({ every_h }: CareTask, ran_ms: number, part = 1): boolean =>
  every_h !== undefined && ran_ms >= every_h * HOUR_MS * part

/** Due where nobody knows when it was done: a check that may never have been made is not one to wait a year for. */
const byDate = ({ every_months }: CareTask, next_on: string | null, today: string): boolean =>
  every_months !== undefined && (next_on === null || today >= next_on)

function lastDone(directory: Directory, machine: string, task: CareTask): CareDone | null {
  let last: CareDone | null = null
  for (const done of directory.cares.get(careId(machine, task.id))?.done ?? [])
    if (last === null || done.on >= last.on) last = done
  return last
}

/** The latest anybody noted, whichever day it was done on. */
export const lastNoted = (directory: Directory, machine: string, task: string): CareDone | null =>
  directory.cares.get(careId(machine, task))?.done.at(-1) ?? null

function nextOn(directory: Directory, machine: string, task: CareTask): string | null {
  const last_on = lastDone(directory, machine, task)?.on ?? task.since ?? null
  return task.every_months === undefined || last_on === null ? null : addMonths(last_on, task.every_months)
}

export function careOf(directory: Directory, machine: string, wear: Wear, today: string): CareState[] {
  return (directory.machines.get(machine)?.care ?? []).map(task => {
    const ran_ms = entryOf(wear, task.id) ?? 0
    const last = lastDone(directory, machine, task)
    const last_on = last?.on ?? task.since ?? null
    const next_on = nextOn(directory, machine, task)
    const due = byHours(task, ran_ms) || byDate(task, next_on, today)
    const soon =
      !due && (byHours(task, ran_ms, SOON_PART) || byDate(task, next_on && addDays(next_on, -SOON_DAYS), today))
    return { ...task, machine, ran_ms, last, last_on, next_on, due, soon, locked: due && locks(task) }
  })
}

export type CareLock = 'hours' | 'date'

/** What keeps the machine from its next start. Asked at each message: the day is worked out only where one counts. */
export function careLocks(directory: Directory, machine: string, wear: Wear, today: () => string): CareLock | null {
  const tasks = (directory.machines.get(machine)?.care ?? []).filter(locks)
  if (tasks.some(task => byHours(task, entryOf(wear, task.id) ?? 0))) return 'hours'
  const dated = tasks.filter(({ every_months }) => every_months !== undefined)
  return dated.some(task => byDate(task, nextOn(directory, machine, task), today())) ? 'date' : null
}
