/** Lines that no machine counts: consumables (m² of print, spools) counted by hand, and packs sold. Prices, so not under `share`. */
import type { Directory } from '../directory.ts'
import { centsOf, divideHalfUp } from '../money.ts'
import { orderAccount, organisationAccount } from './account.ts'
import type { ConsumableFacts, CountFacts } from './facts.ts'
import { type Payer, payerOf } from './use.ts'
import { billingOf } from './validity.ts'

export type HandLine = {
  account: string
  payer: Payer
  issuer: string
  kind: 'consumable' | 'pack'
  label: string
  /** thousandths of the unit; ms of a pack */
  counted: number
  unit: string
  cents: number
}

const THOUSAND = 1_000n

export function handLines(directory: Directory, period: string): HandLine[] {
  return [...consumableLines(directory, period), ...packLines(directory, period)]
}

/** One line for each holder, consumable and price; counts taken back are in it with their sign. */
function consumableLines(directory: Directory, period: string): HandLine[] {
  const lines = new Map<string, HandLine & { price: number }>()
  for (const count of [...directory.counts.values()].sort(byDate)) {
    const consumable = directory.consumables.get(count.consumable)
    if (consumable === undefined || !count.date.startsWith(period)) continue
    if (billingOf(directory, consumable.issuer) === 'share') continue
    const holder = holderOf(directory, count)
    const key = `${holder.account}|${holder.payer.kind}/${holder.payer.id}|${consumable.id}|${count.cents_per_unit}`
    const line = lines.get(key) ?? { ...emptyLine(consumable, holder), price: count.cents_per_unit }
    line.counted += count.thousandths
    lines.set(key, line)
  }
  return [...lines.values()].map(({ price, ...line }) => ({
    ...line,
    cents: centsOf(divideHalfUp(BigInt(line.counted) * BigInt(price), THOUSAND)),
  }))
}

const emptyLine = (consumable: ConsumableFacts, holder: { account: string; payer: Payer }): HandLine => ({
  ...holder,
  issuer: consumable.issuer,
  kind: 'consumable',
  label: consumable.name,
  counted: 0,
  unit: consumable.unit,
  cents: 0,
})

function holderOf(directory: Directory, { holder, date }: CountFacts): { account: string; payer: Payer } {
  if (holder.kind === 'member') return { account: holder.id, payer: payerOf(holder.id, directory, date) }
  return { account: orderAccount(holder.id), payer: payerOfOrder(directory, holder.id) }
}

/** A cooperative's own order is paid by its issuer; another's by the organisation that gave it. */
export function payerOfOrder(directory: Directory, id: string): Payer {
  const order = directory.orders.get(id)
  if (order === undefined) return { kind: 'cooperative', id }
  return order.organisation === null
    ? { kind: 'cooperative', id: order.issuer }
    : { kind: 'organisation', id: order.organisation }
}

/** A pack is paid in the month it was sold, by whoever holds it. */
function packLines(directory: Directory, period: string): HandLine[] {
  return [...directory.pack_sales.values()].sort(byDate).flatMap(sale => {
    const pack = directory.packs.get(sale.pack)
    if (pack === undefined || !sale.date.startsWith(period) || billingOf(directory, pack.issuer) === 'share') return []
    return [
      {
        account: sale.holder.kind === 'member' ? sale.holder.id : organisationAccount(sale.holder.id),
        payer: sale.holder,
        issuer: pack.issuer,
        kind: 'pack' as const,
        label: pack.name,
        counted: sale.time_ms,
        unit: 'h',
        cents: sale.price_cents,
      },
    ]
  })
}

function byDate(a: { date: string; id: string }, b: { date: string; id: string }): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1
  return a.id < b.id ? -1 : 1
}
