/** Logos, by the hash of their bytes: what was issued with one prints with it for ever. */
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Logo } from '#server/domain/accounting/stored.ts'
import type { Schema } from '../schema.ts'

export const logoHash = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex')

export async function logo(db: Kysely<Schema>, hash: string): Promise<Uint8Array | null> {
  const row = await db.selectFrom('logo').select('body').where('hash', '=', hash).executeTakeFirst()
  return row?.body ?? null
}

/** Undefined: nobody ever uploaded one; null: none is wanted. */
export async function issuerLogo(db: Kysely<Schema>, issuer: string): Promise<Logo | null | undefined> {
  const row = await db
    .selectFrom('issuer_logo')
    .leftJoin('logo', 'logo.hash', 'issuer_logo.hash')
    .select(['issuer_logo.hash', 'logo.body'])
    .where('issuer', '=', issuer)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return row.hash === null || row.body === null ? null : { hash: row.hash, body: row.body }
}

/** The issuer's from its next document on; null: none. The picture first: one that nothing points to does no harm. */
export async function putIssuerLogo(db: Kysely<Schema>, issuer: string, body: Uint8Array | null): Promise<void> {
  const hash = body === null ? null : logoHash(body)
  if (hash !== null && body !== null)
    await db
      .insertInto('logo')
      .values({ hash, body: Buffer.from(body) })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  await db
    .insertInto('issuer_logo')
    .values({ issuer, hash })
    .onConflict(conflict => conflict.column('issuer').doUpdateSet({ hash }))
    .execute()
}
