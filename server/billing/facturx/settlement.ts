/** How much, by when and how: payment means (BG-16), VAT (BG-23), period (BG-14), totals (BG-22), what is credited (BG-3). */
import type { AccountingDocument, Reference } from '#server/domain/accounting/document.ts'
import { dateTime, daysOf, formattedDateTime } from './dates.ts'
import { amount } from './decimals.ts'
import { type Element, el, optional, text } from './element.ts'
import { taxes } from './tax.ts'

const CURRENCY = 'EUR'
/** UNTDID 4461: SEPA credit transfer, SEPA direct debit. */
const TRANSFER = '58'
const DEBIT = '59'

/** A transfer needs an account to go to (BR-61): without one the document names no means. */
function means({ terms, seller }: AccountingDocument): Element | null {
  const name = 'ram:SpecifiedTradeSettlementPaymentMeans'
  if (terms.means.kind === 'debit') return el(name, text('ram:TypeCode', DEBIT))
  if (terms.means.kind === 'none' || seller.iban === null) return null
  return el(
    name,
    text('ram:TypeCode', TRANSFER),
    el('ram:PayeePartyCreditorFinancialAccount', text('ram:IBANID', seller.iban)),
    seller.bic === null ? null : el('ram:PayeeSpecifiedCreditorFinancialInstitution', text('ram:BICID', seller.bic)),
  )
}

function period(of: string): Element {
  const { first, last } = daysOf(of)
  return el('ram:BillingSpecifiedPeriod', dateTime('ram:StartDateTime', first), dateTime('ram:EndDateTime', last))
}

const terms = ({ terms }: AccountingDocument): Element =>
  el(
    'ram:SpecifiedTradePaymentTerms',
    optional('ram:Description', terms.discount),
    dateTime('ram:DueDateDateTime', terms.due_date),
    terms.means.kind === 'debit' ? text('ram:DirectDebitMandateID', terms.means.mandate) : null,
  )

const sums = (document: AccountingDocument): Element =>
  el(
    'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
    text('ram:LineTotalAmount', amount(document.net_cents)),
    text('ram:TaxBasisTotalAmount', amount(document.net_cents)),
    text('ram:TaxTotalAmount', amount(document.vat_cents), { currencyID: CURRENCY }),
    text('ram:GrandTotalAmount', amount(document.gross_cents)),
    document.prepaid_cents === 0 ? null : text('ram:TotalPrepaidAmount', amount(document.prepaid_cents)),
    text('ram:DuePayableAmount', amount(document.due_cents)),
  )

const credited = ({ number, issue_date }: Reference): Element =>
  el(
    'ram:InvoiceReferencedDocument',
    text('ram:IssuerAssignedID', number),
    formattedDateTime('ram:FormattedIssueDateTime', issue_date),
  )

export function settlement(document: AccountingDocument): Element {
  const debit = document.terms.means.kind === 'debit' ? document.terms.means : null
  return el(
    'ram:ApplicableHeaderTradeSettlement',
    optional('ram:CreditorReferenceID', debit?.creditor ?? null),
    text('ram:PaymentReference', document.number),
    text('ram:InvoiceCurrencyCode', CURRENCY),
    means(document),
    ...taxes(document),
    period(document.period),
    terms(document),
    sums(document),
    ...document.refers_to.map(credited),
  )
}
