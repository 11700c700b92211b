/**
 * Which money pays what. Payments first, by what they name, and small differences that were let be; then credit notes, on the documents they refer to; then refunds,
 * from the credit they name; then credit that somebody put to items later. Each by date, so that the order of writing does not
 * matter. Whatever happens, Σ open − Σ credit = what the movements sum to.
 */
import type { OpenItem } from './balance.ts'
import type { AllocatedEntry, Allocation } from './payment-entries.ts'

/** Where credit comes from; a refund is a negative one, and so is what was paid too much and written off. */
export type Source = {
  from: string
  kind: 'opening' | 'credit-note' | 'payment' | 'refund' | 'written-off'
  date: string
  cents: number
  allocations: readonly Allocation[]
  refers_to: readonly string[]
}
export type Credit = {
  from: string
  kind: Exclude<Source['kind'], 'refund'>
  date: string
  /** what is left of it */
  cents: number
  /** of a credit note: refunded, or put to what it does not refer to */
  spent_cents: number
}

type Question = { items: readonly OpenItem[]; sources: readonly Source[]; puts: readonly AllocatedEntry[] }

export function settle({ items, sources, puts }: Question): { items: OpenItem[]; credits: Credit[] } {
  const open = new Map(items.map(item => [item.item, { ...item }]))
  const ordered = sources.toSorted((a, b) => compare(a.date, b.date) || compare(a.from, b.from))
  const credit = new Map<string, Credit>()
  for (const { from, kind, date, cents } of ordered)
    if (kind !== 'refund' && cents >= 0) credit.set(from, { from, kind, date, cents, spent_cents: 0 })

  for (const source of ordered) if (isMoneyIn(source)) put(open, credit, source.from, source.allocations)
  for (const source of ordered) {
    if (source.kind !== 'credit-note') continue
    for (const item of source.refers_to) credited(open.get(item), credit.get(source.from))
  }
  for (const source of ordered) if (source.kind === 'refund' || source.cents < 0) takeBack(open, credit, source)
  for (const { from, allocations } of puts) put(open, credit, from, allocations)

  return {
    items: [...open.values()].toSorted((a, b) => compare(a.due_date, b.due_date) || compare(a.item, b.item)),
    credits: [...credit.values()],
  }
}

const isMoneyIn = ({ kind, cents }: Source): boolean => cents >= 0 && (kind === 'payment' || kind === 'written-off')

/** No more than is left on either side. */
function put(
  open: Map<string, OpenItem>,
  credit: Map<string, Credit>,
  from: string,
  allocations: readonly Allocation[],
): void {
  const source = credit.get(from)
  if (source === undefined) return
  for (const { item: id, cents } of allocations) {
    const item = open.get(id)
    if (item === undefined) continue
    const moved = Math.max(0, Math.min(cents, source.cents, item.open_cents))
    source.cents -= moved
    source.spent_cents += moved
    item.open_cents -= moved
  }
}

/** By a credit note that refers to it: it was never to be paid, and no tax falls due on it. */
function credited(item: OpenItem | undefined, source: Credit | undefined): void {
  if (item === undefined || source === undefined) return
  const moved = Math.min(source.cents, item.open_cents)
  source.cents -= moved
  item.open_cents -= moved
  item.credited_cents += moved
}

/** A refund eats the credit it names. Beyond it the payer owes it back, and that is seen. */
function takeBack(open: Map<string, OpenItem>, credit: Map<string, Credit>, refund: Source): void {
  let left = -refund.cents
  for (const { item: from, cents } of refund.allocations) {
    const source = credit.get(from)
    if (source === undefined) continue
    const moved = Math.max(0, Math.min(-cents, source.cents, left))
    source.cents -= moved
    source.spent_cents += moved
    left -= moved
  }
  if (left === 0) return
  const { from, date } = refund
  const item = `refund/${from}`
  open.set(item, { item, kind: 'refund', date, due_date: date, due_cents: left, open_cents: left, credited_cents: 0 })
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
