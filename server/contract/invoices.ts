/** Invoices and credit notes over HTTP. Cents, days `yyyy-mm-dd`, months `yyyy-mm` (a settlement: `yyyy`). */
import * as z from 'zod'

const Day = z.iso.date()
const natural = z.int().min(0)
export const PayerView = z.object({ kind: z.enum(['member', 'organisation', 'cooperative']), id: z.string() })
export const DocumentKindView = z.enum(['invoice', 'credit-note'])

/** Why a draft cannot go out; `text` is English, `code` and `params` are for other languages. */
export const DraftProblem = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
})
export type DraftProblem = z.infer<typeof DraftProblem>

export const VatView = z.object({
  rate_percent: z.number(),
  exemption: z.string().nullable(),
  base_cents: z.int(),
  vat_cents: z.int(),
})
export const LineView = z.object({
  id: z.string(),
  label: z.string(),
  detail: z.string().nullable(),
  net_cents: z.int(),
  rate_percent: z.number(),
  order: z.string().nullable(),
  adjusts: z.string().nullable(),
  /** how many sessions it rests on */
  sessions: natural,
  /** net cents not credited yet; of an issued invoice only */
  left_cents: z.int().nullable(),
})
export type LineView = z.infer<typeof LineView>

const Sums = { net_cents: z.int(), vat_cents: z.int(), gross_cents: z.int() }

export const DraftView = z.object({
  /** names it when it is issued */
  key: z.string(),
  kind: DocumentKindView,
  issuer: z.string(),
  issuer_name: z.string(),
  payer: PayerView,
  name: z.string(),
  ...Sums,
  lines: z.array(LineView),
  vat: z.array(VatView),
  problems: z.array(DraftProblem),
})
export type DraftView = z.infer<typeof DraftView>

export const InvoiceRow = z.object({
  number: z.string(),
  kind: DocumentKindView,
  issuer: z.string(),
  payer: PayerView,
  name: z.string(),
  issue_date: Day,
  due_date: Day,
  period: z.string(),
  reason: z.enum(['month', 'settlement', 'correction', 'manual']),
  refers_to: z.array(z.object({ number: z.string(), issue_date: Day })),
  ...Sums,
})
export type InvoiceRow = z.infer<typeof InvoiceRow>

/** Where a document that is out stands. What is late is still open; what is settled was paid, credited or let be. */
export const INVOICE_STATES = ['open', 'late', 'settled', 'credit-note'] as const
export type InvoiceState = (typeof INVOICE_STATES)[number]
/** `open_cents`: what is still to be paid of an invoice; null of a credit note. */
export const IssuedRow = InvoiceRow.extend({ open_cents: z.int().nullable() })
export type IssuedRow = z.infer<typeof IssuedRow>

export const InvoiceDrafts = z.object({
  period: z.string(),
  /** of what is shown; given back when it is issued */
  drafts_hash: z.string(),
  drafts: z.array(DraftView),
  /** who comes to nothing and gets no document */
  nothing: z.array(z.object({ issuer: z.string(), payer: PayerView, name: z.string() })),
  issued: z.array(InvoiceRow),
})
export type InvoiceDrafts = z.infer<typeof InvoiceDrafts>

export const InvoicesIssued = z.object({
  issued: z.array(InvoiceRow),
  blocked: z.array(z.object({ key: z.string(), problems: z.array(DraftProblem) })),
})
export type InvoicesIssued = z.infer<typeof InvoicesIssued>

export const InvoiceDetail = InvoiceRow.extend({
  seller: z.string(),
  lines: z.array(LineView),
  vat: z.array(VatView),
  mentions: z.array(z.string()),
  /** gross cents not credited yet; null of a credit note */
  left_cents: z.int().nullable(),
  /** invoices this credit note is on */
  corrects: z.array(z.string()),
  /** credit notes on this invoice, in the order they were issued */
  credited_by: z.array(z.object({ number: z.string(), issue_date: Day, gross_cents: z.int() })),
  /** names the next credit note on it, so that an order given twice is one */
  credit_key: z.string().nullable(),
})
export type InvoiceDetail = z.infer<typeof InvoiceDetail>

const Link = z.object({ n: z.int(), chain: z.string() })
export const InvoiceProofView = z.object({
  number: z.string(),
  period: z.string(),
  document_hash: z.string(),
  series_chain: z.string(),
  statement_hash: z.string().nullable(),
  issued: Link.extend({ received: z.string(), payload_hash: z.string() }),
  closing: Link.nullable(),
  head: Link,
  lines: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      net_cents: z.int(),
      things: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(['session', 'run', 'declared']),
          first_n: z.int(),
          last_n: z.int().nullable(),
          chain: z.string().nullable(),
          /** journal entries, and how many of them still hold their frame; of the others only the hash is kept */
          entries: natural,
          frames: natural,
        }),
      ),
    }),
  ),
  /** of a settlement: what was charged in advance and the actual share of each month, and what was taken off */
  settled: z
    .object({
      months: z.array(z.object({ period: z.string(), advance_cents: z.int(), share_cents: z.int() })),
      advances: z.array(z.object({ number: z.string(), net_cents: z.int() })),
      balance_cents: z.int(),
    })
    .nullable(),
  problems: z.array(z.string()),
})
export type InvoiceProofView = z.infer<typeof InvoiceProofView>

/** Closed months, newest first, and how far each is out. */
export const InvoiceMonths = z.object({
  items: z.array(z.object({ period: z.string(), issued: natural, gross_cents: z.int() })),
})
export type InvoiceMonths = z.infer<typeof InvoiceMonths>
