/** The VAT breakdown (BG-23). */
import type { AccountingDocument, VatTotal } from '#server/domain/accounting/document.ts'
import { amount } from './decimals.ts'
import { type Element, el, optional, text } from './element.ts'
import { rate } from './line.ts'

/** UNTDID 2475: when VAT falls due. On debits, with the invoice; else on payment for services and on delivery for goods. */
function dueCode(document: AccountingDocument): string | null {
  if (document.vat_on_debits) return '5'
  if (document.operation === 'services') return '72'
  return document.operation === 'goods' ? '29' : null
}

/** One row for each category and rate (BR-S-08, BR-E-01): two grounds of exemption share it, and both are named. */
export function merged(totals: VatTotal[]): VatTotal[] {
  const rows = new Map<string, VatTotal>()
  for (const total of totals) {
    const key = `${total.vat.category}/${total.vat.rate_bp}`
    const row = rows.get(key)
    rows.set(key, row === undefined ? total : together(row, total))
  }
  return [...rows.values()]
}

function together(a: VatTotal, b: VatTotal): VatTotal {
  const reasons = [a.vat.exemption, b.vat.exemption].filter(reason => reason !== null)
  const [first] = reasons
  const exemption =
    first === undefined
      ? null
      : {
          code: reasons.every(reason => reason.code === first.code) ? first.code : null,
          text: [...new Set(reasons.map(reason => reason.text))].join(' '),
        }
  return {
    vat: { ...a.vat, exemption },
    base_cents: a.base_cents + b.base_cents,
    vat_cents: a.vat_cents + b.vat_cents,
  }
}

export function taxes(document: AccountingDocument): Element[] {
  return merged(document.vat_totals).map(({ vat, base_cents, vat_cents }) =>
    el(
      'ram:ApplicableTradeTax',
      text('ram:CalculatedAmount', amount(vat_cents)),
      text('ram:TypeCode', 'VAT'),
      optional('ram:ExemptionReason', vat.exemption?.text ?? null),
      text('ram:BasisAmount', amount(base_cents)),
      text('ram:CategoryCode', vat.category),
      optional('ram:ExemptionReasonCode', vat.exemption?.code ?? null),
      optional('ram:DueDateTypeCode', vat.category === 'S' ? dueCode(document) : null),
      rate(vat),
    ),
  )
}
