/** How much machines were used: sums over the sessions that start in a range, in the atelier's own zone. */
import type { Kysely } from 'kysely'
import { type HourPart, hoursOf, partOf } from '#server/domain/metering/spread.ts'
import { nextPeriod } from '#server/domain/periods/calendar.ts'
import { periodOf, periodRange } from '#server/domain/time.ts'
import type { Schema } from '../schema.ts'
import type { Range, UtilisationBy, UtilisationRow } from '../types.ts'

type Totals = { running_ms: number; worked_ms: number; session_ms: number; energy_Wh: number }
type Used = Totals & { machine: string; category: string | null; start_at_ms: number; end_at_ms: number | null }
/** What a session adds to: by hour it is divided over those it lasted, and counts as one in its first. */
type Share = Totals & { key: string; sessions: number }

/** Keys: machine id · `00`…`23` · `1-00`…`7-23` (ISO weekday) · category id, empty for members without one · `yyyy-mm`. */
export async function utilisation(
  db: Kysely<Schema>,
  range: Range,
  by: UtilisationBy,
  timezone: string,
): Promise<UtilisationRow[]> {
  if (by === 'month') return byMonth(db, range, timezone)
  const sharesOf = sharesFor(by, timezone)
  const sums = new Map<string, UtilisationRow>()
  const rows = db
    .selectFrom('session')
    .select(['machine', 'category', 'start_at_ms', 'end_at_ms', 'running_ms', 'worked_ms', 'session_ms', 'energy_Wh'])
    .where('start_at_ms', '>=', range.from_ms)
    .where('start_at_ms', '<', range.to_ms)
    .stream()
  for await (const used of rows) for (const share of sharesOf(used)) add(sums, share)
  return [...sums.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

function add(sums: Map<string, UtilisationRow>, { key, ...share }: Share): void {
  const sum = sums.get(key) ?? { key, running_ms: 0, worked_ms: 0, session_ms: 0, energy_Wh: 0, sessions: 0 }
  sum.running_ms += share.running_ms
  sum.worked_ms += share.worked_ms
  sum.session_ms += share.session_ms
  sum.energy_Wh += share.energy_Wh
  sum.sessions += share.sessions
  sums.set(key, sum)
}

const digits = (hour: number): string => String(hour).padStart(2, '0')

function sharesFor(by: Exclude<UtilisationBy, 'month'>, timezone: string): (used: Used) => Share[] {
  switch (by) {
    case 'machine':
      return used => [{ ...used, key: used.machine, sessions: 1 }]
    case 'hour':
      return used => byHour(used, timezone, ({ hour }) => digits(hour))
    case 'weekday-hour':
      return used => byHour(used, timezone, ({ weekday, hour }) => `${weekday}-${digits(hour)}`)
    case 'member-category':
      return used => [{ ...used, key: used.category ?? '', sessions: 1 }]
  }
}

function byHour(used: Used, timezone: string, keyOf: (part: HourPart) => string): Share[] {
  const { start_at_ms: from_ms, end_at_ms, session_ms } = used
  return hoursOf({ from_ms, to_ms: end_at_ms ?? from_ms + session_ms }, timezone).map((part, i) => ({
    key: keyOf(part),
    running_ms: partOf(used.running_ms, part),
    worked_ms: partOf(used.worked_ms, part),
    session_ms: partOf(used.session_ms, part),
    energy_Wh: partOf(used.energy_Wh, part),
    sessions: i === 0 ? 1 : 0,
  }))
}

/** Added up where it lies: years of sessions are asked for at once here. Months in which nothing was used are left out. */
async function byMonth(db: Kysely<Schema>, { from_ms, to_ms }: Range, timezone: string): Promise<UtilisationRow[]> {
  const months: UtilisationRow[] = []
  for (let key = periodOf(from_ms, timezone); key <= periodOf(to_ms - 1, timezone); key = nextPeriod(key)) {
    const month = periodRange(key, timezone)
    const sums = await db
      .selectFrom('session')
      .select(({ fn, lit }) => {
        const sum = <C extends keyof Totals>(column: C) => fn.coalesce(fn.sum<number>(column), lit(0)).as(column)
        const totals = [sum('running_ms'), sum('worked_ms'), sum('session_ms'), sum('energy_Wh')] as const
        return [fn.countAll<number>().as('sessions'), ...totals]
      })
      .where('start_at_ms', '>=', Math.max(from_ms, month.from_ms))
      .where('start_at_ms', '<', Math.min(to_ms, month.to_ms))
      .executeTakeFirstOrThrow()
    if (sums.sessions > 0) months.push({ key, ...sums })
  }
  return months
}
