/**
 * A document before it has a number and a date: what it will say, and everything that still keeps it from being issued. A draft
 * is made anew each time it is looked at; nothing of it is kept.
 */
import type { Directory, IssuerFacts } from '../directory.ts'
import type { Payer } from '../sharing/use.ts'
import { billingOf } from '../sharing/validity.ts'
import { addDays } from '../time.ts'
import { collectionDay, type DebitTimes } from './debit-calendar.ts'
import type {
  AccountingDocument,
  Buyer,
  DocumentKind,
  DocumentLine,
  Reference,
  Seller,
  Terms,
  VatTotal,
} from './document.ts'
import { mentionsOf, RECOVERY_CENTS } from './mentions.ts'
import { firstOf, numberOf, seriesOf } from './numbering.ts'
import { buyerOf, documentedOn, type Known, type People, sellerOf } from './parties.ts'
import { COLLECTING } from './payment-settings.ts'
import { type InvoiceProblem, problem } from './problems.ts'
import { basisPoints, type InvoicingFacts } from './settings.ts'
import { regimeOn, sumsOf, vatTotals } from './vat.ts'

/** What is billed, before it is known whether it can be: amounts of a credit note are positive. */
export type Content = {
  /** nothing is issued twice under one key */
  key: string
  kind: DocumentKind
  reason: AccountingDocument['reason']
  issuer: string
  payer: Payer
  /** `yyyy-mm`, or the settled year */
  period: string
  /** the day whose rules hold: the last of what it bills */
  date: string
  refers_to: Reference[]
  lines: DocumentLine[]
  vat_totals: VatTotal[]
  days: AccountingDocument['days']
  statement_hash: string | null
  closed_n: number | null
}

type Mandate = { mandate: string; creditor: string }
type Paper = { seller: Seller; buyer: Buyer; invoicing: InvoicingFacts; mandate: Mandate | null }

export type Draft = Content & {
  net_cents: number
  vat_cents: number
  gross_cents: number
  /** in the order they should be put right; empty: it can be issued */
  problems: InvoiceProblem[]
  /** null while problems keep it from being known */
  paper: Paper | null
}

export function draftOf(content: Content, directory: Directory, people: People, more: InvoiceProblem[] = []): Draft {
  const buyer = buyerOf(content.payer, directory, people)
  const issuer = issuerIn(directory, content.issuer)
  const problems = [...exemptionProblems(issuer, directory, content), ...buyer.problems, ...more]
  return drafted(content, directory, people, { party: withOrder(buyer.party, content, directory), problems })
}

/** Without a standing order of theirs: that of the only order the document is about. Several stand with their lines. */
function withOrder(buyer: Buyer | null, { lines }: Content, { orders }: Directory): Buyer | null {
  if (buyer === null || buyer.purchase_order !== undefined) return buyer
  const numbers = new Set(
    lines.map(({ order }) => (order === null ? null : (orders.get(order)?.purchase_order ?? null))),
  )
  const [purchase_order = null] = numbers
  return numbers.size !== 1 || purchase_order === null ? buyer : { ...buyer, purchase_order }
}

/** A credit note goes to whoever the invoice went to, as it named them; what holds today is not asked again. */
export const creditDraftOf = (content: Content, buyer: Buyer, directory: Directory, people: People): Draft =>
  drafted(content, directory, people, { party: buyer, problems: [] })

function drafted(content: Content, directory: Directory, people: People, buyer: Known<Buyer>): Draft {
  const issuer = issuerIn(directory, content.issuer)
  const { payer, date, vat_totals } = content
  const seller = sellerOf(issuer, people, date)
  const status = buyer.party?.status ?? null
  const problems = [...seller.problems, ...issuerProblems(issuer, directory, status), ...buyer.problems]
  const invoicing = issuer.invoicing ?? null
  const paper =
    seller.party === null || buyer.party === null || invoicing === null
      ? null
      : { seller: seller.party, buyer: buyer.party, invoicing, mandate: mandateOf(issuer, payer, people) }
  return { ...content, ...sumsOf(vat_totals), problems, paper }
}

export function issuerIn(directory: Directory, id: string): IssuerFacts {
  const issuer = directory.issuers.get(id)
  if (issuer === undefined) throw new RangeError(`there is no issuer ${id}`)
  return issuer
}

/** Of the issuer alone, where it bills somebody of this kind. */
export function issuerProblems(
  issuer: IssuerFacts,
  directory: Directory,
  status: Buyer['status'] | null,
): InvoiceProblem[] {
  const { id, invoicing } = issuer
  if (invoicing == null) return []
  const prefix = issuer.invoice_series ?? null
  const other = [...directory.issuers.values()].find(
    one =>
      one.id !== id && prefix !== null && (one.invoice_series === prefix || one.invoicing?.credit_series === prefix),
  )
  return [
    ...(prefix === null ? [problem('series-missing', { issuer: id })] : []),
    ...(other === undefined ? [] : [problem('series-shared', { issuer: id, other: other.id })]),
    ...(status === 'business' && invoicing.penalty_percent === null
      ? [problem('penalty-missing', { issuer: id })]
      : []),
  ]
}

function exemptionProblems(issuer: IssuerFacts, directory: Directory, { payer, date }: Content): InvoiceProblem[] {
  if (regimeOn(issuer, date) !== 'exempt') return []
  const exemption = issuer.invoicing?.exemption ?? null
  if (exemption === null) return issuer.invoicing == null ? [] : [problem('exemption-missing', { issuer: issuer.id })]
  if (exemption.basis !== 'cost-sharing') return []
  const undocumented = exemption.undocumented === 'refuse' && !documentedOn(payer, directory, date)
  return [
    ...(billingOf(directory, issuer.id) === 'tariff' ? [problem('exemption-with-tariffs', { issuer: issuer.id })] : []),
    ...(undocumented ? [problem('status-undocumented', { payer: payer.id })] : []),
  ]
}

/** Where the issuer collects by debit and the payer has signed it a mandate that holds on the day. */
function mandateOf(issuer: IssuerFacts, payer: Payer, people: People): Mandate | null {
  const creditor = people.banks.get(issuer.id)?.sepa_creditor_id ?? null
  const mandate = people.mandates.get(`${issuer.id}/${payer.kind}/${payer.id}`)
  const iban = people.contacts.get(`${payer.kind}/${payer.id}`)?.iban ?? null
  if (issuer.invoicing?.collect !== 'debit' || creditor === null || iban === null) return null
  if (mandate === undefined || mandate.signed === null || mandate.revoked !== null) return null
  return { mandate: mandate.reference, creditor }
}

/** First number and series it would get on a day; null where the issuer has none. */
export function placeOf(
  draft: Draft,
  directory: Directory,
  issue_date: string,
): { series: string; first: number } | null {
  const issuer = issuerIn(directory, draft.issuer)
  const series = seriesOf(issuer, draft.kind, issue_date)
  return series === null ? null : { series, first: firstOf(issuer, series) }
}

export type Place = { series: string; sequence: number; issue_date: string }

/** The document with its number and date. Only of a draft without problems. */
export function finish(
  draft: Draft,
  { series, sequence, issue_date, logo }: Place & { logo: string | null },
  directory: Directory,
): AccountingDocument {
  const { paper, kind, reason, issuer, period, refers_to, lines, vat_totals, days, statement_hash, closed_n } = draft
  if (paper === null || draft.problems.length > 0) throw new RangeError(`draft ${draft.key} cannot be issued`)
  const { seller, buyer, invoicing } = paper
  const { net_cents, vat_cents, gross_cents } = draft
  const operation = operationOf(lines, invoicing)
  const vat_on_debits = invoicing.vat_on_debits_from !== null && invoicing.vat_on_debits_from <= issue_date
  const times: DebitTimes = { ...COLLECTING, ...issuerIn(directory, issuer).collecting }
  const provisional = reason === 'month' && billingOf(directory, issuer) === 'provisional'
  return {
    ...{ edition: 1, kind, number: numberOf(series, sequence), series, sequence, issuer, issue_date, period, reason },
    ...{ refers_to, seller, buyer, operation, vat_on_debits, lines, vat_totals, net_cents, vat_cents, gross_cents },
    ...{ prepaid_cents: 0, due_cents: gross_cents, terms: termsOf(paper, kind, issue_date, times) },
    mentions: mentionsOf({
      ...{ kind, reason, period, buyer, lines, refers_to, operation, vat_on_debits, provisional, invoicing },
    }),
    ...{ days, statement_hash, closed_n, logo },
  }
}

function operationOf(lines: readonly DocumentLine[], { goods }: InvoicingFacts): AccountingDocument['operation'] {
  const sold = lines.filter(({ kind }) => (goods as readonly string[]).includes(kind)).length
  return sold === 0 ? 'services' : sold === lines.length ? 'goods' : 'mixed'
}

function termsOf(
  { buyer, seller, invoicing, mandate }: Paper,
  kind: DocumentKind,
  issue_date: string,
  times: DebitTimes,
): Terms {
  const business = buyer.status === 'business'
  const { penalty_percent, discount, payment_days } = invoicing
  const due_date = addDays(issue_date, kind === 'credit-note' ? 0 : payment_days)
  const transfer: Terms['means'] = seller.iban === null ? { kind: 'none' } : { kind: 'transfer' }
  return {
    due_date,
    penalty_rate_bp: business && penalty_percent !== null ? basisPoints(penalty_percent) : null,
    discount,
    recovery_cents: business ? RECOVERY_CENTS : null,
    means:
      kind === 'credit-note'
        ? { kind: 'none' }
        : mandate === null
          ? transfer
          : // What is announced is what can be done: told in time (AT-59), due, within the bank's reach, on a TARGET day
            { kind: 'debit', ...mandate, date: collectionDay({ issue_date, due_date }, issue_date, times) },
  }
}

/** Positive as an invoice says it, or as a credit note does. */
export function signed(lines: readonly DocumentLine[]): {
  kind: DocumentKind
  lines: DocumentLine[]
  vat_totals: VatTotal[]
} {
  const vat_totals = vatTotals(lines)
  if (sumsOf(vat_totals).gross_cents >= 0) return { kind: 'invoice', lines: [...lines], vat_totals }
  const turned = lines.map(line => ({
    ...line,
    net_cents: -line.net_cents,
    quantity_ten_thousandths: -line.quantity_ten_thousandths,
  }))
  return { kind: 'credit-note', lines: turned, vat_totals: vatTotals(turned) }
}
