/**
 * Mandates by issuer and payer. A contact's own mandate names no issuer: it is that of the one who collects, while there is one,
 * and lies here as such; where several collect, each mandate is told with its issuer.
 */
import { type Kysely, sql } from 'kysely'
import type { MandateRow } from '#server/domain/records.ts'
import type { Schema } from '../schema.ts'

export const mandates = (db: Kysely<Schema>): Promise<MandateRow[]> =>
  db
    .selectFrom('mandate')
    .select(['issuer', 'kind', 'id', 'reference', 'signed', 'revoked'])
    .orderBy('issuer')
    .orderBy('kind')
    .orderBy('id')
    .execute()

/** The last word stands; what is told of the one issuer that collects, its contact says too. */
export async function putMandate(db: Kysely<Schema>, row: MandateRow): Promise<void> {
  await db.transaction().execute(async tx => {
    const told = { reference: row.reference, signed: row.signed, revoked: row.revoked }
    const of_contact = (await onlyCollector(tx)) === row.issuer ? 1 : 0
    await tx
      .insertInto('mandate')
      .values({ ...row, of_contact })
      .onConflict(conflict => conflict.columns(['issuer', 'kind', 'id']).doUpdateSet({ ...told, of_contact }))
      .execute()
    if (of_contact === 0) return
    const written = { mandate: row.reference, mandate_signed: row.signed }
    await tx
      .insertInto('contact')
      .values({ ...NOTHING, kind: row.kind, id: row.id, ...written })
      .onConflict(conflict => conflict.columns(['kind', 'id']).doUpdateSet(written))
      .execute()
  })
}
const NOTHING = { street: null, postal_code: null, city: null, country: null, phone: null, iban: null }

async function onlyCollector(db: Kysely<Schema>): Promise<string | null> {
  const collect = await db
    .selectFrom('issuer_bank')
    .select('issuer')
    .where('sepa_creditor_id', 'is not', null)
    .limit(2)
    .execute()
  return collect.length === 1 ? (collect[0]?.issuer ?? null) : null
}

/** After contacts or creditors have changed. Another reference is another mandate: the old one's end does not end it. */
export async function adoptMandates(db: Kysely<Schema>): Promise<void> {
  const issuer = await onlyCollector(db)
  if (issuer === null) return
  await sql`INSERT INTO mandate (issuer, kind, id, reference, signed, revoked, of_contact)
    SELECT ${issuer}, kind, id, mandate, mandate_signed, NULL, 1 FROM contact WHERE mandate IS NOT NULL
    ON CONFLICT (issuer, kind, id) DO UPDATE SET
      revoked = CASE WHEN reference = excluded.reference THEN revoked END,
      reference = excluded.reference, signed = excluded.signed
    WHERE of_contact = 1`.execute(db)
  await sql`DELETE FROM mandate WHERE issuer = ${issuer} AND of_contact = 1 AND NOT EXISTS
    (SELECT 1 FROM contact WHERE contact.kind = mandate.kind AND contact.id = mandate.id AND contact.mandate IS NOT NULL)`.execute(
    db,
  )
}
