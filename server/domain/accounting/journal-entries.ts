/**
 * Double entry from what was issued and what was paid: sales, bank, cash and miscellaneous journals. Each entry balances; a
 * credit note turns the sides, no amount is ever negative. Numbers of an entry run without a gap through its journal and year, in
 * the order in which things were written down, so that what was exported once keeps its number.
 */
import type { Payer } from '../sharing/use.ts'
import { type AccountNumbers, accountFor, salesAccount, vatCollected, vatPending } from './accounts-plan.ts'
import type { Booked } from './booked.ts'
import type { AccountingDocument } from './document.ts'
import type { IssuedEntry } from './entries.ts'
import { letters, namesIn } from './lettering.ts'
import type { Allocation, Payment, PaymentMethod, ReturnedEntry, WrittenOffEntry } from './payment-entries.ts'
import { type EntryLine, lineOf, type Posted, Posting } from './posting.ts'
import { settledBy } from './settled.ts'
import { dueWhenIssued, type VatDueEvent, vatDueEvents } from './vat-due.ts'

export const JOURNALS = {
  VE: 'Ventes',
  BQ: 'Banque',
  CA: 'Caisse',
  OD: 'Opérations diverses',
} as const
export type JournalCode = keyof typeof JOURNALS

export type BookEntry = {
  journal: JournalCode
  /** within journal and year, from 1 */
  number: number
  date: string
  /** the day it was written down, from which it is immutable */
  booked_date: string
  piece: string
  piece_date: string
  label: string
  /** journal entry it comes from */
  n: number
  lines: EntryLine[]
}

export type BooksInput = {
  /** of one issuer, all of them, oldest first */
  booked: readonly Booked[]
  documents: ReadonlyMap<string, AccountingDocument>
  numbers: AccountNumbers
  /** of members and organisations; of whom nobody knows a name any more, the id stands */
  nameOf(payer: Payer): string | null
}

export function bookEntries(input: BooksInput): BookEntry[] {
  const { booked } = input
  const terms = (number: string): AccountingDocument => documentIn(input, number)
  const due = Map.groupBy(vatDueEvents(booked, settledBy(booked), terms), ({ n }) => n)
  const payments = new Map<string, Money>()
  const drafts = booked.flatMap(one => {
    const draft = draftOf(one, input, payments, due.get(one.n) ?? [])
    return draft === null ? [] : [{ ...one, draft }]
  })
  const lettered = letters(
    drafts.map(({ n, date, entry, draft }) => ({ n, date, cents: receivableIn_cents(draft), names: namesIn(entry) })),
  )
  const counters = new Map<string, number>()
  return drafts.flatMap(({ n, date, booked_date, draft: { posted, ...said } }) => {
    const letter = lettered.get(n) ?? null
    const lines = [...posted.values()].flatMap(line => lineOf(line, letter))
    if (lines.length === 0) return []
    const counter = `${said.journal}/${date.slice(0, 4)}`
    const number = (counters.get(counter) ?? 0) + 1
    counters.set(counter, number)
    return [{ ...said, number, date, booked_date, n, lines }]
  })
}

const receivableIn_cents = ({ posted }: Draft): number =>
  [...posted.values()].reduce((sum, { receivable, cents }) => sum + (receivable ? cents : 0), 0)

const sumOf_cents = (allocations: readonly Allocation[]): number =>
  allocations.reduce((sum, { cents }) => sum + cents, 0)

type Draft = Pick<BookEntry, 'journal' | 'piece' | 'piece_date' | 'label'> & { posted: Map<string, Posted> }
/** A payment and what of it stands on which side, for the day it comes back. */
type Money = { payment: Payment; advance_cents: number; written_off_cents: number }

function draftOf(
  { entry, date }: Booked,
  input: BooksInput,
  payments: Map<string, Money>,
  due: VatDueEvent[],
): Draft | null {
  const posting = new Posting(input.numbers, input.nameOf)
  switch (entry.type) {
    case 'issued':
      return issued(entry, input, posting, due)
    case 'paid': {
      const { payment } = entry
      const advance_cents = Math.max(0, payment.amount_cents - sumOf_cents(payment.allocations))
      const money = { payment, advance_cents, written_off_cents: 0 }
      payments.set(payment.id, money)
      return paid(money, payments, posting, due)
    }
    case 'allocated': {
      const money = payments.get(entry.from)
      const cents = Math.min(sumOf_cents(entry.allocations), money?.advance_cents ?? 0)
      if (money !== undefined) {
        money.advance_cents -= cents
        posting.advances(entry.payer, cents)
        posting.receivable(entry.payer, -cents)
      }
      posting.vatMoved(due)
      const label = `Affectation ${entry.allocations.map(({ item }) => item).join(', ')}`
      return { journal: 'OD', piece: entry.from, piece_date: date, label, posted: posting.posted }
    }
    case 'returned': {
      const money = payments.get(entry.payment)
      return money === undefined ? null : returned(entry, money, posting, due)
    }
    case 'written-off':
      return writtenOff(entry, payments.get(entry.item), posting, due)
    default:
      return null
  }
}

function issued(entry: IssuedEntry, input: BooksInput, posting: Posting, due: VatDueEvent[]): Draft {
  const document = documentIn(input, entry.number)
  const { kind, number, issue_date, payer } = entry
  const sign = kind === 'invoice' ? 1 : -1
  posting.receivable(payer, sign * entry.due_cents)
  posting.advances(payer, sign * entry.prepaid_cents)
  for (const line of document.lines) posting.post(salesAccount(line, input.numbers), -sign * line.net_cents)
  const atOnce = dueWhenIssued(document)
  for (const { rate_bp, vat_cents } of entry.vat_totals) {
    const account = atOnce ? vatCollected(rate_bp, input.numbers) : vatPending(rate_bp, input.numbers)
    posting.post(account, -sign * vat_cents)
  }
  posting.vatMoved(due)
  const what = kind === 'invoice' ? 'Facture' : 'Avoir'
  const label = `${what} ${number} ${document.buyer.name}`
  return { journal: 'VE', piece: number, piece_date: issue_date, label, posted: posting.posted }
}

const TREASURY: Record<
  PaymentMethod,
  { journal: JournalCode; account: 'bank' | 'cash' | 'cheques' | 'cards'; label: string }
> = {
  transfer: { journal: 'BQ', account: 'bank', label: 'Virement' },
  debit: { journal: 'BQ', account: 'bank', label: 'Prélèvement' },
  cash: { journal: 'CA', account: 'cash', label: 'Espèces' },
  cheque: { journal: 'BQ', account: 'cheques', label: 'Chèque' },
  card: { journal: 'BQ', account: 'cards', label: 'Carte' },
}

function paid(
  { payment, advance_cents }: Money,
  payments: Map<string, Money>,
  posting: Posting,
  due: VatDueEvent[],
): Draft {
  const { payer, amount_cents, method, allocations, date, id } = payment
  const { journal, account, label } = TREASURY[method]
  posting.post(accountFor(account, posting.numbers), amount_cents)
  if (amount_cents > 0) {
    posting.receivable(payer, advance_cents - amount_cents)
    posting.advances(payer, -advance_cents)
  } else {
    // Money that goes out takes an advance back where it names the payment that brought it, else a credit note
    let left_cents = -amount_cents
    for (const { item, cents } of allocations) {
      const money = payments.get(item)
      if (money === undefined) continue
      const back_cents = Math.min(-cents, left_cents, money.advance_cents)
      money.advance_cents -= back_cents
      left_cents -= back_cents
      posting.advances(payer, back_cents)
    }
    posting.receivable(payer, left_cents)
  }
  posting.vatMoved(due)
  const items = allocations.map(({ item }) => item).join(', ')
  const what = amount_cents > 0 ? label : `Remboursement ${label.toLowerCase()}`
  return {
    ...{ journal, piece: payment.reference ?? id, piece_date: date },
    ...{ label: [what, items, posting.nameOf(payer)].filter(word => word !== '').join(' '), posted: posting.posted },
  }
}

function returned(
  entry: ReturnedEntry,
  { payment, advance_cents, written_off_cents }: Money,
  posting: Posting,
  due: VatDueEvent[],
): Draft {
  const { payer, amount_cents, method, id } = payment
  const { journal, account } = TREASURY[method]
  posting.post(accountFor(account, posting.numbers), -amount_cents)
  posting.advances(payer, advance_cents)
  posting.post(accountFor('differences.gain', posting.numbers), written_off_cents)
  posting.receivable(payer, amount_cents - advance_cents - written_off_cents + entry.fee_cents)
  posting.post(accountFor('fees', posting.numbers), -entry.fee_cents)
  posting.vatMoved(due)
  return {
    ...{ journal, piece: payment.reference ?? id, piece_date: entry.date },
    ...{ label: `Rejet ${entry.reason} ${posting.nameOf(payer)}`, posted: posting.posted },
  }
}

/** A loss takes the rest of the invoice away, a gain what the payment left to the payer's credit. */
function writtenOff(
  { id, payer, date, item, cents }: WrittenOffEntry,
  money: Money | undefined,
  posting: Posting,
  due: VatDueEvent[],
): Draft {
  if (cents > 0) {
    posting.post(accountFor('differences.loss', posting.numbers), cents)
    posting.receivable(payer, -cents)
  } else {
    posting.advances(payer, -cents)
    posting.post(accountFor('differences.gain', posting.numbers), cents)
    if (money !== undefined) {
      money.advance_cents += cents
      money.written_off_cents -= cents
    }
  }
  posting.vatMoved(due)
  const label = `Écart de règlement ${cents > 0 ? `${item} ` : ''}${posting.nameOf(payer)}`
  return { journal: 'OD', piece: id, piece_date: date, label, posted: posting.posted }
}

function documentIn({ documents }: BooksInput, number: string): AccountingDocument {
  const document = documents.get(number)
  if (document === undefined) throw new RangeError(`the journal names document ${number}, which is not there`)
  return document
}
