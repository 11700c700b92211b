/** Sends issued documents: what goes to whom, once; what cannot, and why; and what came back, again. */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { addressesOf } from '#server/domain/mail/addresses.ts'
import { messageId } from '#server/domain/mail/message-id.ts'
import type { MailLanguage } from '#server/domain/mail/page.ts'
import { senderOf } from '#server/domain/mail/sender-of.ts'
import type { MailOrder } from '#server/domain/mail/types.ts'
import type { ContactRow, MailCounts, MailQuery, MailRow, Page } from '#server/domain/records.ts'
import { type Said, said } from '#server/domain/refusals.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { documentMail } from './mail-words.ts'
import type { BookkeepingParts } from './ports.ts'

export type SendOrder = {
  /** of one month or settled year, or the documents named */
  period: string | null
  numbers: readonly string[] | null
  issuer: string | null
}
export type Unsendable = {
  number: string
  payer: Payer
  name: string
  why: 'no-address' | 'no-sender' | 'platform' | 'paper'
}
export type SendOutcome =
  | { kind: 'queued'; queued: number; known: number; unsendable: Unsendable[] }
  | { kind: 'objected'; objection: Said }
export type RetryOutcome = { kind: 'retried' } | { kind: 'objected'; objection: Said }
export type Outbox = { page: Page<MailRow>; counts: MailCounts; relay: boolean }

export async function sendDocuments(parts: BookkeepingParts, order: SendOrder): Promise<SendOutcome> {
  if (!parts.mail.relay) return { kind: 'objected', objection: said('no-mail-relay') }
  const documents = await documentsOf(parts, order)
  const [persons, contacts] = await Promise.all([parts.ledger.persons(), parts.ledger.contacts()])
  const addresses = addressesOf(persons, contacts)
  const otherwise = deliveredOtherwise(contacts)
  const orders: MailOrder[] = []
  const unsendable: Unsendable[] = []
  for (const document of documents) {
    const { number, buyer, seller } = document
    const address = addresses(buyer.payer)
    // Asked for by its number it goes by mail, whatever is usual
    const by_hand = order.numbers === null ? otherwise(buyer.payer) : null
    const { reply_to } = senderOf(parts.directory().issuers.get(document.issuer), {
      ...{ from_name: seller.name, reply_to: seller.email },
    })
    const nobody = (parts.mail.from ?? reply_to) === null
    const lacking = by_hand ?? (address === null ? 'no-address' : nobody ? 'no-sender' : null)
    if (address === null || lacking !== null)
      unsendable.push({ number, payer: buyer.payer, name: buyer.name, why: lacking ?? 'no-address' })
    else orders.push(...ordersOf(parts, document, address))
  }
  const { queued, known } = await parts.ledger.enqueueMails(orders, parts.now_ms())
  return { kind: 'queued', queued, known, unsendable }
}

async function documentsOf({ ledger }: BookkeepingParts, { period, numbers, issuer }: SendOrder) {
  const query = { ...(period !== null && { period }), ...(issuer !== null && { issuer }) }
  const documents = await ledger.documents(query)
  return numbers === null ? documents : documents.filter(({ number }) => numbers.includes(number))
}

/** Whoever gets invoices on paper or through a platform: somebody has to see to it. */
function deliveredOtherwise(contacts: readonly ContactRow[]): (payer: Payer) => 'platform' | 'paper' | null {
  const how = new Map(contacts.map(({ kind, id, delivery }) => [`${kind}/${id}`, delivery]))
  return ({ kind, id }) => {
    const delivery = how.get(`${kind}/${id}`)
    return delivery === 'paper' || delivery === 'platform' ? delivery : null
  }
}

async function addressesNow({ ledger }: BookkeepingParts): Promise<(payer: Payer) => string | null> {
  const [persons, contacts] = await Promise.all([ledger.persons(), ledger.contacts()])
  return addressesOf(persons, contacts)
}

/** The mail, and where somebody asked for it a copy: each its own, so that neither waits for the other. */
function ordersOf(parts: BookkeepingParts, document: AccountingDocument, to_address: string): MailOrder[] {
  const { number, kind, buyer, seller, issuer } = document
  const directory = parts.directory()
  const member = buyer.payer.kind === 'member' ? directory.members.get(buyer.payer.id) : undefined
  const site = directory.site?.site ?? ''
  const { copy_to } = parts.mail
  const common = {
    ...{ issuer, about: number, attachments: [number] },
    ...senderOf(directory.issuers.get(issuer), { from_name: seller.name, reply_to: seller.email }),
  }
  const idOf = (of: string, address: string): string => messageId({ site, kind: of, about: number, address })
  const mail: MailOrder = {
    ...{ ...common, ...documentMail(document, languageOf(member)), kind, to_name: buyer.name, to_address },
    message_id: idOf(kind, to_address),
    recipient: { kind: buyer.payer.kind === 'organisation' ? 'organisation' : 'member', id: buyer.payer.id },
  }
  if (copy_to === null) return [mail]
  const copy: MailOrder = {
    ...{ ...common, ...documentMail(document, 'fr'), kind: 'copy', to_name: seller.name, to_address: copy_to },
    message_id: idOf('copy', copy_to),
    recipient: { kind: 'staff', id: issuer },
  }
  return [mail, copy]
}

const languageOf = (member: { language: MailLanguage } | undefined): MailLanguage => member?.language ?? 'fr'

/** What bounced or failed is tried again; where its address has been corrected, at the new one and under a new id. */
export async function retryMail(parts: BookkeepingParts, id: number): Promise<RetryOutcome> {
  const { ledger, now_ms } = parts
  const refused: RetryOutcome = { kind: 'objected', objection: said('no-such-mail', { id }) }
  const row = await ledger.mail(id)
  if (row === null) return refused
  if (row.recipient_kind === 'staff') return (await ledger.retryMail(id, now_ms())) ? { kind: 'retried' } : refused
  const payer: Payer = { kind: row.recipient_kind, id: row.recipient }
  const to_address = (await addressesNow(parts))(payer)
  if (to_address === null) return { kind: 'objected', objection: said('mail-address-missing', { payer: payer.id }) }
  if (to_address === row.to_address) return (await ledger.retryMail(id, now_ms())) ? { kind: 'retried' } : refused
  const site = parts.directory().site?.site ?? ''
  const message_id = messageId({ site, kind: row.kind, about: row.about, address: to_address })
  return (await ledger.readdressMail(id, { message_id, to_address }, now_ms())) ? { kind: 'retried' } : refused
}

export async function outbox({ ledger, mail }: BookkeepingParts, query: MailQuery): Promise<Outbox> {
  const [page, counts] = await Promise.all([ledger.mails(query), ledger.mailCounts()])
  return { page, counts, relay: mail.relay }
}
