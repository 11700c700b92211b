/**
 * Who owes what, from the entries alone. Each payer has one account per issuer: what they owed when Navette took over,
 * documents, payments, what came back of them, and fees. The order in which entries were written does not matter to what is
 * owed; their dates order the history.
 */
import type { BalanceFacts } from '../sharing/facts.ts'
import type { Payer } from '../sharing/use.ts'
import { type Credit, type Source, settle } from './balance-settle.ts'
import type { AccountsEntry, IssuedEntry } from './entries.ts'
import {
  type AllocatedEntry,
  type Payment,
  payerKey,
  type ReturnedEntry,
  type WrittenOffEntry,
} from './payment-entries.ts'

export type MovementKind =
  | 'opening'
  | 'invoice'
  | 'credit-note'
  | 'payment'
  | 'refund'
  | 'returned'
  | 'fee'
  | 'written-off'
/** Positive: the payer owes more. */
export type Movement = { date: string; kind: MovementKind; ref: string; cents: number; balance_cents: number }

/** Something to be paid: an invoice, a debt of the old books, a fee, or money refunded beyond what there was. */
export type OpenItem = {
  item: string
  kind: 'invoice' | 'opening' | 'fee' | 'refund'
  date: string
  due_date: string
  due_cents: number
  /** what is left of it; never below 0: more than was due stands to the payer's credit */
  open_cents: number
  /** taken off it by credit notes; what is neither open nor credited was paid */
  credited_cents: number
}
export type PayerAccount = {
  issuer: string
  payer: Payer
  /** positive: they owe. Always what is open minus what stands to their credit */
  balance_cents: number
  movements: Movement[]
  /** paid ones too, oldest first */
  items: OpenItem[]
  /** where credit comes from, and what is left of it */
  credits: Credit[]
}
export type Accounts = Map<string, PayerAccount>

export const accountKey = (issuer: string, payer: Payer): string => `${issuer}/${payerKey(payer)}`
export const openingItem = (id: string): string => `opening/${id}`
export const feeItem = (payment: string): string => `fee/${payment}`

/** All payers of all issuers. `entries` in the journal's order. */
export function accountsOf(openings: Iterable<BalanceFacts>, entries: readonly AccountsEntry[]): Accounts {
  const drafts = new Drafts()
  const { payments, returned } = moneyOf(entries)
  for (const opening of openings) addOpening(drafts.of(opening.issuer, opening.payer), opening)
  for (const entry of entries) {
    if (entry.type === 'issued') addIssued(drafts.of(entry.issuer, entry.payer), entry)
    else if (entry.type === 'allocated') drafts.of(entry.issuer, entry.payer).puts.push(entry)
    // What a payment brought too much is gone with the payment
    else if (entry.type === 'written-off' && !returned.has(entry.item))
      addWrittenOff(drafts.of(entry.issuer, entry.payer), entry)
  }
  for (const { issuer, payment } of payments.values())
    addPayment(drafts.of(issuer, payment.payer), payment, returned.get(payment.id) ?? null)
  return new Map([...drafts.all].map(([key, draft]) => [key, accountOf(draft)]))
}

/** As it stood at the end of a day. */
export const accountsAt = (
  openings: Iterable<BalanceFacts>,
  entries: readonly AccountsEntry[],
  day: string,
): Accounts =>
  accountsOf(
    [...openings].filter(opening => opening.date <= day),
    entries.filter(entry => dayOf(entry) <= day),
  )
const dayOf = (entry: AccountsEntry): string => {
  if (entry.type === 'issued') return entry.issue_date
  if (entry.type === 'paid') return entry.payment.date
  // What is declared or closed moves no money
  return 'date' in entry ? entry.date : ''
}

/** Payments by id, and what came back of them: a return counts once, however often it is told. */
export type Money = {
  payments: Map<string, { issuer: string; payment: Payment; line: string | null }>
  returned: Map<string, ReturnedEntry>
}
export function moneyOf(entries: readonly AccountsEntry[]): Money {
  const money: Money = { payments: new Map(), returned: new Map() }
  for (const entry of entries) {
    if (entry.type === 'paid') {
      const { issuer, payment, line } = entry
      money.payments.set(payment.id, { issuer, payment, line })
    } else if (entry.type === 'returned' && !money.returned.has(entry.payment)) money.returned.set(entry.payment, entry)
  }
  return money
}

type Draft = {
  issuer: string
  payer: Payer
  movements: Omit<Movement, 'balance_cents'>[]
  items: OpenItem[]
  sources: Source[]
  puts: AllocatedEntry[]
}
class Drafts {
  readonly all = new Map<string, Draft>()
  of(issuer: string, payer: Payer): Draft {
    const key = accountKey(issuer, payer)
    const draft = this.all.get(key) ?? { issuer, payer, movements: [], items: [], sources: [], puts: [] }
    this.all.set(key, draft)
    return draft
  }
}

function addOpening({ movements, items, sources }: Draft, { id, date, amount_cents }: BalanceFacts): void {
  const ref = openingItem(id)
  movements.push({ date, kind: 'opening', ref, cents: amount_cents })
  if (amount_cents > 0) items.push(itemOf(ref, 'opening', date, date, amount_cents))
  else sources.push({ from: ref, kind: 'opening', date, cents: -amount_cents, allocations: [], refers_to: [] })
}

function addIssued({ movements, items, sources }: Draft, entry: IssuedEntry): void {
  const { number, kind, issue_date, due_date, due_cents, refers_to } = entry
  movements.push({ date: issue_date, kind, ref: number, cents: kind === 'invoice' ? due_cents : -due_cents })
  if (kind === 'invoice') items.push(itemOf(number, 'invoice', issue_date, due_date, due_cents))
  else sources.push({ from: number, kind, date: issue_date, cents: due_cents, allocations: [], refers_to })
}

function addPayment(draft: Draft, payment: Payment, returned: ReturnedEntry | null): void {
  const { id, date, amount_cents, allocations } = payment
  const kind = amount_cents < 0 ? 'refund' : 'payment'
  draft.movements.push({ date, kind, ref: id, cents: -amount_cents })
  if (returned === null) draft.sources.push({ from: id, kind, date, cents: amount_cents, allocations, refers_to: [] })
  else addReturned(draft, payment, returned)
}

function addReturned({ movements, items }: Draft, { id, amount_cents }: Payment, entry: ReturnedEntry): void {
  const { date, fee_cents } = entry
  movements.push({ date, kind: 'returned', ref: id, cents: amount_cents })
  if (fee_cents === 0) return
  movements.push({ date, kind: 'fee', ref: feeItem(id), cents: fee_cents })
  items.push(itemOf(feeItem(id), 'fee', date, date, fee_cents))
}

function addWrittenOff({ movements, sources }: Draft, { id, date, item, cents }: WrittenOffEntry): void {
  movements.push({ date, kind: 'written-off', ref: id, cents: -cents })
  sources.push({ from: id, kind: 'written-off', date, cents, allocations: [{ item, cents }], refers_to: [] })
}

const itemOf = (item: string, kind: OpenItem['kind'], date: string, due_date: string, due_cents: number): OpenItem => ({
  ...{ item, kind, date, due_date, due_cents },
  open_cents: due_cents,
  credited_cents: 0,
})

function accountOf({ issuer, payer, movements: unsorted, items: due, sources, puts }: Draft): PayerAccount {
  const { items, credits } = settle({ items: due, sources, puts })
  let balance_cents = 0
  const movements = unsorted
    .toSorted((a, b) => inOrder(a.date, b.date))
    .map(movement => {
      balance_cents += movement.cents
      return { ...movement, balance_cents }
    })
  return { issuer, payer, balance_cents, movements, items, credits }
}

export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
export const openOf = (account: PayerAccount): OpenItem[] => account.items.filter(item => item.open_cents > 0)
export const creditOf_cents = (account: PayerAccount): number =>
  account.credits.reduce((sum, credit) => sum + credit.cents, 0)
