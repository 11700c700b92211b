/** The books read back: which months are closed, what they say, and what was decided about one thing. */
import { type Kysely, sql } from 'kysely'
import type { DeclaredSession } from '#server/domain/periods/entries.ts'
import type { Closing, Contest, Decided } from '#server/domain/periods/month.ts'
import type { PeriodStatement } from '#server/domain/sharing/statement.ts'
import type { Schema } from '../schema.ts'
import { closingOf, contestsIn, decisionsIn, statementIn } from './month.ts'

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
  return rows.length === 0 ? null : statementIn(rows)
}

export type Declaration = { session: DeclaredSession; period: string; by: string; reason: string; at_ms: number }
export type BookedAbout = {
  decisions: (Decided & { period: string })[]
  contests: Contest[]
  declaration: (Declaration & { confirmed: boolean | null }) | null
}

/** Everything people said about one thing, oldest first. */
export async function bookedAbout(db: Kysely<Schema>, subject: string): Promise<BookedAbout> {
  const rows = await db
    .selectFrom('book')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('n')
    .orderBy('i')
    .execute()
  const declared = rows.find(row => row.type === 'declared')
  const confirmed = rows.find(row => row.type === 'confirmed')
  const answer = confirmed === undefined ? null : (JSON.parse(confirmed.value) as { confirmed: boolean }).confirmed
  return {
    decisions: decisionsIn(rows),
    contests: contestsIn(rows),
    declaration: declared === undefined ? null : { ...declarationOf(declared), confirmed: answer },
  }
}

const declarationOf = (row: { value: string; period: string }): Declaration => ({
  ...(JSON.parse(row.value) as Omit<Declaration, 'period'>),
  period: row.period,
})

/** Sessions of the notebook that wait for this member's word, oldest first. */
export async function declaredOf(db: Kysely<Schema>, member: string): Promise<Declaration[]> {
  const rows = await db
    .selectFrom('book as declared')
    .select(['declared.value', 'declared.period'])
    .where('declared.type', '=', 'declared')
    .where(sql`declared.value ->> '$.session.member'`, '=', member)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('book as said')
            .select('said.id')
            .where('said.type', '=', 'confirmed')
            .whereRef('said.subject', '=', 'declared.subject'),
        ),
      ),
    )
    .orderBy('declared.n')
    .execute()
  return rows.map(declarationOf)
}

export async function booksHead(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('book')
    .select(of => of.fn.max<number | null>('n').as('n'))
    .executeTakeFirst()
  return row?.n ?? 0
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
