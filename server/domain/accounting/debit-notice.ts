/**
 * When a payer was told of a debit (SEPA Core rulebook, AT-59: 14 days before, or as agreed). An invoice that goes by mail tells when
 * its mail went out; one that came back has told nobody. On paper or through a platform it tells on the day of its date.
 */
import type { MailState } from '../mail/types.ts'

/** A mail with the invoice, to its payer. */
export type NoticeMail = { state: MailState; sent_on: string | null }
export type Told = { kind: 'told'; on: string } | { kind: 'notice-waits' } | { kind: 'notice-came-back' }

export function toldOf(issue_date: string, mails: readonly NoticeMail[]): Told {
  if (mails.length === 0) return { kind: 'told', on: issue_date }
  const sent = mails.flatMap(({ state, sent_on }) => (state === 'sent' && sent_on !== null ? [sent_on] : [])).sort()
  const [first] = sent
  if (first !== undefined) return { kind: 'told', on: first > issue_date ? first : issue_date }
  const waits = mails.some(({ state }) => state === 'queued' || state === 'sending')
  return { kind: waits ? 'notice-waits' : 'notice-came-back' }
}
