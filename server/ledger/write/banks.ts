/** Bank details of the issuers: beside the chain, the last word stands. */
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { IssuerBank, IssuerBankPart } from '../types.ts'

export async function putBanks(db: Kysely<Schema>, rows: readonly IssuerBankPart[]): Promise<void> {
  for (const row of rows) {
    const { issuer: _issuer, ...told } = row
    await db
      .insertInto('issuer_bank')
      .values(row)
      .onConflict(conflict => conflict.column('issuer').doUpdateSet(told))
      .execute()
  }
}

export const banks = (db: Kysely<Schema>): Promise<IssuerBank[]> =>
  db.selectFrom('issuer_bank').selectAll().orderBy('issuer').execute()
