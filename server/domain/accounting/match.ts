/**
 * What a line of the bank's statement probably is. It proposes and says why; a person confirms. What speaks for a payment, in
 * this order: a number in its text or reference, the account it came from, the number of an invoice that is paid, the amount
 * with the name, the amount alone.
 */

import type { Payer } from '../sharing/use.ts'
import { openOf, type PayerAccount } from './balance.ts'
import type { Run } from './debit-history.ts'
import { type Candidate, type Found, fitting, partOf } from './match-candidate.ts'
import { byNumber, byPaidNumber } from './match-number.ts'
import { answerOf } from './match-run.ts'
import { likeness } from './match-text.ts'
import type { Allocation } from './payment-entries.ts'

export type BankLine = {
  id: string
  issuer: string
  date: string
  cents: number
  text: string
  name: string | null
  iban: string | null
  end_to_end: string | null
  mandate: string | null
  batch: string | null
  reason: string | null
}

export type Sign =
  | 'number'
  /** of an invoice of which nothing is open */
  | 'number-paid'
  | 'end-to-end'
  | 'iban'
  | 'name'
  | 'amount'
  | 'amount-all'
  | 'batch'
  | 'reason'
export type Confidence = 'sure' | 'likely' | 'weak'
export type Part = { payer: Payer; cents: number; allocations: Allocation[] }
export type Proposal = { line: string; confidence: Confidence; why: Sign[] } & (
  | { kind: 'payment'; parts: Part[] }
  /** a collection of ours came in: the file, one of its blocks, or one debit of it */
  | { kind: 'collection'; run: string; items: { document: string; payer: Payer; cents: number }[] }
  /** a collected debit or a refund came back; `payment` null: before it was booked as paid */
  | { kind: 'return'; run: string; document: string; payer: Payer; payment: string | null; reason: string }
  | { kind: 'refund'; run: string; document: string; payer: Payer; cents: number }
)

export type Known = { account: PayerAccount; name: string; iban: string | null }
export type MatchQuestion = { line: BankLine; known: readonly Known[]; runs: readonly Run[] }

/** Null: nothing speaks for anything. */
export function proposalFor({ line, known, runs }: MatchQuestion): Proposal | null {
  const own = known.filter(one => one.account.issuer === line.issuer)
  const sent = runs.filter(run => run.issuer === line.issuer && !run.cancelled)
  // Money that goes, or a transfer of the house's own that came back, pays nobody's invoice
  return answerOf(line, sent) ?? (line.cents > 0 && line.reason === null ? paymentOf(line, own) : null)
}

function paymentOf(line: BankLine, known: readonly Known[]): Proposal | null {
  const found: Found | null =
    bySigns(line, known) ?? byPaidNumber(line, known) ?? byName(line, known) ?? byAmount(line, known)
  if (found === null) return null
  const { confidence, why } = found
  return { line: line.id, kind: 'payment', parts: found.parts ?? [partOf(found, line.cents)], confidence, why }
}

/** A number and an account may speak for two payers: the sum decides, and then nobody is sure. */
function bySigns(line: BankLine, known: readonly Known[]): Found | null {
  const number = byNumber(line, known)
  const account = byAccount(line, known)
  if (number === null || account === null) return number ?? account
  if (account.confidence !== 'sure' || samePayer(number, account)) return number
  // A slip of the pen, or a friend who pays: the number is believed where the sum is the invoice's
  const best = number.confidence === 'sure' ? number : account
  return { ...best, confidence: 'likely' }
}

const samePayer = (a: Candidate, b: Candidate): boolean => a.known === b.known

function byAccount(line: BankLine, known: readonly Known[]): Found | null {
  if (line.iban === null) return null
  const one = known.find(({ iban }) => iban === line.iban)
  if (one === undefined || openOf(one.account).length === 0) return null
  const fits = fitting(one, openOf(one.account), line.cents, ['iban'])
  return fits ?? { known: one, items: openOf(one.account), why: ['iban'], confidence: 'likely' }
}

/** Below this a name is another's. */
const LIKENESS_MIN = 0.6

function byName(line: BankLine, known: readonly Known[]): Found | null {
  const said = `${line.name ?? ''} ${line.text}`
  const alike = known
    .map(one => ({ one, likeness: likeness(one.name, said) }))
    .filter(({ one, likeness: by }) => by >= LIKENESS_MIN && openOf(one.account).length > 0)
    .toSorted((a, b) => b.likeness - a.likeness)
  const fits = alike.flatMap(({ one }) => fitting(one, openOf(one.account), line.cents, ['name']) ?? [])
  const best = fits[0] ?? null
  // Two of one name and one amount: no guess between them
  if (fits.length > 1 && alike[0]?.likeness === alike[1]?.likeness) return null
  if (best !== null) return { ...best, confidence: 'likely' }
  const only = alike.length === 1 ? alike[0] : undefined
  return only === undefined
    ? null
    : { known: only.one, items: openOf(only.one.account), why: ['name'], confidence: 'weak' }
}

function byAmount(line: BankLine, known: readonly Known[]): Found | null {
  const fits = known.flatMap(one => fitting(one, openOf(one.account), line.cents, []) ?? [])
  const only = fits.length === 1 ? fits[0] : undefined
  return only === undefined ? null : { ...only, confidence: 'weak' }
}
