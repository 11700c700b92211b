/** A week of states as days under one another, all on the same hours. Pure. */
import type { MachineState, Timeline } from '#server/contract/api.ts'
import { addDays, type Day, type Span, spanOfDay } from '../../time/zone.ts'
import { ribbonSpan } from './ribbon-span.ts'

export type Interval = Timeline['intervals'][number]
export type WeekDay = { day: Day; span: Span; intervals: Interval[]; running_ms: number }
/** `from_h` and `to_h`: hours of the day that all of them show. */
export type Week = {
  days: WeekDay[]
  from_h: number
  to_h: number
  /** whole hours, and where they stand between the first and the last */
  marks: { hour: number; part: number }[]
  totals: Map<MachineState, number>
}

const HOUR_MS = 3_600_000
/** As many as a phone has room for. */
const MARKS_MAX = 4

/** The Monday of the week a day lies in. */
export function mondayOf(day: Day): Day {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

export const spanOfWeek = (monday: Day, timezone: string): Span => ({
  from_ms: spanOfDay(monday, timezone).from_ms,
  to_ms: spanOfDay(addDays(monday, 6), timezone).to_ms,
})

/** Cut at midnights: a night that was worked through belongs to both of its days. */
function within(interval: Interval, { from_ms, to_ms }: Span): Interval[] {
  const from = Math.max(from_ms, Date.parse(interval.from))
  const to = Math.min(to_ms, Date.parse(interval.to))
  return from < to ? [{ ...interval, from: new Date(from).toISOString(), to: new Date(to).toISOString() }] : []
}

const lengthOf = ({ from, to }: Interval): number => Date.parse(to) - Date.parse(from)
const sumOf = (intervals: readonly Interval[], state: MachineState): number =>
  intervals.filter(one => one.state === state).reduce((sum, one) => sum + lengthOf(one), 0)

function marksOf(from_h: number, to_h: number): Week['marks'] {
  const step_h = Math.max(1, Math.ceil((to_h - from_h) / MARKS_MAX))
  const count = Math.ceil((to_h - from_h) / step_h)
  return Array.from({ length: count }, (_, i) => ({ hour: from_h + i * step_h, part: (i * step_h) / (to_h - from_h) }))
}

export function weekOf({ intervals }: Pick<Timeline, 'intervals'>, monday: Day, timezone: string): Week {
  const days = Array.from({ length: 7 }, (_, i): WeekDay => {
    const day = addDays(monday, i)
    const span = spanOfDay(day, timezone)
    const own = intervals.flatMap(one => within(one, span))
    return { day, span, intervals: own, running_ms: sumOf(own, 'running') }
  })
  const heard = days.filter(({ intervals: own }) => own.some(({ state }) => state !== 'silent'))
  const hours = heard.map(one => {
    const shown = ribbonSpan(one, one.span)
    return { from_h: (shown.from_ms - one.span.from_ms) / HOUR_MS, to_h: (shown.to_ms - one.span.from_ms) / HOUR_MS }
  })
  const states = new Set(days.flatMap(one => one.intervals.map(({ state }) => state)))
  const from_h = hours.length === 0 ? 0 : Math.min(...hours.map(one => one.from_h))
  const to_h = hours.length === 0 ? 24 : Math.max(...hours.map(one => one.to_h))
  return {
    days,
    ...{ from_h, to_h, marks: marksOf(from_h, to_h) },
    totals: new Map([...states].map(state => [state, days.reduce((sum, one) => sum + sumOf(one.intervals, state), 0)])),
  }
}
