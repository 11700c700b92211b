/** A month's use, asked and put together for the page: every figure of it is computed here and nowhere else. */
import type { Availabilities, Utilisation } from '#server/contract/api.ts'
import { getAvailabilities, getUtilisation } from '../../api/use.ts'
import { addMonths, type Month, spanOfMonth } from '../../time/zone.ts'

export type MachineUse = {
  id: string
  name: string
  running_ms: number
  sessions: number
  last_year_ms: number | null
  /** null: it was never open, or is not here any more */
  open_ms: number | null
  available_percent: number | null
  causes: Availabilities['machines'][number]['causes']
}
export type MonthUse = {
  running_ms: number
  sessions: number
  last_year_ms: number | null
  open_ms: number
  down_ms: number
  machines: MachineUse[]
  categories: { name: string; running_ms: number; sessions: number }[]
  week: Week
}
/** `[weekday − 1][hour]` in ms, and the hours between the first and the last that anything ran in. */
export type Week = { running_ms: number[][]; hours: number[]; most_ms: number }

export async function loadMonthUse(month: Month, timezone: string): Promise<MonthUse> {
  const span = spanOfMonth(month, timezone)
  const [machines, before, categories, hours, availabilities] = await Promise.all([
    getUtilisation(span, 'machine'),
    getUtilisation(spanOfMonth(addMonths(month, -12), timezone), 'machine'),
    getUtilisation(span, 'member-category'),
    getUtilisation(span, 'weekday-hour'),
    getAvailabilities(span),
  ])
  const used = machines.rows
  return {
    running_ms: sum(used.map(row => row.running_ms)),
    sessions: sum(used.map(row => row.sessions)),
    last_year_ms: before.rows.length === 0 ? null : sum(before.rows.map(row => row.running_ms)),
    open_ms: sum(availabilities.machines.map(one => one.open_ms)),
    down_ms: sum(availabilities.machines.map(one => one.down_ms)),
    machines: machinesOf(used, before.rows, availabilities),
    categories: categories.rows.toSorted((a, b) => b.running_ms - a.running_ms),
    week: weekOf(hours.rows),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** Those that are here, and those that were used before they went; the busiest first. */
function machinesOf(
  used: Utilisation['rows'],
  before: Utilisation['rows'],
  { machines }: Availabilities,
): MachineUse[] {
  const ids = new Set([...machines.map(one => one.machine), ...used.map(row => row.key)])
  const all = [...ids].map(id => {
    const row = used.find(({ key }) => key === id)
    const standing = machines.find(({ machine }) => machine === id)
    return {
      id,
      name: standing?.name ?? row?.name ?? id,
      running_ms: row?.running_ms ?? 0,
      sessions: row?.sessions ?? 0,
      last_year_ms: before.find(({ key }) => key === id)?.running_ms ?? null,
      open_ms: standing === undefined || standing.open_ms === 0 ? null : standing.open_ms,
      available_percent: standing?.available_percent ?? null,
      causes: standing?.causes ?? [],
    }
  })
  return all.toSorted((a, b) => b.running_ms - a.running_ms || (a.name < b.name ? -1 : 1))
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
