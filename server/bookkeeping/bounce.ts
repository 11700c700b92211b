/** Mails that come back after they were sent: told by a mail server's notification, or by a person who saw it. */
import { type Bounced, bouncedBy, type Notification } from '#server/domain/mail/bounce.ts'
import type { MailRow } from '#server/domain/records.ts'
import { type Said, said } from '#server/domain/refusals.ts'
import type { BookkeepingParts } from './ports.ts'

export type BounceOutcome =
  | { kind: 'bounced'; mail: MailRow }
  /** delayed, delivered, or handed on: nothing is lost */
  | { kind: 'not-lost' }
  | { kind: 'objected'; objection: Said }

export async function bounceByNotification(parts: BookkeepingParts, told: Notification): Promise<BounceOutcome> {
  const bounced = bouncedBy(told)
  if (bounced === null) return { kind: 'not-lost' }
  const mail = await mailOf(parts, told.message_id, bounced.address)
  if (mail === null) return { kind: 'objected', objection: said('no-mail-bounced', { address: bounced.address }) }
  return comeBack(parts, mail, bounced)
}

/** A mail has one recipient: its id is enough. Without one, the last that went to this address. */
async function mailOf(
  { ledger }: BookkeepingParts,
  message_id: string | null,
  address: string,
): Promise<MailRow | null> {
  const newest = { limit: 1, cursor: null }
  const { items } =
    message_id === null
      ? await ledger.mails({ ...newest, to_address: address, state: 'sent' })
      : await ledger.mails({ ...newest, message_id })
  return items[0] ?? null
}

export async function bounceByHand(parts: BookkeepingParts, id: number, why: string): Promise<BounceOutcome> {
  const mail = await parts.ledger.mail(id)
  if (mail === null) return { kind: 'objected', objection: said('no-such-mail', { id }) }
  return comeBack(parts, mail, { reply_code: null, reply: why })
}

/** Only what was sent comes back: told twice, or on its way again, it stays as it is. */
async function comeBack({ ledger }: BookkeepingParts, mail: MailRow, bounced: Bounced): Promise<BounceOutcome> {
  const { reply_code, reply } = bounced
  const changed = await ledger.bounceMail(mail.id, { reply_code, reply })
  if (!changed) return { kind: 'objected', objection: said('mail-not-sent', { id: mail.id }) }
  return { kind: 'bounced', mail: { ...mail, state: 'bounced', reply_code, reply } }
}
