/**
 * A closed month as drafts: one for each issuer and payer. What comes to less than nothing gives money back and becomes a
 * credit note; what comes to nothing is no document, and said so.
 */
import type { Directory } from '../directory.ts'
import type { PeriodStatement } from '../sharing/statement.ts'
import type { Payer } from '../sharing/use.ts'
import { lastDay } from '../sharing/validity.ts'
import { documentLines, type PayerLines, payerLines } from './build-lines.ts'
import type { AccountingDocument, DocumentLine, Reference } from './document.ts'
import { type Draft, draftOf, signed } from './draft.ts'
import { leftOfAll } from './left.ts'
import { documentedOn, type People } from './parties.ts'
import { type InvoiceProblem, problem } from './problems.ts'
import { sumsOf } from './vat.ts'

export type MonthToBill = {
  directory: Directory
  people: People
  statement: PeriodStatement
  statement_hash: string
  closed_n: number
  /** issued so far, in the order they were issued */
  documents: readonly AccountingDocument[]
  /** machine time per day of these sessions, for the bars */
  daysOf(sessions: ReadonlySet<string>, payer: Payer): AccountingDocument['days']
}
export type Nothing = { issuer: string; payer: Payer }
export type DraftedMonth = { drafts: Draft[]; nothing: Nothing[] }

export function buildMonth(month: MonthToBill): DraftedMonth {
  const drafted: DraftedMonth = { drafts: [], nothing: [] }
  for (const group of payerLines(month.statement)) {
    const draft = draftFor(month, group)
    if (draft === null) drafted.nothing.push({ issuer: group.issuer, payer: group.payer })
    else drafted.drafts.push(draft)
  }
  return drafted
}

export const baseKey = (period: string, issuer: string, payer: Payer): string =>
  `${period}/${issuer}/${payer.kind}/${payer.id}`

function draftFor(month: MonthToBill, { issuer, payer, lines }: PayerLines): Draft | null {
  const { directory, people, statement, statement_hash, closed_n } = month
  const { period } = statement
  const documented = (date: string): boolean => documentedOn(payer, directory, date)
  const own = signed(documentLines(lines, { directory, statement, documented }))
  const { gross_cents, net_cents } = sumsOf(own.vat_totals)
  if (gross_cents === 0 && net_cents === 0) return null
  const earlier = month.documents.filter(one => one.issuer === issuer && samePayer(one.buyer.payer, payer))
  const { refers_to, problems } = references(own.kind, own.lines, gross_cents, earlier)
  const content = {
    ...{ key: keyFor(baseKey(period, issuer, payer), earlier), reason: 'month' as const, issuer, payer, period },
    ...{ ...own, refers_to, date: lastDay(period), statement_hash, closed_n },
    days: month.daysOf(new Set(own.lines.flatMap(({ sessions }) => sessions)), payer),
  }
  return draftOf(
    content,
    directory,
    people,
    problems.map(one => problem(one.code, { ...one.params, payer: payer.id })),
  )
}

const samePayer = (a: Payer, b: Payer): boolean => a.kind === b.kind && a.id === b.id

/** What was wholly credited may be issued once more, corrected: `…/2`. */
function keyFor(base: string, earlier: readonly AccountingDocument[]): string {
  const [period = ''] = base.split('/')
  const before = earlier.filter(one => one.reason === 'month' && one.period === period)
  const left = leftOfAll(earlier)
  const credited = before.filter(
    one => one.kind === 'invoice' && one.gross_cents > 0 && left.get(one.number) === 0,
  ).length
  return credited === 0 ? base : `${base}/${credited + 1}`
}

type Referred = { refers_to: Reference[]; problems: InvoiceProblem[] }

/**
 * The invoices of the months that are corrected. Money that goes back and corrects none of them comes out of the newest invoices
 * of which something is left.
 */
function references(
  kind: AccountingDocument['kind'],
  lines: readonly DocumentLine[],
  gross_cents: number,
  earlier: readonly AccountingDocument[],
): Referred {
  const corrected = new Set(lines.flatMap(({ adjusts }) => (adjusts === null ? [] : [adjusts])))
  const left = leftOfAll(earlier)
  const invoices = earlier.filter(one => one.kind === 'invoice' && (left.get(one.number) ?? 0) > 0)
  const named = invoices.filter(one => one.reason === 'month' && corrected.has(one.period))
  if (kind === 'invoice') return { refers_to: named.map(referenceTo), problems: [] }
  const rest = invoices.filter(one => !named.includes(one)).toReversed()
  let left_cents = named.reduce((sum, { number }) => sum + (left.get(number) ?? 0), 0)
  while (left_cents < gross_cents) {
    const next = rest.shift()
    if (next === undefined) break
    named.push(next)
    left_cents += left.get(next.number) ?? 0
  }
  const refers_to = named.map(referenceTo).sort((a, b) => (a.issue_date + a.number < b.issue_date + b.number ? -1 : 1))
  if (named.length === 0) return { refers_to, problems: [problem('nothing-to-credit', {})] }
  const enough = left_cents >= gross_cents
  return { refers_to, problems: enough ? [] : [problem('more-than-left', { cents: gross_cents, left: left_cents })] }
}

export const referenceTo = ({ number, issue_date }: AccountingDocument): Reference => ({ number, issue_date })
