/**
 * When which VAT falls due. On services at payment, unless the seller opted for debits, on goods when they are delivered (art. 269,
 * 2 CGI); a document that is both falls due when issued, so that nothing is ever declared late. A part payment makes a part of
 * each rate due, by its share of the total; what is rounded meets the document's own cents when the last of it is paid.
 */
import { centsOf, divideHalfUp } from '../money.ts'
import type { Booked } from './booked.ts'
import type { IssuedEntry } from './entries.ts'
import type { Settled } from './settled.ts'

/** What of a document the due date hangs on, beside what its entry says. */
export type DueTerms = { vat_on_debits: boolean; operation: 'services' | 'goods' | 'mixed' }

/** Negative: given back. `on` says by which of the two it fell due. */
export type VatDue = {
  n: number
  date: string
  document: string
  on: 'issue' | 'payment'
  category: string
  rate_bp: number
  base_cents: number
  vat_cents: number
}

export const dueWhenIssued = (terms: DueTerms): boolean => terms.vat_on_debits || terms.operation !== 'services'

/** Those of the entries, in their order. `termsOf` knows every document that the entries name. */
export function vatDue(
  booked: readonly Booked[],
  settled: readonly Settled[],
  termsOf: (number: string) => DueTerms,
): VatDue[] {
  const byEntry = Map.groupBy(settled, ({ n }) => n)
  const pending = new Map<string, Pending>()
  return booked.flatMap(({ n, date, entry }) => {
    const due: VatDue[] = []
    if (entry.type === 'issued') {
      const one = pendingOf(entry)
      if (dueWhenIssued(termsOf(entry.number)) || one.total_cents === 0)
        due.push(...released(one, one.total_cents, { n, date, on: 'issue' }))
      else pending.set(entry.number, one)
    }
    for (const { document, cents } of byEntry.get(n) ?? []) {
      const one = pending.get(document)
      if (one !== undefined) due.push(...released(one, one.settled_cents + cents, { n, date, on: 'payment' }))
    }
    return due
  })
}

type Pending = {
  number: string
  sign: 1 | -1
  total_cents: number
  settled_cents: number
  totals: (IssuedEntry['vat_totals'][number] & { done_base_cents: number; done_vat_cents: number })[]
}

const pendingOf = ({ number, kind, due_cents, vat_totals }: IssuedEntry): Pending => ({
  number,
  sign: kind === 'invoice' ? 1 : -1,
  total_cents: due_cents,
  settled_cents: 0,
  totals: vat_totals.map(total => ({ ...total, done_base_cents: 0, done_vat_cents: 0 })),
})

function released(one: Pending, settled_cents: number, at: Pick<VatDue, 'n' | 'date' | 'on'>): VatDue[] {
  one.settled_cents = settled_cents
  return one.totals.flatMap(total => {
    const base_cents = partOf(total.base_cents, one) - total.done_base_cents
    const vat_cents = partOf(total.vat_cents, one) - total.done_vat_cents
    total.done_base_cents += base_cents
    total.done_vat_cents += vat_cents
    if (base_cents === 0 && vat_cents === 0) return []
    const { category, rate_bp } = total
    return [
      {
        ...{ ...at, document: one.number, category, rate_bp },
        ...{ base_cents: signed(one, base_cents), vat_cents: signed(one, vat_cents) },
      },
    ]
  })
}

/** Never −0, which is not what 0 is in a test or in JSON. */
const signed = ({ sign }: Pending, cents: number): number => (cents === 0 ? 0 : sign * cents)

const partOf = (cents: number, { settled_cents, total_cents }: Pending): number =>
  total_cents === 0 ? cents : centsOf(divideHalfUp(BigInt(cents) * BigInt(settled_cents), BigInt(total_cents)))
