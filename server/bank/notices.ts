/** When the payers of these documents were told of their debit, by the mails that went out and came back. */
import { type Told, toldOf } from '#server/domain/accounting/debit-notice.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { localDate } from '#server/domain/time.ts'
import type { BankParts } from './ports.ts'
import { contactsOf } from './state.ts'

/** Far more than an issuer's documents have mails. */
const MAILS_READ_MAX = 100_000

/** Whoever is written to otherwise than by mail was not told by one. */
export async function noticesOf(
  parts: BankParts,
  documents: readonly AccountingDocument[],
): Promise<(document: AccountingDocument) => Told> {
  const about = documents.map(({ number }) => number)
  const [{ items }, contactOf] = await Promise.all([
    parts.ledger.mails({ limit: MAILS_READ_MAX, cursor: null, about }),
    contactsOf(parts),
  ])
  const zone = parts.directory().site?.timezone ?? 'UTC'
  const mails = Map.groupBy(
    items.filter(({ kind }) => kind === 'invoice'),
    mail => mail.about,
  )
  return ({ number, issue_date, buyer }) => {
    const by_mail = (contactOf(buyer.payer)?.delivery ?? 'mail') === 'mail'
    const sent = (by_mail ? mails.get(number) : undefined) ?? []
    return toldOf(
      issue_date,
      sent.map(({ state, sent_at_ms }) => ({
        state,
        sent_on: sent_at_ms === null ? null : localDate(sent_at_ms, zone),
      })),
    )
  }
}
