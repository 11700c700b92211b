/**
 * What an issuer must have said before anything is issued in its name. All of it is a fact of the directory, so that `verify`
 * knows it; what the accountant must confirm is named and off until it is given (docs/invoices.md). IBAN and BIC stay beside
 * the chain.
 */
import type { LineKind } from '../sharing/lines.ts'
import type { LegalInterest } from './legal-interest.ts'

/** In per cent, as it is spoken of; 0 has to say why nothing is due. */
export type RateFacts = number | { percent: 0; code: string | null; text: string }

export type PostalFacts = { street: string; postal_code: string; city: string; country: string }

/**
 * On what an issuer whose regime is `exempt` rests. `cost-sharing` is art. 261 B CGI: exact reimbursement, by members whose own
 * activity is not taxed; `undocumented` says what is done with a payer whose status nobody documented. `confirmed`: the day the
 * accountant said so.
 */
export type ExemptionFacts =
  | { basis: 'cost-sharing'; confirmed: string; undocumented: 'refuse' | 'tax' }
  | { basis: 'stated'; confirmed: string; code: string | null; text: string }

export type InvoicingFacts = {
  address: PostalFacts
  email: string | null
  siret: string | null
  vat_number: string | null
  capital_cents: number | null
  /** `RCS Paris`; companies */
  register: string | null
  /** `FAB-2026-0001`, from 1 again each year, or `FAB-0001` */
  numbering: 'yearly' | 'continuous'
  /** last number of the old books in this series: `FAB-2026-0041` */
  last_number: string | null
  /** credit notes in a series of their own; null: in that of the invoices */
  credit_series: string | null
  /** the most specific one holds: tariff, pool, kind of line, default */
  vat_rates: {
    default: RateFacts
    kinds: Partial<Record<LineKind, RateFacts>>
    pools: Record<string, RateFacts>
    tariffs: Record<string, RateFacts>
  }
  exemption: ExemptionFacts | null
  /** first day of the option to pay VAT on debits (art. 269, 2 c CGI); null: on payment */
  vat_on_debits_from: string | null
  payment_days: number
  /** per year; at least three times the legal interest (Code de commerce L441-10) */
  penalty_percent: number | null
  /** as somebody read it in the Journal officiel, of a half-year that the program was not told of */
  legal_interest?: LegalInterest | null | undefined
  /** the sentence about discount for early payment (L441-9) */
  discount: string
  /** `debit`: SEPA direct debit, from those who signed a mandate */
  collect: 'transfer' | 'debit'
  /** kinds of line that are goods; everything else is a service */
  goods: LineKind[]
  /** further sentences on every document (insurance, mediator) */
  sentences: string[]
}

/** A member's or organisation's own activity is not taxed, as art. 261 B asks, and which paper says so. */
export type CostSharingStatus = { from: string; document: string }

/** Rates in force in metropolitan France (CGI art. 278, 278-0 bis, 279, 281 quater and following), in hundredths of a per cent. */
export const FRENCH_RATES_BP: readonly number[] = [2_000, 1_000, 550, 210, 0]

export const basisPoints = (percent: number): number => Math.round(percent * 100)
export const isFrenchRate = (percent: number): boolean => FRENCH_RATES_BP.includes(basisPoints(percent))
