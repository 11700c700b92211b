/** Names, addresses and bank details: beside the chain, so that erasing a person keeps it valid (design rule 3). */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import type { ContactPart, ContactRow } from '../types.ts'

export async function putContacts(db: Kysely<Schema>, rows: readonly ContactPart[]): Promise<void> {
  for (const row of rows) {
    const { kind: _kind, id: _id, ...told } = row
    await db
      .insertInto('contact')
      .values(row)
      .onConflict(conflict => conflict.columns(['kind', 'id']).doUpdateSet(told))
      .execute()
  }
}

export const contacts = (db: Kysely<Schema>): Promise<ContactRow[]> =>
  db.selectFrom('contact').selectAll().orderBy('kind').orderBy('id').execute()

/**
 * Overwrites what it deletes (`secure_delete`), since a row that is only unlinked can still be read from the file's free
 * pages, and empties the write-ahead log, which holds the page as it was before.
 */
export async function erasePerson(db: Kysely<Schema>, member: string): Promise<void> {
  await sql`PRAGMA secure_delete = ON`.execute(db)
  await db.deleteFrom('person').where('member', '=', member).execute()
  await db.deleteFrom('charter_signature').where('member', '=', member).execute()
  await db.deleteFrom('contact').where('kind', '=', 'member').where('id', '=', member).execute()
  await db.deleteFrom('mandate').where('kind', '=', 'member').where('id', '=', member).execute()
  await db.deleteFrom('mail').where('recipient_kind', '=', 'member').where('recipient', '=', member).execute()
  await sql`PRAGMA secure_delete = OFF`.execute(db)
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db)
}
