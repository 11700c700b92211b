/** Quantity, unit and price of a line, such that they always multiply to its cents. */
import type { LineKind } from '../sharing/lines.ts'
import type { DocumentLine, Unit } from './document.ts'

type Priced = Pick<DocumentLine, 'quantity_ten_thousandths' | 'unit' | 'unit_price_mc'>
export type ToPrice = {
  kind: LineKind
  cents: number
  counted: number | null
  unit: string | null
  unit_cents: number | null
  /** free or prepaid time: then counted × price is not what is charged */
  relieved: boolean
}

const ONE = 10_000
const MC_PER_CENT = 1_000
const MS_PER_TEN_THOUSANDTH_H = 360
const TIMES: readonly LineKind[] = ['running', 'worked', 'session', 'idle']

export function pricedQuantity(line: ToPrice): Priced {
  const counted = countedQuantity(line)
  return counted !== null && isExact(counted, line.cents) ? counted : onePiece(line.cents)
}

/** What does not multiply out (rounded, capped, shared) is one piece; the line's detail says what was counted. */
const onePiece = (cents: number): Priced => ({
  quantity_ten_thousandths: cents < 0 ? -ONE : ONE,
  unit: 'C62',
  unit_price_mc: Math.abs(cents) * MC_PER_CENT,
})

function countedQuantity({ kind, cents, counted, unit, unit_cents, relieved }: ToPrice): Priced | null {
  if (counted === null || counted === 0 || relieved) return null
  if (kind === 'consumable') return pieces(counted * 10, unit === 'm²' ? 'MTK' : 'C62', cents)
  if (unit_cents === null) return null
  const priced = (quantity_ten_thousandths: number, of: Unit): Priced => ({
    ...{ quantity_ten_thousandths, unit: of, unit_price_mc: unit_cents * MC_PER_CENT },
  })
  if (kind === 'energy') return priced(counted * 10, 'KWH')
  if (kind === 'setup') return priced(counted * ONE, 'C62')
  return TIMES.includes(kind) ? priced(Math.round(counted / MS_PER_TEN_THOUSANDTH_H), 'HUR') : null
}

/** The price of one is not told with the line: it is what divides it. */
function pieces(quantity_ten_thousandths: number, unit: Unit, cents: number): Priced {
  const unit_price_mc = Math.round((Math.abs(cents) * MC_PER_CENT * ONE) / Math.abs(quantity_ten_thousandths))
  return { quantity_ten_thousandths, unit, unit_price_mc }
}

/** Half up, on the magnitude; the quantity carries the sign. */
function isExact({ quantity_ten_thousandths, unit_price_mc }: Priced, cents: number): boolean {
  const product = BigInt(Math.abs(quantity_ten_thousandths)) * BigInt(unit_price_mc)
  const rounded = (2n * product + BigInt(ONE * MC_PER_CENT)) / BigInt(2 * ONE * MC_PER_CENT)
  return rounded === BigInt(Math.abs(cents)) && (cents === 0 || quantity_ten_thousandths < 0 === cents < 0)
}
