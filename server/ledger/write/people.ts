/** Names, addresses and bank details: beside the chain, so that erasing a person keeps it valid (design rule 3). */
import type { Kysely } from 'kysely'
import type { JournalAppend } from '#server/domain/group.ts'
import type { Untouched } from '#server/domain/who/erasure.ts'
import type { Connection } from '../connection.ts'
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

/** Beside the entry that says so, in its transaction: whoever is out has no name any more, and whoever has none is out. */
const ROWS = [
  'DELETE FROM person WHERE member = ?',
  'DELETE FROM charter_signature WHERE member = ?',
  "DELETE FROM contact WHERE kind = 'member' AND id = ?",
  "DELETE FROM mandate WHERE kind = 'member' AND id = ?",
  "DELETE FROM mail WHERE recipient_kind = 'member' AND recipient = ?",
]

/** A manager's act. What a station calls its own message is its own affair. */
export const isErasure = ({ kind, type }: Pick<JournalAppend, 'kind' | 'type'>): boolean =>
  kind === 'directory' && type === 'member-erased'

/**
 * Overwrites what it deletes (`secure_delete`), since a row that is only unlinked can still be read from the file's free
 * pages. Only inside a write transaction; `emptyLog` after it.
 */
export function personEraser(db: Connection): (member: string) => void {
  const rows = ROWS.map(statement => db.prepare<[string]>(statement))
  return member => {
    db.pragma('secure_delete = ON')
    for (const row of rows) row.run(member)
    db.pragma('secure_delete = OFF')
  }
}

/** The write-ahead log holds each page as it was before. */
export const emptyLog = (db: Connection): void => void db.pragma('wal_checkpoint(TRUNCATE)')

/** Whether a session of theirs, or anything of the books or the accounts, came after that entry. */
export function touchedSince(db: Connection): (untouched: Untouched) => boolean {
  const since = db
    .prepare<Untouched, 0 | 1>(
      `SELECT EXISTS (SELECT 1 FROM session WHERE member = :member AND (started_n > :as_of_n OR ended_n > :as_of_n))
           OR EXISTS (SELECT 1 FROM journal WHERE n > :as_of_n AND kind IN ('books', 'accounts'))`,
    )
    .pluck()
  return untouched => since.get(untouched) === 1
}
