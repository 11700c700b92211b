/** What the lines come to: VAT per rate and how to pay on the left, the sums and the evidence on the right. */
import type { AccountingDocument, VatTotal } from '#server/domain/accounting/document.ts'
import { euros, figures, percent } from '../text/amounts.ts'
import { drawEvidence, evidenceHeight } from './evidence.ts'
import type { Block } from './flow.ts'
import { column } from './letterhead.ts'
import { AMOUNT, BODY, CHALK, CONTENT, HEAD, INK, leading, QUIET, rise, STRONG, STRONG_AMOUNT } from './look.ts'
import { drawPay, payHeight } from './pay.ts'
import type { Pen } from './pen.ts'
import { payment } from './summary.ts'
import { taxed } from './table.ts'

const VAT_WIDTH = 215
const SUMS_LEFT = CONTENT.left + 275
const GAP = 12
const ROW = leading(BODY) + 4

type Row = { label: string; cents: number; strong?: boolean }

function sums(document: AccountingDocument): Row[] {
  const with_vat = taxed(document)
  const due = document.kind === 'credit-note' ? payment(document).above : 'À payer'
  return [
    ...(with_vat ? [{ label: 'Total HT', cents: document.net_cents }] : []),
    ...(with_vat ? [{ label: 'TVA', cents: document.vat_cents }] : []),
    { label: with_vat ? 'Total TTC' : 'Total', cents: document.gross_cents },
    ...(document.prepaid_cents === 0 ? [] : [{ label: 'Avances déjà facturées', cents: -document.prepaid_cents }]),
    { label: due, cents: document.due_cents, strong: true },
  ]
}

function drawSums(pen: Pen, document: AccountingDocument, top: number): void {
  let at = top
  for (const { label, cents, strong } of sums(document)) {
    if (strong === true) pen.around(() => pen.rule(SUMS_LEFT, at + 1, CONTENT.right - SUMS_LEFT, INK, 0.7))
    const baseline = at + (strong === true ? 6 : 2) + rise(BODY)
    pen.as('P', () => {
      pen.write(label, SUMS_LEFT, baseline, strong === true ? STRONG : BODY)
      pen.write(euros(cents), CONTENT.right, baseline, strong === true ? STRONG_AMOUNT : AMOUNT, 'right')
    })
    at += ROW
  }
}

function drawVat(pen: Pen, totals: VatTotal[], top: number): void {
  const columns = { base: CONTENT.left + 140, vat: CONTENT.left + VAT_WIDTH }
  const line = (type: 'TH' | 'TD', texts: [string, string, string], baseline: number, style: typeof AMOUNT): void =>
    pen.group('TR', () => {
      pen.as(type, () => pen.write(texts[0], CONTENT.left, baseline, style))
      pen.as(type, () => pen.write(texts[1], columns.base, baseline, style, 'right'))
      pen.as(type, () => pen.write(texts[2], columns.vat, baseline, style, 'right'))
    })
  pen.group('Table', () => {
    line('TH', ['Taux de TVA', 'Base HT', 'TVA'], top + 2 + rise(HEAD), HEAD)
    pen.around(() => pen.rule(CONTENT.left, top + 15, VAT_WIDTH, CHALK, 0.5))
    for (const [i, { vat, base_cents, vat_cents }] of totals.entries()) {
      const rate = vat.category === 'S' ? percent(vat.rate_bp) : 'sans TVA'
      line('TD', [rate, figures(base_cents), figures(vat_cents)], top + 18 + i * ROW + rise(BODY), AMOUNT)
    }
  })
}

/** Why there is no VAT, once each. */
const exemptions = (totals: VatTotal[]): string[] => [
  ...new Set(totals.flatMap(({ vat }) => (vat.exemption === null ? [] : [vat.exemption.text]))),
]

export function totals(pen: Pen, document: AccountingDocument, evidence_url: string | null): Block {
  const why = exemptions(document.vat_totals)
  const vat_height = taxed(document) ? 22 + document.vat_totals.length * ROW : 2
  const why_height = why.flatMap(text => pen.lines(text, QUIET, VAT_WIDTH)).length * leading(QUIET)
  const sums_height = sums(document).length * ROW + 8
  const below = vat_height + why_height + GAP
  return {
    height: GAP + Math.max(below + payHeight(document), GAP + sums_height + evidenceHeight(evidence_url)),
    keep: true,
    draw: top => {
      drawSums(pen, document, top + GAP)
      if (taxed(document)) drawVat(pen, document.vat_totals, top + GAP)
      if (why.length > 0) pen.as('P', () => column(pen, why, QUIET, CONTENT.left, top + GAP + vat_height, VAT_WIDTH))
      drawPay(pen, document, top + GAP + below)
      drawEvidence(pen, evidence_url, top + 2 * GAP + sums_height)
    },
  }
}
