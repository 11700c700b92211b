/**
 * An invoice or a credit note as it was issued: everything the paper says, and nothing that is looked up later. Immutable:
 * its canonical form is hashed, the hash is chained (design rule 3), and PDF, XML, books and bank file are made from it alone.
 * Integer cents, net of VAT unless named otherwise; dates ISO `yyyy-mm-dd` of the atelier's zone; months `yyyy-mm`.
 *
 * A credit note's amounts are positive: `kind` says which way they go.
 */
import type { Payer } from '../sharing/use.ts'

export type Address = {
  /** street lines, at least one */
  lines: string[]
  postcode: string
  city: string
  /** ISO 3166-1 alpha-2 */
  country: string
}

export type Party = {
  /** id of the issuer, member or organisation */
  id: string
  name: string
  legal_form: string | null
  address: Address
  siren: string | null
  siret: string | null
  vat_number: string | null
  email: string | null
}

export type Seller = Party & {
  /** share capital and register, as company letterheads must state them; null: an association */
  capital_cents: number | null
  register: string | null
  iban: string | null
  bic: string | null
}

export type Buyer = Party & {
  payer: Payer
  /** a business gets SIREN, category of operation and the 40 € of art. D441-5; a consumer does not */
  status: 'business' | 'consumer'
  /** number of the buyer's own order, where it gave one (L441-9, I; BT-13), and what it wants to be found by (BT-10) */
  purchase_order?: string
  buyer_reference?: string
}

/**
 * UNTDID 5305: `S` taxed, `E` exempt (franchise of art. 293 B, or 261 B), `AE` reverse charge, `O` outside the scope.
 * The rate is in hundredths of a per cent: 20 % is 2 000, 5.5 % is 550.
 */
export type VatCategory = 'S' | 'E' | 'AE' | 'O'
export type Vat = { category: VatCategory; rate_bp: number; exemption: VatExemption | null }
export type VatExemption = {
  /** VATEX code of EN 16931, where there is one */
  code: string | null
  /** the sentence the invoice must carry */
  text: string
}

/** UN/ECE Recommendation 20: piece, hour, kilowatt-hour, square metre. */
export type Unit = 'C62' | 'HUR' | 'KWH' | 'MTK'

export type DocumentLine = {
  /** `1`, `2`, … */
  id: string
  label: string
  /** what was counted and how, in words; null: the label says it all */
  detail: string | null
  /** with four decimals (BR-FR-DEC-02): an hour to 0.36 s. Quantity × price always rounds to `net_cents` */
  quantity_ten_thousandths: number
  unit: Unit
  /** price of one unit in hundred-thousandths of a euro, never negative (EN 16931 BR-27): what is given back counts a negative quantity */
  unit_price_mc: number
  net_cents: number
  vat: Vat
  /** the pool, tariff or machine it comes from, for the books and the reader */
  kind: string
  pool: string | null
  machine: string | null
  /** whose use it is, where one payer pays for several; empty: the payer's own */
  member: string | null
  order: string | null
  /** the closed month it corrects */
  adjusts: string | null
  /** id of the line it takes back, of the document a credit note refers to; null elsewhere */
  credits: string | null
  /** references into the closed statement: what proves the line */
  sessions: string[]
}

/** One row of the VAT table. `vat_cents` is rounded once, half up, on the sum of the base. */
export type VatTotal = { vat: Vat; base_cents: number; vat_cents: number }

export type Terms = {
  due_date: string
  /** yearly, in hundredths of a per cent; L441-10 Code de commerce */
  penalty_rate_bp: number | null
  /** the sentence about discount for early payment */
  discount: string
  /** 40 € of D441-5: businesses only */
  recovery_cents: number | null
  /** how it will be paid; a debit names its mandate, the creditor's SEPA identifier (ICS, EN 16931 BT-90) and the day it is taken */
  means: { kind: 'transfer' } | { kind: 'debit'; mandate: string; creditor: string; date: string } | { kind: 'none' }
}

export type DocumentKind = 'invoice' | 'credit-note'

export type AccountingDocument = {
  /** which edition of this type it was written by */
  edition: 1
  kind: DocumentKind
  /** `FAB-2026-0001`; unbroken within `series` */
  number: string
  series: string
  /** position in the series, from 1 (or after the last number of the old books) */
  sequence: number
  issuer: string
  issue_date: string
  /** the month it bills; a settlement bills a year `yyyy` */
  period: string
  reason: 'month' | 'settlement' | 'correction' | 'manual'
  /** what a credit note credits: one document, or those of a year or of closed months; oldest first. Invoices: mostly empty */
  refers_to: Reference[]
  seller: Seller
  buyer: Buyer
  /** category of operation (mandatory mention from 2026 on for businesses) */
  operation: 'services' | 'goods' | 'mixed'
  /** VAT falls due on debits where the seller opted for it, else on payment */
  vat_on_debits: boolean
  lines: DocumentLine[]
  vat_totals: VatTotal[]
  net_cents: number
  vat_cents: number
  gross_cents: number
  /** advances already invoiced and paid, deducted from what is due */
  prepaid_cents: number
  due_cents: number
  terms: Terms
  /** every sentence the law wants on it, in order; also the BR-FR notes */
  mentions: Mention[]
  /** machine time per day of the month, for the bars: ISO date → ms */
  days: { date: string; running_ms: number }[]
  /** hash of the closed statement it was made from, and the journal entry that closed it; null for manual ones */
  statement_hash: string | null
  closed_n: number | null
  /** SHA-256 of the logo it is printed with; null: none. Absent: issued before this was kept, and printed with today's */
  logo?: string | null
}

/** Number and date of an earlier document: CGI ann. II art. 242 nonies A, EN 16931 BG-3. */
export type Reference = { number: string; issue_date: string }

/** `code` is the BR-FR subject code (PMT, PMD, AAB) where the mention has one. */
export type Mention = { code: string | null; text: string }
