/** Lines of bank statements and files for the bank: beside the chain, because they hold names and IBAN. */
import { type Kysely, sql } from 'kysely'
import type { BankLineRow } from '#server/domain/records.ts'
import type { Schema } from '../schema.ts'

/** Rows of 16 columns stay far below SQLite's 32 766 variables a statement. */
const ROWS_PER_STATEMENT_MAX = 500

/** How many were new: a line that is there already stays as it is. */
export async function putBankLines(db: Kysely<Schema>, rows: readonly BankLineRow[]): Promise<number> {
  let added = 0n
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT_MAX) {
    const result = await db
      .insertInto('bank_line')
      .values(rows.slice(i, i + ROWS_PER_STATEMENT_MAX))
      .onConflict(conflict => conflict.column('id').doNothing())
      .executeTakeFirst()
    added += result.numInsertedOrUpdatedRows ?? 0n
  }
  return Number(added)
}

/** Newest first. */
export const bankLines = (db: Kysely<Schema>): Promise<BankLineRow[]> =>
  db.selectFrom('bank_line').selectAll().orderBy('date', 'desc').orderBy('id').execute()

export async function setBankLineAside(
  db: Kysely<Schema>,
  id: string,
  why: string | null,
  by: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('bank_line')
    .set({ set_aside: why, set_aside_by: why === null ? null : by })
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function putBankFile(db: Kysely<Schema>, issuer: string, run: string, body: string): Promise<void> {
  await db
    .insertInto('bank_file')
    .values({ issuer, run, body })
    .onConflict(conflict => conflict.columns(['issuer', 'run']).doUpdateSet({ body }))
    .execute()
}

export async function bankFile(db: Kysely<Schema>, issuer: string, run: string): Promise<string | null> {
  const row = await db
    .selectFrom('bank_file')
    .select('body')
    .where('issuer', '=', issuer)
    .where('run', '=', run)
    .executeTakeFirst()
  return row?.body ?? null
}

/** What members object to and nobody has answered, by session. */
export async function openContests(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db
    .selectFrom('book as contested')
    .select('contested.subject')
    .where('contested.type', '=', 'contested')
    .where(sql<boolean>`NOT EXISTS (SELECT 1 FROM book AS answered WHERE answered.type = 'answered'
      AND json_extract(answered.value, '$.contest') = contested.n)`)
    .execute()
  return rows.map(row => row.subject)
}
