/**
 * Who is to be reminded of what, and how firmly. Each invoice takes its steps one after the other, each after its days past due; a
 * payer gets one letter a week at most, the firmest first. What is disputed, with the bank or covered by credit is left in peace. Business customers owe 40 € for recovery by law
 * (Code de commerce L441-10 II, D441-5); a consumer never does, whatever the settings say.
 */
import type { Payer } from '../sharing/use.ts'
import { creditOf_cents, openOf, type PayerAccount } from './balance.ts'
import { daysBetween } from './debit-calendar.ts'
import type { AccountsEntry } from './entries.ts'
import { payerKey, type RemindedEntry, type ReminderStep } from './payment-entries.ts'
import type { CollectingFacts } from './payment-settings.ts'
import { penalty_cents } from './reminder-penalty.ts'

export const STEPS: readonly ReminderStep[] = ['friendly', 'second', 'formal']
/** Between two reminders of one payer. */
const PAUSE_DAYS = 7
export const RECOVERY_CENTS = 4_000

/** What a document says of itself that a reminder needs. */
export type RemindedOf = {
  status: 'business' | 'consumer'
  /** yearly, in hundredths of a per cent; null: none was agreed on */
  penalty_rate_bp: number | null
}
export type LateItem = {
  document: string
  due_date: string
  /** after what stands to the payer's credit */
  open_cents: number
  /** of their credit, what covers part of it */
  credited_cents: number
  late_days: number
  penalty_cents: number
}
export type Reminder = {
  issuer: string
  payer: Payer
  step: ReminderStep
  status: 'business' | 'consumer'
  items: LateItem[]
  open_cents: number
  penalties_cents: number
  /** 40 € for each late invoice of a business, from the formal notice on; 0 for consumers */
  recovery_cents: number
  last: { step: ReminderStep; date: string } | null
  /** letters that named one of them before: an issuer may leave steps out */
  told: number
}

export type ReminderQuestion = {
  issuer: string
  today: string
  accounts: readonly PayerAccount[]
  entries: readonly AccountsEntry[]
  collecting: CollectingFacts
  of(document: string): RemindedOf
  /** disputed, or with the bank */
  spared: ReadonlySet<string>
}

export function remindersDue(question: ReminderQuestion): Reminder[] {
  const { issuer, accounts, entries } = question
  const earlier = entries.filter(
    (entry): entry is RemindedEntry => entry.type === 'reminded' && entry.issuer === issuer,
  )
  return accounts.flatMap(account => {
    if (account.issuer !== issuer) return []
    const own = earlier.filter(entry => payerKey(entry.payer) === payerKey(account.payer))
    return reminderOf(question, account, own) ?? []
  })
}

function reminderOf(
  question: ReminderQuestion,
  account: PayerAccount,
  earlier: readonly RemindedEntry[],
): Reminder | null {
  const { today, issuer, of } = question
  const late = lateItems(question, account)
  const latest = earlier.at(-1)
  if (latest !== undefined && daysBetween(latest.date, today) < PAUSE_DAYS) return null
  const asked = late.map(item => ({ item, ...stepOf(question, item, earlier) }))
  const step = STEPS.findLast(one => asked.some(({ due }) => due === one))
  if (step === undefined) return null
  const taken = asked.filter(({ due }) => due === step)
  const items = taken.map(({ item }) => item)
  const last = taken.map(one => one.last).findLast(one => one !== null) ?? null
  const status = items.every(item => of(item.document).status === 'business') ? 'business' : 'consumer'
  const open_cents = items.reduce((sum, item) => sum + item.open_cents, 0)
  const penalties_cents = items.reduce((sum, item) => sum + item.penalty_cents, 0)
  const recovery_cents = status === 'business' && step === 'formal' ? RECOVERY_CENTS * items.length : 0
  return {
    ...{ issuer, payer: account.payer, step, status, items, open_cents, penalties_cents, recovery_cents },
    last: last === null ? null : { step: last.step, date: last.date },
    told: Math.max(...items.map(({ document }) => earlier.filter(one => one.documents.includes(document)).length)),
  }
}

/** The step an invoice has come to: after the last one that named it. Null: none yet, or none is left. */
function stepOf(
  { collecting: { reminder_days } }: ReminderQuestion,
  { document, late_days }: LateItem,
  earlier: readonly RemindedEntry[],
): { due: ReminderStep | null; last: RemindedEntry | null } {
  const last = earlier.findLast(entry => entry.documents.includes(document)) ?? null
  const left = STEPS.slice(last === null ? 0 : STEPS.indexOf(last.step) + 1)
  const due = left.find(one => reminder_days[one] !== null) ?? null
  return { due: due !== null && late_days >= (reminder_days[due] ?? 0) ? due : null, last }
}

function lateItems({ today, collecting, of, spared }: ReminderQuestion, account: PayerAccount): LateItem[] {
  let credit_cents = creditOf_cents(account)
  return openOf(account).flatMap(({ item: document, kind, due_date, open_cents: whole_cents }) => {
    const late_days = daysBetween(due_date, today)
    if (kind !== 'invoice' || late_days <= 0 || spared.has(document)) return []
    const credited_cents = Math.min(credit_cents, whole_cents)
    credit_cents -= credited_cents
    const open_cents = whole_cents - credited_cents
    if (open_cents === 0) return []
    const { penalty_rate_bp } = of(document)
    const rate = collecting.penalties ? (penalty_rate_bp ?? 0) : 0
    const penalty = penalty_cents(open_cents, rate, late_days)
    return [{ document, due_date, open_cents, credited_cents, late_days, penalty_cents: penalty }]
  })
}
