/** The outbox read back, newest first, and how many wait, went out or came back. */
import { type Kysely, sql } from 'kysely'
import type { MailCounts, MailQuery, MailRow, Page, Posted } from '#server/domain/records.ts'
import type { Schema } from '../schema.ts'
import { numberCursor, pageOf } from './cursor.ts'

const SHOWN = [
  ...(['id', 'kind', 'issuer', 'about', 'recipient_kind', 'recipient', 'to_name', 'to_address', 'subject'] as const),
  ...(['state', 'queued_at_ms', 'next_at_ms', 'attempts', 'sent_at_ms', 'reply_code', 'reply'] as const),
] as const

export async function mails(db: Kysely<Schema>, query: MailQuery): Promise<Page<MailRow>> {
  const before = numberCursor(query.cursor) ?? Number.MAX_SAFE_INTEGER
  let asked = db.selectFrom('mail').select(SHOWN).where('id', '<', before)
  if (query.state !== undefined) asked = asked.where('state', '=', query.state)
  if (query.about !== undefined) asked = asked.where('about', 'in', query.about)
  if (query.message_id !== undefined) asked = asked.where('message_id', '=', query.message_id)
  if (query.to_address !== undefined) asked = asked.where(sql`to_address COLLATE NOCASE`, '=', query.to_address)
  if (query.attached !== undefined)
    asked = asked.where(
      sql<boolean>`EXISTS (SELECT 1 FROM json_each(mail.attachments) AS one WHERE one.value = ${query.attached})`,
    )
  const rows = await asked
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return pageOf(
    rows,
    query.limit,
    row => row,
    row => [row.id],
  )
}

export async function mail(db: Kysely<Schema>, id: number): Promise<MailRow | null> {
  const row = await db.selectFrom('mail').select(SHOWN).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

export async function mailCounts(db: Kysely<Schema>): Promise<MailCounts> {
  const rows = await db
    .selectFrom('mail')
    .select(['state', of => of.fn.countAll<number>().as('many')])
    .groupBy('state')
    .execute()
  const many = new Map(rows.map(row => [row.state, row.many]))
  const count = (state: MailRow['state']): number => many.get(state) ?? 0
  return {
    ...{ queued: count('queued'), sending: count('sending'), sent: count('sent') },
    ...{ bounced: count('bounced'), failed: count('failed') },
  }
}

/** Of a month's documents, of one issuer or all: `about` as a work says it, `2026-10` or `2026-10 fabrique`. `since_ms`: queued since */
export async function posted(db: Kysely<Schema>, about: string, since_ms = 0): Promise<Posted> {
  const [period = '', issuer] = about.split(' ')
  let asked = db
    .selectFrom('document')
    .innerJoin('mail', 'mail.about', 'document.number')
    .select(['mail.state', of => of.fn.countAll<number>().as('many')])
    .where('document.period', '=', period)
    .where('mail.queued_at_ms', '>=', since_ms)
    .where('mail.kind', 'in', ['invoice', 'credit-note'])
    .groupBy('mail.state')
  if (issuer !== undefined) asked = asked.where('document.issuer', '=', issuer)
  const counted = { waiting: 0, sent: 0, back: 0 }
  for (const { state, many } of await asked.execute())
    counted[state === 'sent' ? 'sent' : state === 'bounced' || state === 'failed' ? 'back' : 'waiting'] += many
  return counted
}
