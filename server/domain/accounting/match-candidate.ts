/** Who a line may be from and what it would pay: what every sign of a match comes to. */
import { creditOf_cents, type OpenItem } from './balance.ts'
import type { Confidence, Known, Part, Sign } from './match.ts'
import type { Allocation } from './payment-entries.ts'

export type Candidate = { known: Known; items: OpenItem[]; why: Sign[]; confidence: Confidence }
/** `parts`: of several payers; absent: all of it is the candidate's. */
export type Found = Candidate & { parts?: Part[] }

export const partOf = ({ known, items }: Pick<Candidate, 'known' | 'items'>, cents: number): Part => ({
  payer: known.account.payer,
  cents,
  allocations: allocated(items, cents),
})

/** Oldest first, until the money is gone: Code civil art. 1342-10. */
export function allocated(items: readonly OpenItem[], cents: number): Allocation[] {
  let left = cents
  return items.flatMap(({ item, open_cents }) => {
    const taken = Math.min(left, open_cents)
    left -= taken
    return taken > 0 ? [{ item, cents: taken }] : []
  })
}

/** One of these items of exactly this amount, or all of them, or the oldest so many. */
export function fitting(known: Known, open: readonly OpenItem[], cents: number, why: Sign[]): Candidate | null {
  const single = open.find(item => item.open_cents === cents)
  if (single !== undefined) return { known, items: [single], why: [...why, 'amount'], confidence: 'sure' }
  let sum = 0
  for (const [i, item] of open.entries()) {
    sum += item.open_cents
    if (sum === cents) return { known, items: open.slice(0, i + 1), why: [...why, 'amount-all'], confidence: 'sure' }
  }
  const owed = sum - creditOf_cents(known.account)
  return owed === cents ? { known, items: [...open], why: [...why, 'amount-all'], confidence: 'likely' } : null
}
