/**
 * VAT on services falls due when the price is paid (CGI art. 269, 2 c), unless the issuer opted for debits: then with the
 * invoice. What part of a payment is VAT of which rate follows the invoice it pays, cumulatively: after so many cents of the
 * whole, so many of each row. Rounding never drifts, and what is paid in full has made exactly the invoice's VAT due.
 */
import type { IssuedEntry } from './entries.ts'

export type VatPart = { category: string; rate_bp: number; base_cents: number; vat_cents: number }

/** The rows of the first `paid_cents` of a document, by largest remainder: their sum is `paid_cents`, to the cent. */
export function vatOfPaid(document: Pick<IssuedEntry, 'vat_totals' | 'gross_cents'>, paid_cents: number): VatPart[] {
  const { vat_totals, gross_cents } = document
  const rows = vat_totals.flatMap(({ base_cents, vat_cents }, at) => [
    { at, field: 'base_cents' as const, of: base_cents },
    { at, field: 'vat_cents' as const, of: vat_cents },
  ])
  const total = BigInt(gross_cents)
  const exact = rows.map(row => {
    const product = BigInt(row.of) * BigInt(paid_cents)
    return {
      ...row,
      floor: total === 0n ? 0n : floorDiv(product, total),
      rest: total === 0n ? 0n : modulo(product, total),
    }
  })
  const parts = vat_totals.map(({ category, rate_bp }) => ({ category, rate_bp, base_cents: 0, vat_cents: 0 }))
  let left = paid_cents
  for (const { at, field, floor } of exact) {
    const part = parts[at]
    if (part === undefined) continue
    part[field] += Number(floor)
    left -= Number(floor)
  }
  // Equal remainders: the row that comes first, base before VAT
  const ranked = exact.toSorted((a, b) => (a.rest === b.rest ? 0 : a.rest > b.rest ? -1 : 1))
  for (const { at, field } of ranked.slice(0, Math.max(0, left))) {
    const part = parts[at]
    if (part !== undefined) part[field] += 1
  }
  return parts
}

const floorDiv = (a: bigint, b: bigint): bigint => (a - modulo(a, b)) / b
const modulo = (a: bigint, b: bigint): bigint => ((a % b) + b) % b

/** What paying it from one sum up (or down: a payment went back) to another makes due. */
export function vatBetween(
  document: Pick<IssuedEntry, 'vat_totals' | 'gross_cents'>,
  from_cents: number,
  to_cents: number,
): VatPart[] {
  const before = vatOfPaid(document, from_cents)
  return vatOfPaid(document, to_cents).map((part, i) => ({
    ...part,
    base_cents: part.base_cents - (before[i]?.base_cents ?? 0),
    vat_cents: part.vat_cents - (before[i]?.vat_cents ?? 0),
  }))
}
