/**
 * A settled year as drafts: each payer's part of the actual costs, less the advances that were invoiced, with the VAT of each.
 * What was invoiced is taken from the invoices themselves.
 */
import type { Directory } from '../directory.ts'
import type { Compared } from '../sharing/settlement.ts'
import type { Payer } from '../sharing/use.ts'
import { documentLines, payerLines } from './build-lines.ts'
import { baseKey, referenceTo, samePayer } from './build-month.ts'
import type { AccountingDocument, DocumentLine } from './document.ts'
import { type Draft, draftOf, signed } from './draft.ts'
import { documentedOn, type People } from './parties.ts'
import { type InvoiceProblem, problem } from './problems.ts'
import { sumsOf, vatKey } from './vat.ts'
import { dateWords, periodWords } from './words.ts'

export type YearToSettle = {
  directory: Directory
  people: People
  year: string
  issuer: string
  months: readonly Compared[]
  /** of this issuer and this year's months, in the order they were issued */
  documents: readonly AccountingDocument[]
  statement_hash: string
  closed_n: number
}

export function buildSettlement(year: YearToSettle): { drafts: Draft[]; nothing: { issuer: string; payer: Payer }[] } {
  const { issuer, months } = year
  const payers = new Map<string, Payer>()
  for (const { advance, share } of months)
    for (const group of [...payerLines(advance), ...payerLines(share)])
      if (group.issuer === issuer) payers.set(`${group.payer.kind}/${group.payer.id}`, group.payer)
  const settled = [...payers.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, payer]) => settle(year, payer))
  return {
    drafts: settled.flatMap(one => ('key' in one ? [one] : [])),
    nothing: settled.flatMap(one => ('key' in one ? [] : [one])),
  }
}

type Basis = Pick<YearToSettle, 'directory' | 'year' | 'issuer' | 'months' | 'documents'>
export type SettledLines = Pick<Draft, 'kind' | 'lines' | 'vat_totals'> & {
  /** what was invoiced of the year so far */
  advances: AccountingDocument[]
}

export function settledLines(year: Basis, payer: Payer): SettledLines {
  const advances = year.documents.filter(
    ({ reason, period, buyer }) =>
      period.startsWith(`${year.year}-`) && reason !== 'settlement' && samePayer(buyer.payer, payer),
  )
  return { advances, ...signed(numbered([...shareLines(year, payer), ...advances.flatMap(deducted)])) }
}

function settle(year: YearToSettle, payer: Payer): Draft | { issuer: string; payer: Payer } {
  const { directory, people, issuer, statement_hash, closed_n } = year
  const { advances, ...own } = settledLines(year, payer)
  const { gross_cents, net_cents } = sumsOf(own.vat_totals)
  if (gross_cents === 0 && net_cents === 0) return { issuer, payer }
  const refers_to = advances.filter(({ kind }) => kind === 'invoice').map(referenceTo)
  const content = {
    ...{ key: baseKey(year.year, issuer, payer), reason: 'settlement' as const, issuer, payer, period: year.year },
    ...{ ...own, refers_to, date: `${year.year}-12-31`, days: [], statement_hash, closed_n },
  }
  return draftOf(content, directory, people, notInvoiced(year, payer, advances))
}

/** Parts of the actual costs, month by month under the rules of its day, added up over the year. */
function shareLines({ directory, months, issuer, year }: Basis, payer: Payer): DocumentLine[] {
  const sums = new Map<string, DocumentLine>()
  for (const { share } of months) {
    const documented = (date: string): boolean => documentedOn(payer, directory, date)
    for (const group of payerLines(share)) {
      if (group.issuer !== issuer || group.payer.kind !== payer.kind || group.payer.id !== payer.id) continue
      for (const line of documentLines(group.lines, { directory, statement: share, documented })) {
        const key = JSON.stringify([line.label, line.kind, line.pool, line.machine, line.order, vatKey(line.vat)])
        const sum = sums.get(key)
        const net_cents = (sum?.net_cents ?? 0) + line.net_cents
        const sessions = [...new Set([...(sum?.sessions ?? []), ...line.sessions])].sort()
        sums.set(key, { ...line, ...piece(net_cents), sessions, adjusts: null })
      }
    }
  }
  const detail = `Quote-part des charges réelles de ${periodWords(year)}`
  return [...sums.values()].filter(({ net_cents }) => net_cents !== 0).map(line => ({ ...line, detail }))
}

/** What an advance billed, taken off again with its own VAT. */
function deducted({ kind, number, issue_date, period, vat_totals }: AccountingDocument): DocumentLine[] {
  const sign = kind === 'invoice' ? -1 : 1
  return vat_totals.map(({ vat, base_cents }) => ({
    id: '',
    label: `${kind === 'invoice' ? 'Provision facturée' : 'Avoir sur provision'}, ${periodWords(period)}`,
    detail: `${number} du ${dateWords(issue_date)}`,
    ...piece(sign * base_cents),
    vat,
    kind: 'advance',
    ...{ pool: null, machine: null, member: null, order: null, adjusts: null, credits: null, sessions: [] },
  }))
}

const piece = (net_cents: number) => ({
  ...{ net_cents, quantity_ten_thousandths: net_cents < 0 ? -10_000 : 10_000, unit: 'C62' as const },
  unit_price_mc: Math.abs(net_cents) * 1_000,
})

const numbered = (lines: readonly DocumentLine[]): DocumentLine[] =>
  lines.map((line, i) => ({ ...line, id: `${i + 1}` }))

/** An advance that was charged and not invoiced cannot be deducted: its month has to go out first. */
function notInvoiced(
  { months, issuer }: YearToSettle,
  payer: Payer,
  advances: readonly AccountingDocument[],
): InvoiceProblem[] {
  return months.flatMap(({ period, advance }) => {
    const group = payerLines(advance).find(
      one => one.issuer === issuer && one.payer.kind === payer.kind && one.payer.id === payer.id,
    )
    const charged = (group?.lines ?? []).reduce((sum, { cents }) => sum + cents, 0)
    const billed = advances.some(one => one.period === period)
    return charged === 0 || billed ? [] : [problem('advance-not-invoiced', { payer: payer.id, period })]
  })
}
