/**
 * Reminders: listed with their letters, sent when a person says so. The entry holds a hash of the letter; the letter itself goes
 * to the mail queue in the same transaction, or to a printer.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { outstanding } from '#server/domain/accounting/debit-history.ts'
import { disputedBy } from '#server/domain/accounting/disputed.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { payerKey, type ReminderStep } from '#server/domain/accounting/payment-entries.ts'
import { type Reminder, remindersDue } from '#server/domain/accounting/reminder.ts'
import { letterOf, type ReminderLetter } from '#server/domain/accounting/reminder-text.ts'
import { addressesOf } from '#server/domain/mail/addresses.ts'
import { senderOf } from '#server/domain/mail/sender-of.ts'
import type { MailRow } from '#server/domain/records.ts'
import { said } from '#server/domain/refusals.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { act, type Outcome } from './pay.ts'
import type { BankParts } from './ports.ts'
import { type ReminderWay, reminderAbout, reminderKind, reminderMails, wayOf } from './reminder-mail.ts'
import { type BankState, collectingOf, contactsOf, namesOf, stateNow } from './state.ts'

export type ReminderNow = { reminder: Reminder; name: string; letter: ReminderLetter; way: ReminderWay }

export async function remindersNow(parts: BankParts): Promise<ReminderNow[]> {
  return remindersOn(parts, await stateNow(parts))
}

async function remindersOn(parts: BankParts, state: BankState): Promise<ReminderNow[]> {
  const { ledger, mail } = parts
  const [nameOf, addressOf, contactOf, documents, banks, contests] = await Promise.all([
    namesOf(parts),
    mailAddressesOf(parts),
    contactsOf(parts),
    ledger.documents({}),
    ledger.banks(),
    ledger.openContests(),
  ])
  const byNumber = new Map(documents.map(document => [document.number, document]))
  const contested = new Set(contests)
  const spared = new Set([...outstanding(state.runs), ...disputedBy(state.entries)])
  for (const { number, lines } of documents)
    if (lines.some(line => line.sessions.some(session => contested.has(session)))) spared.add(number)
  return [...state.directory.issuers.values()].flatMap(one => {
    const { id: issuer, name: issuer_name, invoicing } = one
    const collecting = collectingOf(state.directory, issuer)
    const due = remindersDue({
      ...{ issuer, today: state.today, accounts: [...state.accounts.values()], entries: state.entries, spared },
      collecting,
      of: number => {
        const { buyer, terms } = byNumber.get(number) ?? {}
        return { status: buyer?.status ?? 'consumer', penalty_rate_bp: terms?.penalty_rate_bp ?? null }
      },
    })
    const { reminder_mail } = collecting
    const { reply_to: own_address } = senderOf(one, { from_name: issuer_name, reply_to: invoicing?.email ?? null })
    const iban = banks.find(bank => bank.issuer === issuer)?.iban ?? null
    return due.map(reminder => {
      const known = nameOf(reminder.payer)
      const name = known === reminder.payer.id ? (nameIn(byNumber, reminder) ?? known) : known
      const facts = { issuer: issuer_name, name, iban, today: state.today }
      const letter = letterOf(reminder, facts, languageOf(state.directory, reminder.payer))
      const way = wayOf({
        reminder_mail,
        mail,
        own_address,
        to_address: addressOf(reminder.payer),
        on_paper: contactOf(reminder.payer)?.delivery === 'paper',
      })
      return { reminder, name, letter, way }
    })
  })
}

/** Who was erased keeps the name of the invoice (kept ten years, Code de commerce L123-22): a debt is owed by somebody. */
function nameIn(documents: ReadonlyMap<string, AccountingDocument>, { payer, items }: Reminder): string | null {
  const { buyer } = documents.get(items[0]?.document ?? '') ?? {}
  return buyer === undefined || payerKey(buyer.payer) !== payerKey(payer) ? null : buyer.name
}

/** A member reads their own, everybody else French. */
const languageOf = ({ members }: BankState['directory'], payer: Payer): 'fr' | 'en' =>
  payer.kind === 'member' ? (members.get(payer.id)?.language ?? 'fr') : 'fr'

async function mailAddressesOf({ ledger }: BankParts): Promise<(payer: Payer) => string | null> {
  const [persons, contacts] = await Promise.all([ledger.persons(), ledger.contacts()])
  return addressesOf(persons, contacts)
}

export type SendOrder = {
  issuer: string
  payer: Payer
  step: ReminderStep
  /** `mail` is refused where it cannot go by mail; null: by mail where it can, else on paper */
  way: ReminderWay['by'] | null
  by: string
}
/** Notes that it goes out and queues its mail, or hands the letter to whoever prints it. Another step than the one due is refused. */
export const sendReminder = (parts: BankParts, order: SendOrder): Promise<Outcome<ReminderNow>> =>
  act(parts, async state => {
    const { issuer, payer, step, by } = order
    const due = (await remindersOn(parts, state)).find(
      ({ reminder }) =>
        reminder.issuer === issuer && payerKey(reminder.payer) === payerKey(payer) && reminder.step === step,
    )
    if (due === undefined) return said('nothing-to-remind', { id: payer.id })
    const { reminder, letter, name, way } = due
    if (order.way === 'mail' && way.by === 'paper') return said('reminder-not-by-mail', { why: way.why })
    const to_address = way.by === 'mail' && order.way !== 'paper' ? way.to : null
    const text_hash = bytesToHex(sha256(utf8ToBytes(`${letter.subject}\n${letter.body}`)))
    const documents = reminder.items.map(item => item.document)
    const entry = { type: 'reminded' as const, issuer, payer, step, date: state.today, documents, text_hash, by }
    if (to_address === null) return { entries: [entry], result: { ...due, way: paper(way) } }
    const { directory } = state
    const mails = reminderMails({ reminder, letter, name, to_address, directory, copy_to: parts.mail.copy_to })
    return { entries: [entry], mails, result: due }
  })

const paper = (way: ReminderWay): ReminderWay => (way.by === 'paper' ? way : { by: 'paper', why: 'by-choice' })

/** One that went out: by mail with what became of it, or on paper. */
export type ReminderSent = {
  issuer: string
  payer: Payer
  name: string
  step: ReminderStep
  date: string
  documents: string[]
  /** null: it went on paper, or its mail was erased with the person */
  mail: MailRow | null
}
/** What a page shows; older ones stand in the journal. */
const SENT_SHOWN_MAX = 100

/** Newest first. */
export async function remindersSent(parts: BankParts): Promise<ReminderSent[]> {
  const [{ entries }, nameOf] = await Promise.all([stateNow(parts), namesOf(parts)])
  const sent = entries
    .filter(entry => entry.type === 'reminded')
    .slice(-SENT_SHOWN_MAX)
    .reverse()
  const about = [...new Set(sent.map(({ documents }) => reminderAbout(documents)))]
  const { items } = await parts.ledger.mails({ limit: MAILS_READ_MAX, cursor: null, about })
  const mails = new Map(items.map(mail => [`${mail.kind}/${mail.about}`, mail]))
  return sent.map(({ issuer, payer, step, date, documents }) => ({
    ...{ issuer, payer, name: nameOf(payer), step, date, documents },
    mail: mails.get(`${reminderKind(step)}/${reminderAbout(documents)}`) ?? null,
  }))
}
/** Far more than a hundred documents have mails. */
const MAILS_READ_MAX = 5_000
