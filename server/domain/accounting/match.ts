/**
 * What a line of the bank's statement probably is. It proposes and says why; a person confirms. What speaks for a payment, in
 * this order: a number in its text or reference, the account it came from, the amount with the name, the amount alone.
 */

import type { Payer } from '../sharing/use.ts'
import { creditOf_cents, type OpenItem, openOf, type PayerAccount } from './balance.ts'
import type { Run } from './debit-history.ts'
import { answerOf } from './match-run.ts'
import { likeness, mentions } from './match-text.ts'
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

export type Sign = 'number' | 'end-to-end' | 'iban' | 'name' | 'amount' | 'amount-all' | 'batch' | 'reason'
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

type Candidate = { known: Known; items: OpenItem[]; why: Sign[]; confidence: Confidence }

function paymentOf(line: BankLine, known: readonly Known[]): Proposal | null {
  const candidate = byNumber(line, known) ?? byAccount(line, known) ?? byName(line, known) ?? byAmount(line, known)
  if (candidate === null) return null
  const { confidence, why } = candidate
  const parts = candidate.parts ?? [partOf(candidate, line.cents)]
  return { line: line.id, kind: 'payment', parts, confidence, why }
}
type Found = Candidate & { parts?: Part[] }

/** Its numbers may belong to several payers: one organisation pays for another. */
function byNumber(line: BankLine, known: readonly Known[]): Found | null {
  const named = known.flatMap(one => {
    const items = openOf(one.account).filter(({ item }) => line.end_to_end === item || mentions(line.text, item))
    return items.length === 0 ? [] : [{ known: one, items }]
  })
  const first = named[0]
  if (first === undefined) return null
  const open = named.flatMap(one => one.items)
  const exact = open.reduce((sum, item) => sum + item.open_cents, 0) === line.cents
  const sign: Sign = open.some(({ item }) => item === line.end_to_end) ? 'end-to-end' : 'number'
  const why: Sign[] = exact ? [sign, 'amount'] : [sign]
  const confidence: Confidence = exact ? 'sure' : 'likely'
  return { ...first, why, confidence, parts: shared(named, line.cents) }
}

/** In the order of what is due; the first keeps what is too much. */
function shared(named: readonly Pick<Candidate, 'known' | 'items'>[], cents: number): Part[] {
  let left = cents
  const parts = named.map(one => {
    const open = one.items.reduce((sum, item) => sum + item.open_cents, 0)
    const taken = Math.min(left, open)
    left -= taken
    return partOf(one, taken)
  })
  const first = parts[0]
  if (first !== undefined) first.cents += left
  return parts.filter(part => part.cents > 0)
}

const partOf = ({ known, items }: Pick<Candidate, 'known' | 'items'>, cents: number): Part => ({
  payer: known.account.payer,
  cents,
  allocations: allocated(items, cents),
})

/** Oldest first, until the money is gone: Code civil art. 1342-10. */
export function allocated(items: readonly OpenItem[], cents: number): Allocation[] {
  let left = cents
  return items.flatMap(({ item, open_cents }) => {
    const taken = Math.min(left, open_cents)
    left -= taken
    return taken > 0 ? [{ item, cents: taken }] : []
  })
}

function byAccount(line: BankLine, known: readonly Known[]): Found | null {
  if (line.iban === null) return null
  const one = known.find(({ iban }) => iban === line.iban)
  if (one === undefined || openOf(one.account).length === 0) return null
  return (
    fitting(one, line.cents, ['iban']) ?? {
      known: one,
      items: openOf(one.account),
      why: ['iban'],
      confidence: 'likely',
    }
  )
}

/** Below this a name is another's. */
const LIKENESS_MIN = 0.6

function byName(line: BankLine, known: readonly Known[]): Found | null {
  const said = `${line.name ?? ''} ${line.text}`
  const alike = known
    .map(one => ({ one, likeness: likeness(one.name, said) }))
    .filter(({ one, likeness: by }) => by >= LIKENESS_MIN && openOf(one.account).length > 0)
    .toSorted((a, b) => b.likeness - a.likeness)
  const fits = alike.flatMap(({ one }) => fitting(one, line.cents, ['name']) ?? [])
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
  const fits = known.flatMap(one => fitting(one, line.cents, []) ?? [])
  const only = fits.length === 1 ? fits[0] : undefined
  return only === undefined ? null : { ...only, confidence: 'weak' }
}

/** One item of exactly this amount, or all that is owed, or the oldest so many. */
function fitting(known: Known, cents: number, why: Sign[]): Candidate | null {
  const open = openOf(known.account)
  const single = open.find(item => item.open_cents === cents)
  if (single !== undefined) return { known, items: [single], why: [...why, 'amount'], confidence: 'sure' }
  let sum = 0
  for (const [i, item] of open.entries()) {
    sum += item.open_cents
    if (sum === cents) return { known, items: open.slice(0, i + 1), why: [...why, 'amount-all'], confidence: 'sure' }
  }
  const owed = sum - creditOf_cents(known.account)
  return owed === cents ? { known, items: open, why: [...why, 'amount-all'], confidence: 'likely' } : null
}
