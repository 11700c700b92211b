/** A month's use, asked and put together for the page: every figure of it is computed here and nowhere else. */
import type { Against, Availabilities, Utilisation } from '#server/contract/api.ts'
import { getAvailabilities, getUtilisation } from '../../api/use.ts'
import { addMonths, type Month, type Span, spanOfMonth } from '../../time/zone.ts'

type Cause = Availabilities['machines'][number]['causes'][number]
/** Of a machine, a category or a whole month. */
export type Used = { running_ms: number; held_ms: number; sessions: number }
/** With the same month a year before; null: nothing was measured then. */
export type Compared = Used & { last_year: Used | null }

export type MachineUse = Compared & {
  id: string
  name: string
  /** of the hours chosen; null: there were none, or it is not here any more */
  hours_ms: number | null
  /** of those hours, with somebody at it */
  held_in_ms: number
  available_percent: number | null
  causes: Cause[]
}
export type CategoryUse = Compared & { name: string }
export type CauseOfAll = Cause & { machines: number }
export type MonthUse = {
  whole: Compared
  /** the month goes on: a year before means as much of that month as is over of this one */
  so_far: boolean
  /** of the machines that are here, of the hours chosen: all of them, those a machine was held in, those with a fault */
  hours: { against: Against; always_open: boolean; all_ms: number; held_ms: number; down_ms: number }
  machines: MachineUse[]
  categories: CategoryUse[]
  causes: CauseOfAll[]
  week: Week
  months: MonthPair[]
}
/** `[weekday − 1][hour]` in ms, and the hours between the first and the last that anything ran in. */
export type Week = { running_ms: number[][]; hours: number[]; most_ms: number }
export type MonthPair = { month: Month; now: Used | null; before: Used | null }

const MONTHS_SHOWN = 12
export const AGAINST = ['opening', 'daytime', 'held'] as const satisfies readonly Against[]

/** `against` null: opening hours where the atelier has any, else those in which somebody was at work. */
export async function loadMonthUse(
  month: Month,
  timezone: string,
  against: Against | null,
  now_ms: number,
): Promise<MonthUse> {
  const span = spanOfMonth(month, timezone)
  const so_far = now_ms < span.to_ms
  const year_before = asFarAs(now_ms - span.from_ms, spanOfMonth(addMonths(month, -12), timezone))
  const months = { from_ms: spanOfMonth(addMonths(month, 1 - 2 * MONTHS_SHOWN), timezone).from_ms, to_ms: span.to_ms }
  const [machines, machines_before, categories, categories_before, hours, by_month, availabilities] = await Promise.all(
    [
      getUtilisation(span, 'machine'),
      getUtilisation(year_before, 'machine'),
      getUtilisation(span, 'member-category'),
      getUtilisation(year_before, 'member-category'),
      getUtilisation(span, 'weekday-hour'),
      getUtilisation(months, 'month'),
      availabilitiesOf(span, against),
    ],
  )
  return {
    whole: wholeOf(machines.rows, machines_before.rows),
    so_far,
    hours: hoursOf(availabilities),
    machines: machinesOf(machines.rows, machines_before.rows, availabilities),
    categories: categoriesOf(categories.rows, categories_before.rows),
    causes: causesOf(availabilities),
    week: weekOf(hours.rows),
    months: monthsOf(month, by_month.rows),
  }
}

/** Half a month against a whole one would always have fallen. */
export const asFarAs = (elapsed_ms: number, { from_ms, to_ms }: Span): Span => ({
  from_ms,
  to_ms: Math.min(to_ms, from_ms + Math.max(elapsed_ms, 1)),
})

async function availabilitiesOf(span: { from_ms: number; to_ms: number }, against: Against | null) {
  const first = await getAvailabilities(span, against ?? 'opening')
  return against === null && first.always_open ? getAvailabilities(span, 'held') : first
}

type Row = Utilisation['rows'][number]
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
const usedOf = (row: Row | undefined): Used => ({
  ...{ running_ms: row?.running_ms ?? 0, held_ms: row?.session_ms ?? 0, sessions: row?.sessions ?? 0 },
})
const total = (rows: readonly Row[]): Used => ({
  running_ms: sum(rows.map(row => row.running_ms)),
  held_ms: sum(rows.map(row => row.session_ms)),
  sessions: sum(rows.map(row => row.sessions)),
})
/** Where anything at all was measured then, what is missing was not used; else nobody knows. */
const lastYear = (before: readonly Row[], key: string): Used | null =>
  before.length === 0 ? null : usedOf(before.find(row => row.key === key))

const wholeOf = (rows: readonly Row[], before: readonly Row[]): Compared => ({
  ...total(rows),
  last_year: before.length === 0 ? null : total(before),
})

const hoursOf = ({ machines, against, always_open }: Availabilities): MonthUse['hours'] => ({
  ...{ against, always_open },
  all_ms: sum(machines.map(one => one.open_ms)),
  held_ms: sum(machines.map(one => one.held_ms)),
  down_ms: sum(machines.map(one => one.down_ms)),
})

/** Those that are here, and those that were used before they went; the busiest first. */
function machinesOf(used: readonly Row[], before: readonly Row[], { machines }: Availabilities): MachineUse[] {
  const ids = new Set([...machines.map(one => one.machine), ...used.map(row => row.key)])
  const all = [...ids].map(id => {
    const row = used.find(({ key }) => key === id)
    const standing = machines.find(({ machine }) => machine === id)
    return {
      ...{ id, ...usedOf(row), last_year: lastYear(before, id) },
      name: standing?.name ?? row?.name ?? id,
      hours_ms: standing === undefined || standing.open_ms === 0 ? null : standing.open_ms,
      held_in_ms: standing?.held_ms ?? 0,
      available_percent: standing?.available_percent ?? null,
      causes: standing?.causes ?? [],
    }
  })
  return all.toSorted((a, b) => b.running_ms - a.running_ms || (a.name < b.name ? -1 : 1))
}

/** One that nobody came of this month, and somebody a year ago, is told too. */
function categoriesOf(rows: readonly Row[], before: readonly Row[]): CategoryUse[] {
  const names = new Map([...before, ...rows].map(({ key, name }) => [key, name]))
  return [...names]
    .map(([key, name]) => ({ ...usedOf(rows.find(row => row.key === key)), last_year: lastYear(before, key), name }))
    .toSorted((a, b) => b.running_ms - a.running_ms || (a.name < b.name ? -1 : 1))
}

function causesOf({ machines }: Availabilities): CauseOfAll[] {
  const causes = new Map<string, CauseOfAll>()
  for (const { code, faults, down_ms } of machines.flatMap(one => one.causes)) {
    const known = causes.get(code) ?? { code, faults: 0, down_ms: 0, machines: 0 }
    causes.set(code, {
      ...{ code, faults: known.faults + faults, down_ms: known.down_ms + down_ms, machines: known.machines + 1 },
    })
  }
  return [...causes.values()].toSorted((a, b) => b.down_ms - a.down_ms)
}

export function weekOf(rows: readonly { key: string; running_ms: number }[]): Week {
  const running_ms = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (const { key, running_ms: ran } of rows) {
    const [weekday = 1, hour = 0] = key.split('-').map(Number)
    const day = running_ms[weekday - 1]
    if (day !== undefined) day[hour] = ran
  }
  const busy = Array.from({ length: 24 }, (_, hour) => hour).filter(hour =>
    running_ms.some(day => (day[hour] ?? 0) > 0),
  )
  const first = busy[0]
  const last = busy.at(-1)
  const hours =
    first === undefined || last === undefined ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i)
  return { running_ms, hours, most_ms: Math.max(0, ...running_ms.flat()) }
}

/** Twelve months up to this one, each with the one a year before it; those before anything was measured are left out. */
export function monthsOf(month: Month, rows: readonly Row[]): MonthPair[] {
  const known = new Map(rows.map(row => [row.key, usedOf(row)]))
  const pairs = Array.from({ length: MONTHS_SHOWN }, (_, i) => addMonths(month, i + 1 - MONTHS_SHOWN)).map(each => ({
    ...{ month: each, now: known.get(each) ?? null, before: known.get(addMonths(each, -12)) ?? null },
  }))
  const first = pairs.findIndex(({ now, before }) => now !== null || before !== null)
  return first < 0 ? [] : pairs.slice(first)
}
