/** What people drew or typed under the charter: personal data, beside the chain. The last one of a member stands. */
import type { Kysely } from 'kysely'
import type { SignatureRow } from '#server/domain/records.ts'
import type { Schema } from '../schema.ts'

export async function putSignature(db: Kysely<Schema>, row: SignatureRow): Promise<void> {
  const { member: _member, ...told } = row
  await db
    .insertInto('charter_signature')
    .values(row)
    .onConflict(conflict => conflict.column('member').doUpdateSet(told))
    .execute()
}

export async function signature(db: Kysely<Schema>, member: string): Promise<SignatureRow | null> {
  const row = await db.selectFrom('charter_signature').selectAll().where('member', '=', member).executeTakeFirst()
  return row ?? null
}
