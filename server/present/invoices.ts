/** Drafts, issued documents and their proofs as HTTP shows them. */

import type { InvoiceProof } from '#server/accounts/prove.ts'
import type {
  DraftProblem,
  DraftView,
  InvoiceDetail,
  InvoiceProofView,
  InvoiceRow,
  LineView,
} from '#server/contract/invoices.ts'
import { creditKey } from '#server/domain/accounting/credit.ts'
import type { AccountingDocument, DocumentLine, VatTotal } from '#server/domain/accounting/document.ts'
import type { Draft } from '#server/domain/accounting/draft.ts'
import { figuresOf } from '#server/domain/accounting/issued.ts'
import { leftOfAll, leftOfLines } from '#server/domain/accounting/left.ts'
import { type InvoiceProblem, problemWords } from '#server/domain/accounting/problems.ts'
import { at } from './words.ts'

export const presentProblem = (one: InvoiceProblem): DraftProblem => ({
  ...{ code: one.code, params: { ...one.params }, text: problemWords(one) },
})

const presentLine = (line: DocumentLine, left_cents: number | null): LineView => {
  const { id, label, detail, net_cents, vat, order, adjusts, sessions } = line
  const rate_percent = vat.rate_bp / 100
  return { id, label, detail, net_cents, rate_percent, order, adjusts, sessions: sessions.length, left_cents }
}

const presentVat = ({ vat, base_cents, vat_cents }: VatTotal) => ({
  ...{ rate_percent: vat.rate_bp / 100, exemption: vat.exemption?.text ?? null, base_cents, vat_cents },
})

export function presentDraft(draft: Draft, name: string, issuer_name: string): DraftView {
  const { key, kind, issuer, payer, net_cents, vat_cents, gross_cents, lines, vat_totals, problems } = draft
  return {
    ...{
      key,
      kind,
      issuer,
      issuer_name,
      payer,
      name: draft.paper?.buyer.name ?? name,
      net_cents,
      vat_cents,
      gross_cents,
    },
    lines: lines.map(line => presentLine(line, null)),
    vat: vat_totals.map(presentVat),
    problems: problems.map(presentProblem),
  }
}

export function presentInvoice(document: AccountingDocument): InvoiceRow {
  const { number, kind, issuer, buyer, issue_date, terms, period, reason, refers_to } = document
  const { net_cents, vat_cents, gross_cents } = document
  return {
    ...{ number, kind, issuer, payer: buyer.payer, name: buyer.name, issue_date, due_date: terms.due_date, period },
    ...{ reason, refers_to, net_cents, vat_cents, gross_cents },
  }
}

/** A settlement refers to its advances and corrects none of them; an invoice of the old books is not here to be shown. */
function correctionsOf(document: AccountingDocument, documents: readonly AccountingDocument[]) {
  const corrects = ({ kind, reason, refers_to }: AccountingDocument, { number }: AccountingDocument): boolean =>
    kind === 'credit-note' && reason !== 'settlement' && refers_to.some(one => one.number === number)
  return {
    corrects: documents.filter(one => corrects(document, one)).map(({ number }) => number),
    credited_by: documents
      .filter(one => corrects(one, document))
      .map(({ number, issue_date, gross_cents }) => ({ number, issue_date, gross_cents })),
  }
}

/** `documents`: those of the same payer. */
export function presentInvoiceDetail(
  document: AccountingDocument,
  documents: readonly AccountingDocument[],
): InvoiceDetail {
  const invoice = document.kind === 'invoice'
  const left = leftOfLines(document, documents)
  return {
    ...presentInvoice(document),
    seller: document.seller.name,
    lines: document.lines.map(line => presentLine(line, invoice ? (left.get(line.id) ?? 0) : null)),
    vat: document.vat_totals.map(presentVat),
    mentions: document.mentions.map(({ text }) => text),
    ...correctionsOf(document, documents),
    left_cents: invoice ? (leftOfAll(documents.map(figuresOf)).get(document.number) ?? 0) : null,
    credit_key: invoice ? creditKey(document.number, documents) : null,
  }
}

export function presentInvoiceProof(proof: InvoiceProof): InvoiceProofView {
  const { number, period, issued, closing, statement_hash, head, lines, settled, problems } = proof
  const { n, chain, payload_hash, received_at_ms, entry } = issued
  return {
    ...{ number, period, document_hash: entry.document_hash, series_chain: entry.series_chain, statement_hash },
    issued: { n, chain, payload_hash, received: at(received_at_ms) },
    closing: closing === null ? null : { n: closing.n, chain: closing.chain },
    head,
    settled,
    lines: lines.map(({ things, ...line }) => ({
      ...line,
      things: things.map(({ ref, ...thing }) => ({ id: ref, ...thing })),
    })),
    problems,
  }
}
