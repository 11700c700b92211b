/**
 * What stands in the way of taking a person out. The right to it ends where the law asks to keep (invoices to be made out to a name
 * and an address: CGI ann. II art. 242 nonies A) and where a claim is still open (GDPR art. 17(3)(b) and (e)).
 */
import { type Said, said } from '../refusals.ts'
import type { Refusal } from './refusal.ts'

export type ErasureFacts = {
  /** where a session of theirs is open */
  machines: readonly string[]
  /** months that count and are not closed, with time or money of theirs in them */
  open_months: readonly string[]
  /** closed, and theirs to be billed for: negative gives money back */
  not_invoiced: readonly { period: string; cents: number }[]
  /** years that were billed in advance and are not settled */
  unsettled_years: readonly string[]
  balances: readonly { issuer: string; open_cents: number; credit_cents: number }[]
  /** what the bank has been asked for and has not answered about */
  collecting: readonly { issuer: string; document: string }[]
}

/** What was read to say so is as of this journal entry: an erasure is written only where nothing of theirs came after it. */
export type Untouched = { member: string; as_of_n: number }

export const touched = (member: string): Refusal => ({ kind: 'conflict', ...said('erase-touched', { member }) })

/** In the order in which it is put right; empty: nothing holds it back. */
export const inTheWay = (facts: ErasureFacts): Said[] => [
  ...facts.machines.map(machine => said('erase-session-open', { machine })),
  ...facts.open_months.map(period => said('erase-month-open', { period })),
  ...facts.not_invoiced.map(({ period, cents }) => said('erase-not-invoiced', { period, cents })),
  ...facts.unsettled_years.map(year => said('erase-not-settled', { year })),
  ...facts.collecting.map(({ issuer, document }) => said('erase-collecting', { issuer, document })),
  ...facts.balances.flatMap(({ issuer, open_cents, credit_cents }) => [
    ...(open_cents > 0 ? [said('erase-unpaid', { issuer, cents: open_cents })] : []),
    ...(credit_cents > 0 ? [said('erase-in-credit', { issuer, cents: credit_cents })] : []),
  ]),
]
