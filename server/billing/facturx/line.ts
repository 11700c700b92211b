/** One invoice line (BG-25). */
import type { DocumentLine, Vat } from '#server/domain/accounting/document.ts'
import { amount, percent, quantity, unitPrice } from './decimals.ts'
import { type Element, el, optional, text } from './element.ts'

/** A line outside the scope has no rate at all (BR-O-05). */
export const rate = (vat: Vat): Element | null =>
  vat.category === 'O' ? null : text('ram:RateApplicablePercent', percent(vat.rate_bp))

/** BG-32: what the line belongs to, for a program that books it. */
const characteristic = (description: string, value: string | null): Element | null =>
  value === null
    ? null
    : el('ram:ApplicableProductCharacteristic', text('ram:Description', description), text('ram:Value', value))

/** A price is never negative (BR-27): what is given back counts a negative quantity. */
function priced(line: DocumentLine): { price_mc: number; ten_thousandths: number } {
  const sign = line.unit_price_mc < 0 ? -1 : 1
  return { price_mc: sign * line.unit_price_mc, ten_thousandths: sign * line.quantity_ten_thousandths }
}

export function line(of: DocumentLine): Element {
  const { price_mc, ten_thousandths } = priced(of)
  return el(
    'ram:IncludedSupplyChainTradeLineItem',
    el('ram:AssociatedDocumentLineDocument', text('ram:LineID', of.id)),
    el(
      'ram:SpecifiedTradeProduct',
      text('ram:Name', of.label),
      optional('ram:Description', of.detail),
      characteristic('Machine', of.machine),
      characteristic('Charge commune', of.pool),
      characteristic('Membre', of.member),
      characteristic('Commande', of.order),
      characteristic('Rattrapage', of.adjusts),
    ),
    el(
      'ram:SpecifiedLineTradeAgreement',
      el('ram:NetPriceProductTradePrice', text('ram:ChargeAmount', unitPrice(price_mc))),
    ),
    el('ram:SpecifiedLineTradeDelivery', text('ram:BilledQuantity', quantity(ten_thousandths), { unitCode: of.unit })),
    el(
      'ram:SpecifiedLineTradeSettlement',
      el(
        'ram:ApplicableTradeTax',
        text('ram:TypeCode', 'VAT'),
        text('ram:CategoryCode', of.vat.category),
        rate(of.vat),
      ),
      el('ram:SpecifiedTradeSettlementLineMonetarySummation', text('ram:LineTotalAmount', amount(of.net_cents))),
    ),
  )
}
