/**
 * Which VAT a line bears, and what comes of it. It follows the issuer's regime on the day of supply and what is supplied, never
 * the customer's regime. One rounding, half up, for each rate on the sum of its lines.
 */
import type { IssuerFacts } from '../directory.ts'
import { entryOf } from '../entry-of.ts'
import { centsOf, divideHalfUp } from '../money.ts'
import type { LineKind } from '../sharing/lines.ts'
import type { DocumentLine, Vat, VatTotal } from './document.ts'
import { basisPoints, type ExemptionFacts, type InvoicingFacts, type RateFacts } from './settings.ts'

export const FRANCHISE: Vat = {
  ...{ category: 'E', rate_bp: 0 },
  exemption: { code: 'VATEX-FR-FRANCHISE', text: 'TVA non applicable, art. 293 B du CGI' },
}
export const COST_SHARING: Vat = {
  ...{ category: 'E', rate_bp: 0 },
  exemption: { code: 'VATEX-FR-CGI261B', text: 'Exonération de TVA, art. 261 B du CGI' },
}
const STANDARD: RateFacts = 20

/** The last line not after the day; before the first, the issuer's own `vat`. */
export function regimeOn({ vat, vat_regimes }: Pick<IssuerFacts, 'vat' | 'vat_regimes'>, date: string): string {
  const past = (vat_regimes ?? []).filter(({ from }) => from <= date).sort((a, b) => (a.from < b.from ? -1 : 1))
  return past.at(-1)?.regime ?? vat
}

export type Supply = { kind: LineKind; pool: string | null; tariff: string | null; date: string; documented: boolean }

export function vatOf(issuer: IssuerFacts, supply: Supply): Vat {
  const regime = regimeOn(issuer, supply.date)
  if (regime === 'franchise') return FRANCHISE
  const exemption = issuer.invoicing?.exemption ?? null
  if (regime === 'exempt' && exemption !== null) return exempt(exemption, supply) ?? taxed(issuer.invoicing, supply)
  return taxed(issuer.invoicing, supply)
}

/** Null: the exemption does not hold for this payer, who is taxed. */
function exempt(exemption: ExemptionFacts, { documented }: Supply): Vat | null {
  if (exemption.basis === 'stated')
    return { category: 'E', rate_bp: 0, exemption: { code: exemption.code, text: exemption.text } }
  return documented ? COST_SHARING : null
}

function taxed(invoicing: InvoicingFacts | null | undefined, { kind, pool, tariff }: Supply): Vat {
  const rates = invoicing?.vat_rates
  const rate =
    (tariff === null ? undefined : entryOf(rates?.tariffs, tariff)) ??
    (pool === null ? undefined : entryOf(rates?.pools, pool)) ??
    rates?.kinds[kind] ??
    rates?.default ??
    STANDARD
  if (typeof rate === 'number') return { category: 'S', rate_bp: basisPoints(rate), exemption: null }
  return { category: 'E', rate_bp: 0, exemption: { code: rate.code, text: rate.text } }
}

export const vatKey = ({ category, rate_bp, exemption }: Vat): string =>
  `${category}/${rate_bp}/${exemption?.code ?? ''}/${exemption?.text ?? ''}`

/** VAT of a base at a rate, rounded once (CGI art. 242 nonies A, I 11°: by rate, on the total). */
export const vatOn_cents = (base_cents: number, rate_bp: number): number =>
  centsOf(divideHalfUp(BigInt(base_cents) * BigInt(rate_bp), 10_000n))

/** Highest rate first, exempt last. */
export function vatTotals(lines: readonly Pick<DocumentLine, 'vat' | 'net_cents'>[]): VatTotal[] {
  const groups = new Map<string, VatTotal>()
  for (const { vat, net_cents } of lines) {
    const total = groups.get(vatKey(vat)) ?? { vat, base_cents: 0, vat_cents: 0 }
    total.base_cents += net_cents
    groups.set(vatKey(vat), total)
  }
  return [...groups.entries()]
    .sort(([a, { vat: one }], [b, { vat: other }]) => other.rate_bp - one.rate_bp || (a < b ? -1 : 1))
    .map(([, total]) => ({ ...total, vat_cents: vatOn_cents(total.base_cents, total.vat.rate_bp) }))
}

export type Sums = { net_cents: number; vat_cents: number; gross_cents: number }

export function sumsOf(totals: readonly VatTotal[]): Sums {
  const net_cents = totals.reduce((sum, { base_cents }) => sum + base_cents, 0)
  const vat_cents = totals.reduce((sum, total) => sum + total.vat_cents, 0)
  return { net_cents, vat_cents, gross_cents: net_cents + vat_cents }
}
