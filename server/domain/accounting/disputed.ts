/**
 * Documents that nothing is collected for and nobody is reminded of. A person says so and says when it is over; and a payer who
 * refuses a debit, or asks the money back, has said it to their bank: somebody talks to them before the same is asked again.
 */
import type { AccountsEntry } from './entries.ts'

/** ISO 20022: MD06 refund asked by the debtor, MS02 refused by the debtor. */
const OBJECTS = new Set(['MD06', 'MS02'])

/** The last word on each. */
export function disputedBy(entries: readonly AccountsEntry[]): Set<string> {
  const disputed = new Set<string>()
  const debits = new Map<string, string[]>()
  for (const entry of entries) {
    if (entry.type === 'paid' && entry.payment.method === 'debit') {
      const { id, allocations } = entry.payment
      debits.set(
        id,
        allocations.map(({ item }) => item),
      )
    } else if (entry.type === 'returned' && OBJECTS.has(entry.reason))
      for (const document of debits.get(entry.payment) ?? []) disputed.add(document)
    else if (entry.type === 'dropped' && OBJECTS.has(entry.reason)) disputed.add(entry.document)
    else if (entry.type === 'disputed' && entry.disputed) disputed.add(entry.document)
    else if (entry.type === 'disputed') disputed.delete(entry.document)
  }
  return disputed
}
