/**
 * A closed month as drafts: one for each issuer and payer. What comes to less than nothing gives money back and becomes a
 * credit note; what comes to nothing is no document, and said so.
 */
import type { Directory } from '../directory.ts'
import type { PeriodStatement } from '../sharing/statement.ts'
import type { Payer } from '../sharing/use.ts'
import { lastDay } from '../sharing/validity.ts'
import { documentLines, payerLines } from './build-lines.ts'
import type { AccountingDocument, DocumentLine, Reference } from './document.ts'
import { type Draft, draftOf, signed } from './draft.ts'
import { leftOfAll, type Past } from './left.ts'
import { documentedOn, type People } from './parties.ts'
import { type InvoiceProblem, problem } from './problems.ts'
import { sumsOf } from './vat.ts'

export type MonthToBill = {
  directory: Directory
  people: People
  statement: PeriodStatement
  statement_hash: string
  closed_n: number
  groups: readonly Billed[]
  /** of those of `payersWithPast`, in the order they were issued */
  past: readonly Past[]
  /** machine time per day of these sessions, for the bars */
  daysOf(sessions: ReadonlySet<string>, payer: Payer): AccountingDocument['days']
}
export type Nothing = { issuer: string; payer: Payer }
export type DraftedMonth = { drafts: Draft[]; nothing: Nothing[] }

/** What one issuer bills one payer. */
export type Billed = Nothing & Pick<Draft, 'kind' | 'lines' | 'vat_totals'>

/** `of`: of this payer alone. */
export const billedGroups = (directory: Directory, statement: PeriodStatement, of: Payer | null = null): Billed[] =>
  payerLines(statement)
    .filter(({ payer }) => of === null || samePayer(payer, of))
    .map(({ issuer, payer, lines }) => {
      const documented = (date: string): boolean => documentedOn(payer, directory, date)
      return { issuer, payer, ...signed(documentLines(lines, { directory, statement, documented })) }
    })

/** Those whose earlier documents matter: money goes back, a month is corrected, or this one was billed to them before. */
export const payersWithPast = (groups: readonly Billed[], billed: readonly Nothing[]): Billed[] =>
  groups.filter(
    ({ kind, lines, issuer, payer }) =>
      kind === 'credit-note' ||
      lines.some(({ adjusts }) => adjusts !== null) ||
      billed.some(one => one.issuer === issuer && samePayer(one.payer, payer)),
  )

export function buildMonth(month: MonthToBill): DraftedMonth {
  const drafted: DraftedMonth = { drafts: [], nothing: [] }
  const past = Map.groupBy(month.past, one => `${one.issuer}/${one.payer.kind}/${one.payer.id}`)
  for (const group of month.groups) {
    const { issuer, payer } = group
    const draft = draftFor(month, group, past.get(`${issuer}/${payer.kind}/${payer.id}`) ?? [])
    if (draft === null) drafted.nothing.push({ issuer: group.issuer, payer: group.payer })
    else drafted.drafts.push(draft)
  }
  return drafted
}

export const baseKey = (period: string, issuer: string, payer: Payer): string =>
  `${period}/${issuer}/${payer.kind}/${payer.id}`

function draftFor(month: MonthToBill, group: Billed, earlier: readonly Past[]): Draft | null {
  const { directory, people, statement, statement_hash, closed_n } = month
  const { period } = statement
  const { issuer, payer, kind, lines, vat_totals } = group
  const { gross_cents, net_cents } = sumsOf(vat_totals)
  if (gross_cents === 0 && net_cents === 0) return null
  const { refers_to, problems } = references(kind, lines, gross_cents, earlier)
  const content = {
    ...{
      key: keyFor(baseKey(period, issuer, payer), period, earlier),
      reason: 'month' as const,
      issuer,
      payer,
      period,
    },
    ...{ kind, lines, vat_totals, refers_to, date: lastDay(period), statement_hash, closed_n },
    days: month.daysOf(new Set(lines.flatMap(({ sessions }) => sessions)), payer),
  }
  return draftOf(
    content,
    directory,
    people,
    problems.map(one => problem(one.code, { ...one.params, payer: payer.id })),
  )
}

export const samePayer = (a: Payer, b: Payer): boolean => a.kind === b.kind && a.id === b.id

/** What was wholly credited may be issued once more, corrected: `…/2`. */
function keyFor(base: string, period: string, earlier: readonly Past[]): string {
  const left = leftOfAll(earlier)
  const credited = earlier.filter(
    one =>
      one.reason === 'month' &&
      one.period === period &&
      one.kind === 'invoice' &&
      one.gross_cents > 0 &&
      left.get(one.number) === 0,
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
  earlier: readonly Past[],
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
  if (left_cents >= gross_cents) return { refers_to, problems: [] }
  const waiting = [...corrected].sort().find(period => !earlier.some(one => one.period === period))
  if (waiting !== undefined) return { refers_to, problems: [problem('earlier-month-first', { period: waiting })] }
  const short = { cents: gross_cents, left: left_cents }
  return {
    refers_to,
    problems: [named.length === 0 ? problem('nothing-to-credit', {}) : problem('more-than-left', short)],
  }
}

export const referenceTo = ({ number, issue_date }: Reference): Reference => ({ number, issue_date })
