/** Whether a payment, a return or a refund can be recorded: everything a person may get wrong, before it is journalled. */
import { type Said, said } from '../refusals.ts'
import type { Money, PayerAccount } from './balance.ts'
import type { Allocation, Payment } from './payment-entries.ts'
import { isReasonCode } from './payment-reasons.ts'

/** More is a slip of the keyboard. */
export const PAYMENT_CENTS_MAX = 1_000_000_000

/** Null: it can be recorded. */
export function objectionToPayment(payment: Payment, account: PayerAccount | null, today: string): Said | null {
  const { amount_cents, date, allocations } = payment
  if (amount_cents === 0 || Math.abs(amount_cents) > PAYMENT_CENTS_MAX) return said('payment-of-nothing')
  if (date > today) return said('date-in-the-future', { date })
  if (amount_cents < 0) return objectionToRefund(-amount_cents, allocations, account)
  const sum = allocations.reduce((total, part) => total + part.cents, 0)
  if (allocations.some(part => part.cents <= 0) || sum > amount_cents) return said('allocated-more-than-paid')
  return objectionToItems(allocations, account)
}

function objectionToItems(allocations: readonly Allocation[], account: PayerAccount | null): Said | null {
  const open = new Map(account?.items.map(item => [item.item, item.open_cents]))
  for (const { item, cents } of allocations) {
    const left = open.get(item)
    if (left === undefined) return said('not-theirs-to-pay', { item })
    if (cents > left) return said('more-than-open', { item })
    open.set(item, left - cents)
  }
  return null
}

/** Only credit goes back, and each refund says which. */
function objectionToRefund(
  cents: number,
  allocations: readonly Allocation[],
  account: PayerAccount | null,
): Said | null {
  const credit = new Map(account?.credits.map(one => [one.from, one.cents]))
  let named = 0
  for (const { item, cents: part } of allocations) {
    const left = credit.get(item) ?? 0
    if (part >= 0 || -part > left) return said('refund-exceeds-credit')
    credit.set(item, left + part)
    named -= part
  }
  return named === cents ? null : said('refund-exceeds-credit')
}

export function objectionToAllocation(
  from: string,
  allocations: readonly Allocation[],
  account: PayerAccount | null,
): Said | null {
  const credit = account?.credits.find(one => one.from === from)?.cents ?? 0
  const sum = allocations.reduce((total, part) => total + part.cents, 0)
  if (allocations.length === 0 || allocations.some(part => part.cents <= 0)) return said('payment-of-nothing')
  return sum > credit ? said('refund-exceeds-credit') : objectionToItems(allocations, account)
}

export type ReturnQuestion = { payment: string; date: string; reason: string; fee_cents: number; today: string }

export function objectionToReturn({ payments, returned }: Money, question: ReturnQuestion): Said | null {
  const { payment: id, date, reason, fee_cents, today } = question
  const known = payments.get(id)
  if (known === undefined) return said('no-payment', { id })
  if (returned.has(id)) return said('returned-already')
  if (!isReasonCode(reason)) return said('no-such-reason', { reason })
  if (date > today) return said('date-in-the-future', { date })
  if (date < known.payment.date) return said('returned-before-it-came')
  return fee_cents > 0 && known.payment.amount_cents < 0 ? said('no-fee-on-a-refund') : null
}
