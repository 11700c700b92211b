/**
 * A document as UN/CEFACT Cross Industry Invoice D16B in the profile EN 16931 of Factur-X, with the rules French platforms
 * add (BR-FR, AFNOR XP Z12-012). Content only, as a tree of strings: `xml.ts` writes it down.
 */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { dateTime, daysOf } from './dates.ts'
import { type Element, el, optional, text } from './element.ts'
import { line } from './line.ts'
import { notes } from './notes.ts'
import { buyer, seller } from './party.ts'
import { settlement } from './settlement.ts'

const EN_16931 = 'urn:cen.eu:en16931:2017'
/** UNTDID 1001. A credit note's amounts are positive; its type says which way they go. */
const TYPE = { invoice: '380', 'credit-note': '381' } as const
/** BT-23, BR-FR-08: what was supplied, and whether this is what remains after advances that were invoiced. */
const SUPPLY = { services: 'S', goods: 'B', mixed: 'M' } as const
const FIRST = '1'
const AFTER_ADVANCES = '4'

const process = ({ operation, prepaid_cents }: AccountingDocument): string =>
  SUPPLY[operation] + (prepaid_cents === 0 ? FIRST : AFTER_ADVANCES)

/** BT-13; Code de commerce L441-9, I. */
const order = ({ purchase_order }: AccountingDocument['buyer']): Element | null =>
  purchase_order === undefined
    ? null
    : el('ram:BuyerOrderReferencedDocument', text('ram:IssuerAssignedID', purchase_order))

export function crossIndustryInvoice(document: AccountingDocument): Element {
  const outside_vat = document.vat_totals.some(total => total.vat.category === 'O')
  return el(
    'rsm:CrossIndustryInvoice',
    el(
      'rsm:ExchangedDocumentContext',
      el('ram:BusinessProcessSpecifiedDocumentContextParameter', text('ram:ID', process(document))),
      el('ram:GuidelineSpecifiedDocumentContextParameter', text('ram:ID', EN_16931)),
    ),
    el(
      'rsm:ExchangedDocument',
      text('ram:ID', document.number),
      text('ram:TypeCode', TYPE[document.kind]),
      dateTime('ram:IssueDateTime', document.issue_date),
      ...notes(document),
    ),
    el(
      'rsm:SupplyChainTradeTransaction',
      ...document.lines.map(line),
      el(
        'ram:ApplicableHeaderTradeAgreement',
        optional('ram:BuyerReference', document.buyer.buyer_reference ?? null),
        seller(document.seller, outside_vat),
        buyer(document.buyer, outside_vat),
        order(document.buyer),
      ),
      el(
        'ram:ApplicableHeaderTradeDelivery',
        el('ram:ActualDeliverySupplyChainEvent', dateTime('ram:OccurrenceDateTime', daysOf(document.period).last)),
      ),
      settlement(document),
    ),
  )
}
