/**
 * Everything a month rests on, as of one head of the journal. Questions are yielded and rows come back, so that the reader
 * worker and the replay of `verify`, which is synchronous, ask the very same ones.
 */
import { applyEntries } from '#server/domain/apply.ts'
import { type Directory, type DirectoryEntry, emptyDirectory } from '#server/domain/directory.ts'
import { nextPeriod } from '#server/domain/periods/calendar.ts'
import { type BooksEntry, runOfRef } from '#server/domain/periods/entries.ts'
import type { ClosedMonth, Closing, Contest, Decided, Month } from '#server/domain/periods/month.ts'
import {
  FORGOTTEN_ENDS,
  type Thing,
  thingOfDeclared,
  thingOfRun,
  thingOfSession,
} from '#server/domain/periods/things.ts'
import type { PackBalance } from '#server/domain/sharing/packs.ts'
import type { MemberStatement, PeriodStatement } from '#server/domain/sharing/statement.ts'
import { periodOf, periodRange } from '#server/domain/time.ts'
import type { Connection } from '../connection.ts'
import type { BookTable, SessionTable } from '../schema.ts'
import { sessionOf } from '../session-row.ts'
import { NOT_PLAIN } from './doubtful.ts'

export type MonthQuestion = {
  period: string
  zone: string
  from_ms: number
  to_ms: number
  /** as of this entry; null: now */
  head_n: number | null
  /** leaves out of `own` what `plainUse` adds up */
  without_plain?: boolean
}

type Query = { text: string; values: unknown[] }
type Gathering<R> = Generator<Query, R, unknown[]>
type SessionRow = SessionTable & { last_current_at_ms: number | null }
type RunRow = {
  n: number
  machine: string
  from_at_ms: number
  to_at_ms: number
  running_ms: number
  energy_Wh: number
}
type BookRow = Omit<BookTable, 'id'>
type Saved<T extends BooksEntry['type']> = Omit<Extract<BooksEntry, { type: T }>, 'type' | 'period'> & { at_ms: number }

export function monthInputsNow(db: Connection, question: MonthQuestion): Month {
  const gathering = gather(question)
  let step = gathering.next()
  while (step.done !== true) step = gathering.next(db.prepare(step.value.text).all(...step.value.values))
  return step.value
}

const BEGAN = 'start_at_ms >= ? AND start_at_ms < ? AND started_n <= ?'
const RAN = 'from_at_ms >= ? AND from_at_ms < ? AND n <= ?'

export function* gather({ period, zone, from_ms, to_ms, head_n, without_plain }: MonthQuestion): Gathering<Month> {
  const head = head_n ?? (yield* one<number>('SELECT coalesce(max(n), 0) AS value FROM journal', []))
  const books_n = yield* one<number>('SELECT coalesce(max(n), 0) AS value FROM book WHERE n <= ?', [head])
  const previous = yield* previousClosing(period, head)
  const packs = previous === null ? null : yield* packsAfter(previous)
  // Only the month after the last closed one takes up what came late: what a month still open holds is its own
  const since_n = previous !== null && nextPeriod(previous.period) === period ? previous.computed_n : head
  const own =
    without_plain === true
      ? yield* things(`${BEGAN} AND ${NOT_PLAIN}`, [from_ms, to_ms, head, from_ms, to_ms, head, head], head)
      : yield* things(BEGAN, [from_ms, to_ms, head], head)
  own.push(...(yield* runs(RAN, [from_ms, to_ms, head])))
  const late = yield* things('start_at_ms < ? AND ended_n > ? AND ended_n <= ?', [from_ms, since_n, head], head)
  late.push(...(yield* runs('from_at_ms < ? AND n > ? AND n <= ?', [from_ms, since_n, head])))
  const book = yield* rowsOf('period = ? AND n <= ? ORDER BY n, i', [period, head])
  for (const thing of declaredIn(book)) (thing.start_at_ms >= from_ms ? own : late).push(thing)
  const contests = contestsIn(book)
  const decisions = decisionsIn(book)
  const known = new Set([...own, ...late].map(thing => thing.ref))
  const foreign = new Set([...decisions, ...contests].map(({ item }) => item).filter(item => !known.has(item)))
  const again = foreign.size === 0 ? [] : yield* thingsNamed([...foreign], head)
  const before = [...late, ...again].map(thing => thing.ref)
  const earlier =
    before.length === 0
      ? []
      : decisionsIn(
          yield* rowsOf(
            `type = 'settled' AND period < ? AND n <= ? AND subject IN (SELECT value FROM json_each(?)) ORDER BY n, i`,
            [period, head, JSON.stringify(before)],
          ),
        )
  const corrected: ClosedMonth[] = []
  for (const of of [...new Set([...late, ...again].map(thing => periodOf(thing.start_at_ms, zone)))].sort()) {
    const closed = of < period ? yield* closedMonth(of, period, zone, head) : null
    if (closed !== null) corrected.push(closed)
  }
  const month = { period, zone, head_n: head, books_n, previous, packs, own, late, again, decisions, earlier, contests }
  return corrected.length === 0 ? month : { ...month, corrected }
}

/** Null: that month was never closed here. */
function* closedMonth(period: string, until: string, zone: string, head: number): Gathering<ClosedMonth | null> {
  const between = 'period >= ? AND period < ? AND n <= ?'
  const closings = yield* rowsOf(`type = 'closed' AND ${between} ORDER BY n`, [period, until, head])
  const [closing] = closings
  if (closing === undefined || closing.period !== period) return null
  const { from_ms, to_ms } = periodRange(period, zone)
  const own = yield* things(BEGAN, [from_ms, to_ms, head], head)
  own.push(...(yield* runs(RAN, [from_ms, to_ms, head])))
  const said = yield* rowsOf(
    `type IN ('settled', 'declared', 'confirmed') AND period >= ? AND period <= ? AND n <= ? ORDER BY n, i`,
    [period, until, head],
  )
  own.push(...declaredIn(said).filter(thing => thing.start_at_ms >= from_ms && thing.start_at_ms < to_ms))
  const statements = yield* rowsOf(`type IN ('sheet', 'statement') AND ${between} ORDER BY n, i`, [period, until, head])
  return {
    ...{ period, own, decisions: decisionsIn(said) },
    directory: yield* directoryBefore(closing.n),
    packs: yield* packsBefore(period, closing.n),
    statements: closings.map(({ period: of }) => statementIn(statements.filter(row => row.period === of))),
  }
}

function* packsBefore(period: string, n: number): Gathering<PackBalance[] | null> {
  const previous = yield* previousClosing(period, n)
  return previous === null ? null : yield* packsAfter(previous)
}

/** The rules as they stood at a closing: what only notes the day (spending) says nothing about prices. */
function* directoryBefore(n: number): Gathering<Directory> {
  const text = `SELECT payload FROM journal WHERE kind <> 'up' AND station IS NULL AND n < ? AND kind = 'directory'
    AND type <> 'spending-noted' ORDER BY n`
  const rows = (yield { text, values: [n] }) as { payload: string }[]
  const entries = rows.map(({ payload }) => JSON.parse(payload) as DirectoryEntry)
  return applyEntries(emptyDirectory(), entries).directory
}

function* one<T>(text: string, values: unknown[]): Gathering<T> {
  const [row] = (yield { text, values }) as { value: T }[]
  if (row === undefined) throw new Error('an aggregate gives one row')
  return row.value
}

function* rowsOf(where: string, values: unknown[]): Gathering<BookRow[]> {
  return (yield { text: `SELECT n, i, type, period, subject, value FROM book WHERE ${where}`, values }) as BookRow[]
}

function* previousClosing(period: string, head: number): Gathering<Closing | null> {
  const rows = yield* rowsOf(`type = 'closed' AND period < ? AND n <= ? ORDER BY period DESC LIMIT 1`, [period, head])
  return rows.map(closingOf)[0] ?? null
}

function* packsAfter({ n, period }: Closing): Gathering<PackBalance[] | null> {
  const [sheet] = yield* rowsOf(`type = 'sheet' AND period = ? AND n = ?`, [period, n])
  return sheet === undefined ? null : ((JSON.parse(sheet.value) as Partial<PeriodStatement>).packs ?? null)
}

/** Where the current fell for the last time before the end, of those that ended without a badge out. */
const LAST_CURRENT = `CASE WHEN s.end_reason IN (${FORGOTTEN_ENDS.map(reason => `'${reason}'`).join(', ')}) THEN (
    SELECT coalesce(
      (SELECT e.at_ms FROM state_change e
        WHERE e.machine = r.machine AND e.at_ms >= r.at_ms AND e.id > r.id AND e.state <> 'running' AND e.n <= s.ended_n
        ORDER BY e.at_ms, e.id LIMIT 1),
      s.end_at_ms)
    FROM state_change r
    WHERE r.machine = s.machine AND r.at_ms < s.end_at_ms AND r.state = 'running' AND r.n <= s.ended_n
    ORDER BY r.at_ms DESC, r.id DESC LIMIT 1) END AS last_current_at_ms`

function* things(where: string, values: unknown[], head: number): Gathering<Thing[]> {
  const text = `SELECT s.*, ${LAST_CURRENT} FROM session s WHERE ${where} ORDER BY start_at_ms, id`
  const rows = (yield { text, values }) as SessionRow[]
  return rows.map(row => thingAt(row, head))
}

/** A session that ended after the head was open there: its row tells more than was known. */
function thingAt(row: SessionRow, head: number): Thing {
  const session = sessionOf(row)
  if (row.ended_n !== null && row.ended_n <= head) return thingOfSession(session, lastCurrentOf(row))
  const nothing = { session_ms: 0, running_ms: 0, worked_ms: 0, idle_ms: 0, silent_ms: 0, fault_ms: 0, energy_Wh: 0 }
  const flags = { no_current: false, incomplete: false }
  return thingOfSession({ ...session, ...nothing, ...flags, end_at_ms: null, end_reason: null }, null)
}

/** Without any rise of current in it: nobody worked, or it was too short for the thresholds and nothing is known. */
function lastCurrentOf({ last_current_at_ms, start_at_ms, running_ms }: SessionRow): number | null {
  if (last_current_at_ms !== null && last_current_at_ms > start_at_ms) return last_current_at_ms
  return running_ms === 0 ? start_at_ms : null
}

function* runs(where: string, values: unknown[]): Gathering<Thing[]> {
  const columns = 'n, machine, from_at_ms, to_at_ms, running_ms, energy_Wh'
  const rows = (yield { text: `SELECT ${columns} FROM unattributed WHERE ${where} ORDER BY n`, values }) as RunRow[]
  return rows.map(thingOfRun)
}

function* thingsNamed(refs: string[], head: number): Gathering<Thing[]> {
  const named = JSON.stringify(refs)
  const found = yield* things('id IN (SELECT value FROM json_each(?)) AND started_n <= ?', [named, head], head)
  const numbers = JSON.stringify(refs.flatMap(ref => runOfRef(ref) ?? []))
  found.push(...(yield* runs('n IN (SELECT value FROM json_each(?)) AND n <= ?', [numbers, head])))
  const declared = yield* rowsOf(
    `type IN ('declared', 'confirmed') AND subject IN (SELECT value FROM json_each(?)) AND n <= ? ORDER BY n, i`,
    [named, head],
  )
  return [...found, ...declaredIn(declared)]
}

/** One that the member refused is nothing any more. */
function declaredIn(rows: readonly BookRow[]): Thing[] {
  const answers = new Map(
    rows.filter(row => row.type === 'confirmed').map(row => [row.subject, savedOf<'confirmed'>(row).confirmed]),
  )
  return rows
    .filter(row => row.type === 'declared' && answers.get(row.subject) !== false)
    .map(row => thingOfDeclared(savedOf<'declared'>(row).session, answers.get(row.subject) ?? null))
}

const savedOf = <T extends BooksEntry['type']>(row: BookRow): Saved<T> => JSON.parse(row.value) as Saved<T>

export function decisionsIn(rows: readonly BookRow[]): (Decided & { period: string })[] {
  return rows.flatMap(row =>
    row.type === 'settled' ? [{ ...savedOf<'settled'>(row), n: row.n, item: row.subject, period: row.period }] : [],
  )
}

export function contestsIn(rows: readonly BookRow[]): Contest[] {
  const answers = new Map(
    rows
      .filter(row => row.type === 'answered')
      .map(row => {
        const { contest, ...answer } = savedOf<'answered'>(row)
        return [contest, { ...answer, n: row.n }]
      }),
  )
  return rows.flatMap(row => {
    if (row.type !== 'contested') return []
    const { member, reason, at_ms } = savedOf<'contested'>(row)
    return [{ n: row.n, at_ms, item: row.subject, member, reason, answer: answers.get(row.n) ?? null }]
  })
}

export const closingOf = (row: BookRow): Closing => ({
  ...(JSON.parse(row.value) as Omit<Closing, 'n' | 'period'>),
  n: row.n,
  period: row.period,
})

/** A closed month as its rows have it, without which it was never closed. */
export function statementIn(rows: readonly { type: string; value: string }[]): PeriodStatement {
  const sheet = rows.find(row => row.type === 'sheet')
  if (sheet === undefined) throw new Error('a closing writes its sheet')
  const members = rows.flatMap(row => (row.type === 'statement' ? [JSON.parse(row.value) as MemberStatement] : []))
  return { ...(JSON.parse(sheet.value) as Omit<PeriodStatement, 'members'>), members }
}
