/** How much of an asset is written off by the end of a month: linear, the first month included. */
import type { AssetView } from '#server/contract/money.ts'

const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))

export function wornOf({ from, months, amount_cents }: AssetView, month: string): { done: number; left_cents: number } {
  const done = Math.min(months, Math.max(0, monthNumber(month) - monthNumber(from) + 1))
  return { done, left_cents: amount_cents - Math.floor((amount_cents * done) / months) }
}
