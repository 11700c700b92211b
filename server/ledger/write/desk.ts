/** What people and followers note beside the chain: audit, names, cursors. One statement each. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import type { AuditRow, DeadLetter, PersonRow } from '../types.ts'

/** Rows of five columns stay far below SQLite's 32 766 variables a statement. */
const ROWS_PER_STATEMENT_MAX = 1_000

export async function appendAudit(db: Kysely<Schema>, row: Omit<AuditRow, 'id'>): Promise<void> {
  const { at_ms, actor, action, subject, detail } = row
  await db.insertInto('audit').values({ at_ms, actor, action, subject, detail }).execute()
}

export async function putPersons(db: Kysely<Schema>, rows: readonly PersonRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT_MAX)
    await db
      .insertInto('person')
      .values(rows.slice(i, i + ROWS_PER_STATEMENT_MAX))
      .onConflict(conflict =>
        conflict
          .column('member')
          .doUpdateSet(of => ({ name: of.ref('excluded.name'), email: of.ref('excluded.email') })),
      )
      .execute()
}

export async function followerCursor(db: Kysely<Schema>, name: string): Promise<number> {
  const row = await db.selectFrom('follower').select('cursor_n').where('name', '=', name).executeTakeFirst()
  return row?.cursor_n ?? 0
}

export async function advanceFollower(db: Kysely<Schema>, name: string, cursor_n: number): Promise<void> {
  await db
    .insertInto('follower')
    .values({ name, cursor_n })
    .onConflict(conflict => conflict.column('name').doUpdateSet({ cursor_n: sql`excluded.cursor_n` }))
    .execute()
}

export async function putDeadLetter(db: Kysely<Schema>, follower: string, letter: DeadLetter): Promise<void> {
  const { at_ms, n, line, error } = letter
  await db.insertInto('dead_letter').values({ follower, at_ms, n, line, error }).execute()
}
