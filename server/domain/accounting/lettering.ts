/**
 * Lettrage: which lines of a payer's account together come to nothing. What names one another (a payment its invoices, a credit
 * note what it credits) is one group; a group that is paid to the cent gets a letter, and the day its last piece came.
 */

import { feeItem } from './balance.ts'
import type { AccountsEntry } from './entries.ts'

export type Letter = { code: string; date: string }
/** What one journal entry put on a payer's account, and the things it names. */
export type Piece = { n: number; date: string; cents: number; names: readonly string[] }

/** By journal entry. The code comes from the group's first entry: it is the same in every export. */
export function letters(pieces: readonly Piece[]): Map<number, Letter> {
  const names = new Names()
  for (const piece of pieces) names.join(piece.names)
  const found = new Map<number, Letter>()
  for (const group of Map.groupBy(pieces, ({ names: [first = ''] }) => names.root(first)).values()) {
    const sum_cents = group.reduce((sum, { cents }) => sum + cents, 0)
    const [first] = group
    if (sum_cents !== 0 || first === undefined || group.length < 2) continue
    const date = group.reduce((last, one) => (one.date > last ? one.date : last), '')
    const letter = { code: codeOf(first.n), date }
    for (const { n } of group) found.set(n, letter)
  }
  return found
}

/** The first name is the entry's own. */
export function namesIn(entry: AccountsEntry): string[] {
  switch (entry.type) {
    case 'issued':
      return [entry.number, ...entry.refers_to]
    case 'paid':
      return [entry.payment.id, ...entry.payment.allocations.map(({ item }) => item)]
    case 'allocated':
      return [entry.from, ...entry.allocations.map(({ item }) => item)]
    case 'returned':
      return [entry.payment, feeItem(entry.payment)]
    case 'written-off':
      return [entry.id, entry.item]
    default:
      return []
  }
}

/** Union-find with path halving. */
class Names {
  readonly #parent = new Map<string, string>()

  root(name: string): string {
    let at = name
    for (;;) {
      const parent = this.#parent.get(at) ?? at
      if (parent === at) return at
      const above = this.#parent.get(parent) ?? parent
      this.#parent.set(at, above)
      at = above
    }
  }
  join([first, ...others]: readonly string[]): void {
    if (first === undefined) return
    for (const other of others) this.#parent.set(this.root(other), this.root(first))
  }
}

/** A, B, … Z, AA, …: what accountants' programs take. */
function codeOf(n: number): string {
  let code = ''
  for (let left = n; left > 0; left = Math.floor((left - 1) / 26))
    code = String.fromCharCode(65 + ((left - 1) % 26)) + code
  return code
}
