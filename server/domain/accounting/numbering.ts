/**
 * Numbers of a series: `FAB-2026-0001`. CGI ann. II art. 242 nonies A, I 7°: unique, from a chronological and unbroken
 * sequence; series may stand side by side where the activity asks for them, here one for each issuer.
 */
import type { IssuerFacts } from '../directory.ts'
import type { DocumentKind } from './document.ts'

/** Four digits keep lists in order up to 9 999; more simply grow. */
const DIGITS = 4

export const numberOf = (series: string, sequence: number): string => `${series}-${`${sequence}`.padStart(DIGITS, '0')}`

/** Null: the issuer has none. */
export function seriesOf(issuer: IssuerFacts, kind: DocumentKind, issue_date: string): string | null {
  const { invoicing } = issuer
  const prefix = (kind === 'credit-note' ? invoicing?.credit_series : null) ?? issuer.invoice_series ?? null
  if (prefix === null) return null
  return invoicing?.numbering === 'continuous' ? prefix : `${prefix}-${issue_date.slice(0, 4)}`
}

/** What the old books left off at, if it was in this series. */
export function firstOf(issuer: IssuerFacts, series: string): number {
  const last = issuer.invoicing?.last_number ?? null
  return (last === null ? null : sequenceIn(series, last)) ?? 1
}

function sequenceIn(series: string, number: string): number | null {
  if (!number.startsWith(`${series}-`)) return null
  const rest = number.slice(series.length + 1)
  return /^\d{1,9}$/.test(rest) ? Number(rest) + 1 : null
}

/** Whether a number is one of an issuer's series, in whatever year. */
export function continues(prefix: string, numbering: 'yearly' | 'continuous', number: string): boolean {
  const rest = number.startsWith(`${prefix}-`) ? number.slice(prefix.length + 1) : ''
  return (numbering === 'yearly' ? /^20\d\d-\d{1,9}$/ : /^\d{1,9}$/).test(rest)
}
