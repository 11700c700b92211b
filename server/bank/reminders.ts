/**
 * Reminders: listed with their letters, sent when a person says so. The entry holds a hash of the letter; the letter itself goes
 * to whoever sends (the mail queue, or a printer).
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { outstanding } from '#server/domain/accounting/debit-history.ts'
import { payerKey, type ReminderStep } from '#server/domain/accounting/payment-entries.ts'
import { type Reminder, remindersDue } from '#server/domain/accounting/reminder.ts'
import { letterOf, type ReminderLetter } from '#server/domain/accounting/reminder-text.ts'
import { said } from '#server/domain/refusals.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { act, type Outcome } from './pay.ts'
import type { BankParts } from './ports.ts'
import { type BankState, collectingOf, disputedBy, namesOf, stateNow } from './state.ts'

export type ReminderNow = { reminder: Reminder; name: string; letter: ReminderLetter }

export async function remindersNow(parts: BankParts): Promise<ReminderNow[]> {
  return remindersOn(parts, await stateNow(parts))
}

async function remindersOn(parts: BankParts, state: BankState): Promise<ReminderNow[]> {
  const [nameOf, documents, banks, contests] = await Promise.all([
    namesOf(parts),
    parts.ledger.documents({}),
    parts.ledger.banks(),
    parts.ledger.openContests(),
  ])
  const byNumber = new Map(documents.map(document => [document.number, document]))
  const contested = new Set(contests)
  const spared = new Set([...outstanding(state.runs), ...disputedBy(state.entries)])
  for (const { number, lines } of documents)
    if (lines.some(line => line.sessions.some(session => contested.has(session)))) spared.add(number)
  return [...state.directory.issuers.values()].flatMap(({ id: issuer, name: issuer_name }) => {
    const due = remindersDue({
      ...{ issuer, today: state.today, accounts: [...state.accounts.values()], entries: state.entries, spared },
      collecting: collectingOf(state.directory, issuer),
      of: number => {
        const { buyer, terms } = byNumber.get(number) ?? {}
        return { status: buyer?.status ?? 'consumer', penalty_rate_bp: terms?.penalty_rate_bp ?? null }
      },
    })
    const iban = banks.find(bank => bank.issuer === issuer)?.iban ?? null
    return due.map(reminder => {
      const name = nameOf(reminder.payer)
      return { reminder, name, letter: letterOf(reminder, { issuer: issuer_name, name, iban, today: state.today }) }
    })
  })
}

export type SendOrder = { issuer: string; payer: Payer; step: ReminderStep; by: string }
/** Notes that it goes out, and hands the letter to whoever carries it. Another step than the one due is refused. */
export const sendReminder = (parts: BankParts, { issuer, payer, step, by }: SendOrder): Promise<Outcome<ReminderNow>> =>
  act(parts, async state => {
    const due = (await remindersOn(parts, state)).find(
      ({ reminder }) =>
        reminder.issuer === issuer && payerKey(reminder.payer) === payerKey(payer) && reminder.step === step,
    )
    if (due === undefined) return said('nothing-to-remind', { id: payer.id })
    const text_hash = bytesToHex(sha256(utf8ToBytes(`${due.letter.subject}\n${due.letter.body}`)))
    const documents = due.reminder.items.map(item => item.document)
    const entry = { type: 'reminded' as const, issuer, payer, step, date: state.today, documents, text_hash, by }
    return { entries: [entry], result: due }
  })
