/** A credit note on an issued invoice, whole or by line: it mirrors lines, rates and parties, and never gives back more than is left. */
import type { AccountingDocument, DocumentLine, VatTotal } from './document.ts'
import type { Content } from './draft.ts'
import { figuresOf } from './issued.ts'
import { leftOfAll, leftOfLines, notesOn } from './left.ts'
import { type InvoiceProblem, problem } from './problems.ts'
import { vatKey, vatOn_cents, vatTotals } from './vat.ts'

/** Null: all that is left of the document, or of the line. Amounts are net and positive as the invoice has them. */
export type CreditWish = { line: string; net_cents: number | null }[] | null

export type Credited = { kind: 'content'; content: Content } | { kind: 'problem'; problem: InvoiceProblem }

/** `credit/FAB-2026-0001/1`: the first credit note on it, the second, … */
export const creditKey = (number: string, documents: readonly AccountingDocument[]): string =>
  `credit/${number}/${notesOn(number, documents).length + 1}`

/** `documents`: those of the same payer, in the order they were issued. */
export function creditOf(
  invoice: AccountingDocument,
  wish: CreditWish,
  documents: readonly AccountingDocument[],
): Credited {
  const refused = (code: InvoiceProblem['code'], params: InvoiceProblem['params'] = {}): Credited => ({
    kind: 'problem',
    problem: problem(code, { number: invoice.number, ...params }),
  })
  if (invoice.kind !== 'invoice') return refused('credit-of-credit')
  const left = leftOfLines(invoice, documents)
  const wanted = wish ?? [...left].map(([line]) => ({ line, net_cents: null }))
  const lines: DocumentLine[] = []
  for (const { line: id, net_cents } of wanted) {
    const line = invoice.lines.find(one => one.id === id)
    const of_it = left.get(id) ?? 0
    if (line === undefined) return refused('no-such-line', { line: id })
    const cents = net_cents ?? of_it
    // A line may itself give something back: then so much less is left, with its sign
    if (Math.sign(cents) * Math.sign(of_it) < 0 || Math.abs(cents) > Math.abs(of_it))
      return refused('line-more-than-left', { line: id, cents, left: of_it })
    if (cents !== 0) lines.push(creditLine(line, cents, `${lines.length + 1}`))
  }
  if (lines.length === 0) return refused('nothing-left')
  const vat_totals = creditTotals(lines, notesOn(invoice.number, documents))
  const gross_cents = vat_totals.reduce((sum, { base_cents, vat_cents }) => sum + base_cents + vat_cents, 0)
  const left_cents = leftOfAll(documents.map(figuresOf)).get(invoice.number) ?? 0
  if (gross_cents <= 0) return refused('nothing-left')
  if (gross_cents > left_cents) return refused('credit-more-than-left', { cents: gross_cents, left: left_cents })
  const { issuer, buyer, period, statement_hash, closed_n } = invoice
  return {
    kind: 'content',
    content: {
      ...{ key: creditKey(invoice.number, documents), kind: 'credit-note', reason: 'correction', issuer, period },
      ...{ payer: buyer.payer, date: invoice.issue_date, lines, vat_totals, days: [], statement_hash, closed_n },
      refers_to: [{ number: invoice.number, issue_date: invoice.issue_date }],
    },
  }
}

/** As it was billed, where it is wholly taken back; else one piece of the amount. */
function creditLine(line: DocumentLine, cents: number, id: string): DocumentLine {
  const whole = cents === line.net_cents
  return {
    ...line,
    ...(whole
      ? {}
      : {
          ...{ quantity_ten_thousandths: cents < 0 ? -10_000 : 10_000, unit: 'C62' as const },
          unit_price_mc: Math.abs(cents) * 1_000,
        }),
    ...{ id, net_cents: cents, credits: line.id },
  }
}

/**
 * VAT of what is credited in all so far, less what was credited before: so the parts come to the invoice's VAT exactly, though
 * each may be a cent off its own half-up.
 */
function creditTotals(lines: readonly DocumentLine[], notes: readonly AccountingDocument[]): VatTotal[] {
  return vatTotals(lines).map(({ vat, base_cents }) => {
    const before = notes.flatMap(note => note.vat_totals.filter(total => vatKey(total.vat) === vatKey(vat)))
    const before_base = before.reduce((sum, total) => sum + total.base_cents, 0)
    const before_vat = before.reduce((sum, total) => sum + total.vat_cents, 0)
    return { vat, base_cents, vat_cents: vatOn_cents(before_base + base_cents, vat.rate_bp) - before_vat }
  })
}
