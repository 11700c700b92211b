/** A machine lent from one issuer to another: what the borrower owes the lender for a month, once and rounded once. */
import type { Directory } from '../directory.ts'
import { priceOfTime_cents } from '../money.ts'
import type { LoanFacts } from './facts.ts'
import type { Use } from './use.ts'

export type InternalCharge = {
  loan: string
  lender: string
  borrower: string
  machine: string
  running_ms: number
  cents: number
}

/** All running counts, waived or not: the lender lent the machine, not its success. */
export function internalCharges(directory: Directory, uses: readonly Use[]): InternalCharge[] {
  return [...directory.loans.values()].sort(byId).flatMap(loan => {
    const lent = uses.filter(use => use.machine === loan.machine && holds(loan, use.date))
    const running_ms = lent.reduce((sum, use) => sum + use.running_ms, 0)
    const { id, lender, borrower, machine } = loan
    return running_ms === 0
      ? []
      : [{ loan: id, lender, borrower, machine, running_ms, cents: priceOfTime_cents(running_ms, loan.cents_per_hour) }]
  })
}

/** What loans add to a pool (the borrower's) or take off it (the lender's). */
export function lent_cents(directory: Directory, charges: readonly InternalCharge[], pool: string): number {
  let sum = 0
  for (const { loan, cents } of charges) {
    const facts = directory.loans.get(loan)
    if (facts?.borrower_pool === pool) sum += cents
    if (facts?.lender_pool === pool) sum -= cents
  }
  return sum
}

const holds = (loan: LoanFacts, date: string): boolean =>
  loan.valid_from <= date && (loan.valid_until === null || date <= loan.valid_until)
const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1)
