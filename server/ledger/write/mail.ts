/**
 * The queue of mails. An attempt is announced before it is made and its end is written after it: what lies between is `sending`,
 * and only the one process that holds the data directory sends (lock.ts), so that at its start every such mail is an attempt that
 * was cut short. It is made again under the same Message-ID, since nobody can tell whether the other side had accepted it.
 */
import type { Bounced } from '#server/domain/mail/bounce.ts'
import type { Mail, MailChange, MailOrder } from '#server/domain/mail/types.ts'
import type { Connection } from '../connection.ts'

export type MailQueue = {
  /** Those whose Message-ID is there already are left alone. */
  enqueue(orders: readonly MailOrder[], now_ms: number): { queued: number; known: number }
  /** The next that is due, now `sending`; null: none is. */
  claim(now_ms: number): Mail | null
  record(id: number, change: MailChange): void
  /** What was being sent when the process died waits again; how many. */
  recover(now_ms: number): number
  /** Tried again at once, with all its attempts before it; false: it is on its way or has arrived. */
  retry(id: number, now_ms: number): boolean
  /** The other side took it and could not deliver it after all; false: it was not sent, or came back already. */
  bounce(id: number, bounced: Bounced): boolean
  /** To another address, under another Message-ID: the first was never accepted. */
  readdress(id: number, to: { message_id: string; to_address: string }, now_ms: number): boolean
}

type Row = Omit<Mail, 'recipient' | 'attachments'> & { recipient_kind: string; recipient: string; attachments: string }

export const mailOf = ({ recipient_kind, recipient, attachments, ...row }: Row): Mail => ({
  ...row,
  recipient: { kind: recipient_kind as Mail['recipient']['kind'], id: recipient },
  attachments: JSON.parse(attachments) as string[],
})

export function mailQueue(db: Connection): MailQueue {
  const insert = db.prepare(
    `INSERT INTO mail (message_id, kind, issuer, about, recipient_kind, recipient, to_name, to_address, from_name, reply_to,
       subject, text, html, attachments, state, queued_at_ms, next_at_ms)
     VALUES (@message_id, @kind, @issuer, @about, @recipient_kind, @recipient, @to_name, @to_address, @from_name, @reply_to,
       @subject, @text, @html, @attachments, 'queued', @now_ms, @now_ms)
     ON CONFLICT (message_id) DO NOTHING`,
  )
  const claim = db.prepare<{ now_ms: number }, Row>(
    `UPDATE mail SET state = 'sending', attempts = attempts + 1, next_at_ms = @now_ms
     WHERE id = (SELECT id FROM mail WHERE state = 'queued' AND next_at_ms <= @now_ms ORDER BY next_at_ms, id LIMIT 1)
     RETURNING *`,
  )
  const record = db.prepare(
    `UPDATE mail SET state = @state, next_at_ms = @next_at_ms, sent_at_ms = @sent_at_ms, reply_code = @reply_code,
       reply = @reply
     WHERE id = @id AND state = 'sending'`,
  )
  const recover = db.prepare("UPDATE mail SET state = 'queued', next_at_ms = ? WHERE state = 'sending'")
  const retry = db.prepare(
    `UPDATE mail SET state = 'queued', queued_at_ms = @now_ms, next_at_ms = @now_ms
     WHERE id = @id AND (state IN ('bounced', 'failed') OR (state = 'queued' AND next_at_ms > @now_ms))`,
  )
  const bounce = db.prepare(
    "UPDATE mail SET state = 'bounced', reply_code = @reply_code, reply = @reply WHERE id = @id AND state = 'sent'",
  )
  const readdress = db.prepare(
    `UPDATE mail SET state = 'queued', message_id = @message_id, to_address = @to_address, attempts = 0,
       queued_at_ms = @now_ms, next_at_ms = @now_ms, reply_code = NULL, reply = NULL
     WHERE id = @id AND state IN ('bounced', 'failed')
       AND NOT EXISTS (SELECT 1 FROM mail WHERE message_id = @message_id)`,
  )
  const enqueue = db.transaction((orders: readonly MailOrder[], now_ms: number) => {
    let queued = 0
    for (const { recipient, attachments, ...order } of orders)
      queued += insert.run({
        ...{ ...order, now_ms, recipient_kind: recipient.kind, recipient: recipient.id },
        attachments: JSON.stringify(attachments),
      }).changes
    return { queued, known: orders.length - queued }
  })
  return {
    enqueue: (orders, now_ms) => enqueue.immediate(orders, now_ms),
    claim(now_ms) {
      const row = claim.get({ now_ms })
      return row === undefined ? null : mailOf(row)
    },
    record: (id, change) => void record.run({ id, ...change }),
    recover: now_ms => recover.run(now_ms).changes,
    retry: (id, now_ms) => retry.run({ id, now_ms }).changes > 0,
    bounce: (id, bounced) => bounce.run({ id, ...bounced }).changes > 0,
    readdress: (id, to, now_ms) => readdress.run({ id, ...to, now_ms }).changes > 0,
  }
}
