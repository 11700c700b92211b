/** The books read back: which months are closed, what they say, and what was decided about one thing. */
import type { Kysely } from 'kysely'
import type { Closing, Contest, Decided } from '#server/domain/periods/month.ts'
import type { MemberStatement, PeriodStatement } from '#server/domain/sharing/statement.ts'
import type { Schema } from '../schema.ts'
import { closingOf, contestsIn, decisionsIn } from './month.ts'

export async function closings(db: Kysely<Schema>): Promise<Closing[]> {
  const rows = await db.selectFrom('book').selectAll().where('type', '=', 'closed').orderBy('n').execute()
  return rows.map(closingOf)
}

/** The statement of a closed month, as it was closed; null where it is open. */
export async function closedStatement(db: Kysely<Schema>, period: string): Promise<PeriodStatement | null> {
  const rows = await db
    .selectFrom('book')
    .select(['type', 'value'])
    .where('period', '=', period)
    .where('type', 'in', ['sheet', 'statement'])
    .orderBy('n')
    .orderBy('i')
    .execute()
  const sheet = rows.find(row => row.type === 'sheet')
  if (sheet === undefined) return null
  const members = rows.flatMap(row => (row.type === 'statement' ? [JSON.parse(row.value) as MemberStatement] : []))
  return { ...(JSON.parse(sheet.value) as Omit<PeriodStatement, 'members'>), members }
}

export type BookedAbout = { decisions: (Decided & { period: string })[]; contests: Contest[] }

/** Everything people said about one thing, oldest first. */
export async function bookedAbout(db: Kysely<Schema>, subject: string): Promise<BookedAbout> {
  const rows = await db
    .selectFrom('book')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('n')
    .orderBy('i')
    .execute()
  return { decisions: decisionsIn(rows), contests: contestsIn(rows) }
}

/** Start of the very first session or run; null where there is none. */
export async function firstUseAt(db: Kysely<Schema>): Promise<number | null> {
  const { session } = await db
    .selectFrom('session')
    .select(of => of.fn.min<number | null>('start_at_ms').as('session'))
    .executeTakeFirstOrThrow()
  const { run } = await db
    .selectFrom('unattributed')
    .select(of => of.fn.min<number | null>('from_at_ms').as('run'))
    .executeTakeFirstOrThrow()
  return session === null || run === null ? (session ?? run) : Math.min(session, run)
}
