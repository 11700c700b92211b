/**
 * What is wrong with an issuer's settings beyond their shape: check digits, rates France does not have, numbers of another series.
 * Each with the field it stands in, whoever asks: an atelier file or a page.
 */
import type { Directory, IssuerFacts } from '../directory.ts'
import { type DomainRefusal, type RefusalParams, type Said, said } from '../refusals.ts'
import { compactNumber, isSiren, isSiret, isVatNumber } from '../who/siren.ts'
import { continues } from './numbering.ts'
import { FRENCH_RATES_BP, type InvoicingFacts, isFrenchRate, type RateFacts } from './settings.ts'

export type Flaw = Said & { path: string }
type Known = { has(kind: 'pools' | 'tariffs', id: string): boolean }

const flaw = (path: string, code: DomainRefusal, params?: RefusalParams): Flaw => ({ path, ...said(code, params) })

/** Of the invoice settings alone; `prefix`: the series they continue. */
export function invoicingFlaws(invoicing: InvoicingFacts, prefix: string | null, known: Known): Flaw[] {
  const { siret, vat_number, last_number, numbering, vat_rates } = invoicing
  const continued = last_number === null || (prefix !== null && continues(prefix, numbering, last_number))
  return [
    ...numberFlaw('siret', siret, isSiret, 'wrong-siret'),
    ...numberFlaw('vat_number', vat_number, isVatNumber, 'wrong-vat-number'),
    ...(continued ? [] : [flaw('last_number', 'number-of-another-series', { series: prefix ?? '—' })]),
    ...rateFlaw('vat_rates.default', vat_rates.default),
    ...Object.entries(vat_rates.kinds).flatMap(([id, rate]) => rateFlaw(`vat_rates.kinds.${id}`, rate)),
    ...(['pools', 'tariffs'] as const).flatMap(kind =>
      Object.entries(vat_rates[kind]).flatMap(([id, rate]) => [
        ...rateFlaw(`vat_rates.${kind}.${id}`, rate),
        ...(known.has(kind, id) ? [] : [flaw(`vat_rates.${kind}.${id}`, NONE_OF[kind], { id })]),
      ]),
    ),
  ]
}

const NONE_OF = { pools: 'no-pool', tariffs: 'no-such-tariff' } as const
const RATES = FRENCH_RATES_BP.filter(bp => bp > 0)
  .map(bp => `${bp / 100}`)
  .join(', ')

export function numberFlaw(
  path: string,
  text: string | null | undefined,
  good: (text: string) => boolean,
  code: DomainRefusal,
): Flaw[] {
  return text == null || good(compactNumber(text).toUpperCase()) ? [] : [flaw(path, code)]
}

function rateFlaw(path: string, rate: RateFacts | undefined): Flaw[] {
  if (typeof rate !== 'number') return []
  if (!isFrenchRate(rate)) return [flaw(path, 'no-such-vat-rate', { rates: RATES })]
  return rate > 0 ? [] : [flaw(path, 'vat-rate-without-reason')]
}

/**
 * Of an issuer as a change would leave it. `begun`: series of it that documents stand in already; the number before the first
 * cannot be another one afterwards (CGI ann. II art. 242 nonies A, I 7°).
 */
export function issuerFlaws(
  after: IssuerFacts,
  before: IssuerFacts | undefined,
  directory: Directory,
  begun: (prefix: string) => boolean,
): Flaw[] {
  const { siren, invoicing } = after
  return [
    ...numberFlaw('siren', siren, isSiren, 'wrong-siren'),
    ...(invoicing == null ? [] : ofInvoicing(after, invoicing, directory)),
    ...seriesFlaws(after, before, directory, begun),
    ...repeated((after.vat_regimes ?? []).map(({ from }) => from)).map(({ i, text }) =>
      flaw(`vat_regimes.${i}.from`, 'date-twice', { date: text }),
    ),
    ...(after.valid_from && after.valid_until && after.valid_until < after.valid_from
      ? [flaw('valid_until', 'ends-before-it-begins')]
      : []),
    ...remindersFlaw(after),
  ]
}

/** The file's own check sees the three together; by hand one may be changed beside the two that stand. */
function remindersFlaw({ collecting }: IssuerFacts): Flaw[] {
  const steps = collecting?.reminder_days
  const due = [steps?.friendly, steps?.second, steps?.formal].filter(days => days != null)
  if (due.every((days, i) => days > (due[i - 1] ?? 0))) return []
  return [flaw('collecting.reminder_days', 'reminders-out-of-order')]
}

function ofInvoicing(after: IssuerFacts, invoicing: InvoicingFacts, directory: Directory): Flaw[] {
  const { street, postal_code, city } = invoicing.address
  const known: Known = { has: (kind, id) => directory[kind].has(id) }
  const { siren } = after
  const another = (number: string | null): boolean =>
    siren !== null && number !== null && /^\d{9}/.test(number) && !number.startsWith(siren)
  const vat = invoicing.vat_number
  return [
    ...([street, postal_code, city].some(text => text.trim() === '')
      ? [flaw('invoicing.address', 'address-first')]
      : []),
    ...invoicingFlaws(invoicing, after.invoice_series ?? null, known).map(one => ({
      ...one,
      path: `invoicing.${one.path}`,
    })),
    ...(another(invoicing.siret) ? [flaw('invoicing.siret', 'number-of-another-siren', { siren: siren ?? '' })] : []),
    ...(vat?.startsWith('FR') && another(vat.slice(4))
      ? [flaw('invoicing.vat_number', 'number-of-another-siren', { siren: siren ?? '' })]
      : []),
  ]
}

/** Two issuers never share a series, and what began stays as it began. */
function seriesFlaws(
  after: IssuerFacts,
  before: IssuerFacts | undefined,
  directory: Directory,
  begun: (prefix: string) => boolean,
): Flaw[] {
  const taken = new Map<string, string>()
  for (const { id, invoice_series, invoicing } of directory.issuers.values())
    for (const series of [invoice_series, invoicing?.credit_series])
      if (series && id !== after.id) taken.set(series, id)
  const own = after.invoice_series ?? null
  const credit = after.invoicing?.credit_series ?? null
  const moved =
    own !== null &&
    begun(own) &&
    (before?.invoicing?.last_number !== after.invoicing?.last_number ||
      before?.invoicing?.numbering !== after.invoicing?.numbering)
  return [
    ...sharedFlaw('invoice_series', own, taken),
    ...sharedFlaw('invoicing.credit_series', credit, taken),
    ...(credit !== null && credit === own ? [flaw('invoicing.credit_series', 'series-of-the-invoices')] : []),
    ...(moved ? [flaw('invoicing.last_number', 'series-begun', { series: own })] : []),
  ]
}

const sharedFlaw = (path: string, series: string | null, taken: ReadonlyMap<string, string>): Flaw[] =>
  series !== null && taken.has(series) ? [flaw(path, 'series-taken', { series, other: taken.get(series) ?? '' })] : []

function repeated(texts: readonly string[]): { i: number; text: string }[] {
  return texts.flatMap((text, i) => (texts.indexOf(text) < i ? [{ i, text }] : []))
}
