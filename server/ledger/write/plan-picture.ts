/** The picture of the room behind the plan, by the hash of its bytes. The journal names the one that hangs. */
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import { logoHash } from './logos.ts'

export async function planPicture(db: Kysely<Schema>, hash: string): Promise<Uint8Array | null> {
  const row = await db.selectFrom('plan_picture').select('body').where('hash', '=', hash).executeTakeFirst()
  return row?.body ?? null
}

/** Its hash. Put before the journal names it: one that nothing names does no harm. */
export async function putPlanPicture(db: Kysely<Schema>, body: Uint8Array): Promise<string> {
  const hash = logoHash(body)
  await db
    .insertInto('plan_picture')
    .values({ hash, body: Buffer.from(body) })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return hash
}

export async function dropPlanPicture(db: Kysely<Schema>, hash: string): Promise<void> {
  await db.deleteFrom('plan_picture').where('hash', '=', hash).execute()
}
