/** Whether a document says one thing everywhere: lines, VAT, sums, number. What is found wrong, in words; empty: nothing. */
import type { AccountingDocument, DocumentLine, VatTotal } from './document.ts'
import { numberOf } from './numbering.ts'
import { vatKey, vatOn_cents } from './vat.ts'

const QUANTITY_ONE = 10_000
/** thousandths of a cent × ten-thousandths of a unit in one cent */
const PER_CENT = 1_000 * QUANTITY_ONE

export function documentProblems(document: AccountingDocument): string[] {
  const { lines, vat_totals, net_cents, vat_cents, gross_cents, prepaid_cents, due_cents } = document
  const sum = (of: readonly number[]): number => of.reduce((total, one) => total + one, 0)
  const wrong = (holds: boolean, words: string): string[] => (holds ? [] : [words])
  return [
    ...wrong(lines.length > 0, 'it has no line'),
    ...wrong(new Set(lines.map(({ id }) => id)).size === lines.length, 'two lines have the same id'),
    ...lines.flatMap(line => wrong(pricedRight(line), `line ${line.id}: quantity × price is not its amount`)),
    ...vat_totals.flatMap(total => vatProblems(document, total)),
    ...wrong(
      lines.every(({ vat }) => vat_totals.some(total => vatKey(total.vat) === vatKey(vat))),
      'a line bears a VAT that no total has',
    ),
    // EN 16931 BR-CO-10, -14, -15, -16
    ...wrong(sum(lines.map(line => line.net_cents)) === net_cents, 'its lines do not come to its net amount'),
    ...wrong(sum(vat_totals.map(total => total.vat_cents)) === vat_cents, 'its VAT totals do not come to its VAT'),
    ...wrong(net_cents + vat_cents === gross_cents, 'net and VAT do not come to its gross amount'),
    ...wrong(gross_cents - prepaid_cents === due_cents, 'what is due is not gross less prepaid'),
    ...wrong(numberOf(document.series, document.sequence) === document.number, 'its number is not of its series'),
  ]
}

/** Half up, on the magnitude. */
function pricedRight({ quantity_ten_thousandths, unit_price_mc, net_cents }: DocumentLine): boolean {
  const product = BigInt(quantity_ten_thousandths) * BigInt(unit_price_mc)
  const twice = 2n * (product < 0n ? -product : product)
  const magnitude = (twice + BigInt(PER_CENT)) / BigInt(2 * PER_CENT)
  return (product < 0n ? -magnitude : magnitude) === BigInt(net_cents)
}

/** A credit note takes back what a part of an invoice bore: the parts sum to the whole, each may be a cent off its own. */
function vatProblems({ kind, reason, lines }: AccountingDocument, { vat, base_cents, vat_cents }: VatTotal): string[] {
  const own = lines.filter(line => vatKey(line.vat) === vatKey(vat))
  const base = own.reduce((sum, line) => sum + line.net_cents, 0)
  const off = Math.abs(vat_cents - vatOn_cents(base_cents, vat.rate_bp))
  const allowed = kind === 'credit-note' && reason === 'correction' ? 1 : 0
  return [
    ...(base === base_cents ? [] : [`its lines at ${vat.rate_bp / 100} % do not come to their base`]),
    ...(off <= allowed ? [] : [`its VAT at ${vat.rate_bp / 100} % is not that of its base`]),
  ]
}
