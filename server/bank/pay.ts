/** Payments by hand, what comes back, and credit put to items: each judged on the accounts as they stand, then written. */
import { accountKey, openOf, type PayerAccount } from '#server/domain/accounting/balance.ts'
import { allocated } from '#server/domain/accounting/match-candidate.ts'
import type { Allocation, MoneyMovedEntry, Payment, PaymentMethod } from '#server/domain/accounting/payment-entries.ts'
import { paymentId } from '#server/domain/accounting/payment-id.ts'
import {
  objectionToAllocation,
  objectionToPayment,
  objectionToReturn,
} from '#server/domain/accounting/payment-judge.ts'
import type { MailOrder } from '#server/domain/mail/types.ts'
import { type Said, said } from '#server/domain/refusals.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { type BankParts, TRIES_MAX } from './ports.ts'
import { type BankState, stateNow } from './state.ts'

export type Outcome<T> =
  | { kind: 'done'; result: T; n: number }
  | { kind: 'objected'; objection: Said }
  | { kind: 'busy' }
/** What an act writes, or why not. */
export type Judged<T> = { entries: MoneyMovedEntry[]; result: T; mails?: MailOrder[] } | Said

/** Decides on the present state and writes on it; where others were quicker, decides again. */
export async function act<T>(
  parts: BankParts,
  decide: (state: BankState) => Judged<T> | Promise<Judged<T>>,
): Promise<Outcome<T>> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const state = await stateNow(parts)
    const { today, last_day } = state
    if (today < last_day) return { kind: 'objected', objection: said('clock-behind', { last: last_day, today }) }
    const judged = await decide(state)
    if ('code' in judged) return { kind: 'objected', objection: judged }
    const { entries, mails = [] } = judged
    const group = { entries, mails, accounts_n: state.n }
    const written = await parts.ledger.appendAccounts(group, parts.now_ms())
    if (written.kind === 'booked') return { kind: 'done', result: judged.result, n: written.n }
  }
  return { kind: 'busy' }
}

export type PayOrder = {
  issuer: string
  payer: Payer
  date: string
  method: PaymentMethod
  amount_cents: number
  /** null: what is due, oldest first */
  allocations: Allocation[] | null
  reference: string | null
  /** the same payment was made twice, and both are meant */
  again: boolean
  by: string
}

export const recordPayment = (parts: BankParts, order: PayOrder): Promise<Outcome<Payment>> =>
  act(parts, state => {
    const { issuer, payer, date, method, amount_cents, reference, by } = order
    const account = state.accounts.get(accountKey(issuer, payer)) ?? null
    if (!isKnown(state, issuer, payer)) return said('no-payer', { id: payer.id })
    const allocations = order.allocations ?? byDue(account, amount_cents)
    const of = { issuer, payer, date, method, amount_cents, reference }
    const twins = [...state.money.payments.values()].filter(one => isTwin(one, of)).length
    if (twins > 0 && !order.again) return said('recorded-already')
    const payment: Payment = {
      id: paymentId(of, twins),
      payer,
      date,
      method,
      amount_cents,
      allocations,
      reference,
      run: null,
    }
    const objection = objectionToPayment(payment, account, state.today)
    return objection ?? { entries: [{ type: 'paid', issuer, payment, line: null, by }], result: payment }
  })

export const byDue = (account: PayerAccount | null, cents: number): Allocation[] =>
  account === null || cents <= 0 ? [] : allocated(openOf(account), cents)

function isKnown({ directory }: BankState, issuer: string, payer: Payer): boolean {
  if (!directory.issuers.has(issuer)) return false
  return payer.kind === 'organisation' ? directory.organisations.has(payer.id) : directory.members.has(payer.id)
}

type Twin = Pick<Payment, 'payer' | 'date' | 'method' | 'amount_cents' | 'reference'> & { issuer: string }
const isTwin = (
  { issuer, payment, line }: { issuer: string; payment: Payment; line: string | null },
  of: Twin,
): boolean =>
  line === null &&
  issuer === of.issuer &&
  payment.payer.kind === of.payer.kind &&
  payment.payer.id === of.payer.id &&
  payment.date === of.date &&
  payment.method === of.method &&
  payment.amount_cents === of.amount_cents &&
  payment.reference === of.reference

export type ReturnOrder = {
  payment: string
  date: string
  reason: string
  /** null: nothing */
  fee_cents: number | null
  by: string
}
export const returnPayment = (parts: BankParts, order: ReturnOrder): Promise<Outcome<string>> =>
  act(parts, state => {
    const { payment, date, reason, by } = order
    const issuer = state.money.payments.get(payment)?.issuer ?? ''
    const fee_cents = order.fee_cents ?? 0
    const objection = objectionToReturn(state.money, { payment, date, reason, fee_cents, today: state.today })
    if (objection !== null) return objection
    const entry = { type: 'returned' as const, issuer, payment, date, reason, fee_cents, line: null, by }
    return { entries: [entry], result: payment }
  })

export type AllocateOrder = {
  issuer: string
  payer: Payer
  /** a payment, a credit note, or credit of the old books */
  from: string
  /** null: what is due, oldest first */
  allocations: Allocation[] | null
  by: string
}
export const allocateCredit = (parts: BankParts, order: AllocateOrder): Promise<Outcome<Allocation[]>> =>
  act(parts, state => {
    const { issuer, payer, from, by } = order
    const account = state.accounts.get(accountKey(issuer, payer)) ?? null
    const credit = account?.credits.find(one => one.from === from)?.cents ?? 0
    const allocations = order.allocations ?? byDue(account, credit)
    const objection = objectionToAllocation(from, allocations, account)
    if (objection !== null) return objection
    const entry = { type: 'allocated' as const, issuer, payer, date: state.today, from, allocations, by }
    return { entries: [entry], result: allocations }
  })

export type DisputeOrder = { document: string; disputed: boolean; reason: string; by: string }
export const dispute = (parts: BankParts, order: DisputeOrder): Promise<Outcome<string>> =>
  act(parts, state => {
    const { document, disputed, reason, by } = order
    const issued = state.entries.find(entry => entry.type === 'issued' && entry.number === document)
    if (issued === undefined) return said('no-such-document', { id: document })
    const { issuer } = issued
    const entry = { type: 'disputed' as const, issuer, document, disputed, date: state.today, reason, by }
    return { entries: [entry], result: document }
  })
