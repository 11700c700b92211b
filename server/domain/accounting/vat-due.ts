/**
 * When which VAT falls due, journal entry by journal entry. On services at payment, unless the seller opted for debits, on goods
 * when they are delivered (art. 269, 2 CGI); a document that is both falls due when issued, so that nothing is ever declared late.
 * A part payment makes a part of each rate due (payment-vat.ts). What a credit note settles counts on both sides, so that an
 * invoice and its credit note together make nothing due.
 */
import type { Booked } from './booked.ts'
import type { IssuedEntry } from './entries.ts'
import { vatBetween } from './payment-vat.ts'
import type { Settled } from './settled.ts'

/** What of a document the due date hangs on, beside what its entry says. */
export type DueTerms = { vat_on_debits: boolean; operation: 'services' | 'goods' | 'mixed' }

/** Negative: given back. `on` says by which of the two it fell due. */
export type VatDueEvent = {
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
export function vatDueEvents(
  booked: readonly Booked[],
  settled: readonly Settled[],
  termsOf: (number: string) => DueTerms,
): VatDueEvent[] {
  const byEntry = Map.groupBy(settled, ({ n }) => n)
  const waiting = new Map<string, Waiting>()
  return booked.flatMap(({ n, date, entry }) => {
    const due: VatDueEvent[] = []
    if (entry.type === 'issued') {
      const one = { entry, settled_cents: entry.prepaid_cents }
      if (dueWhenIssued(termsOf(entry.number)) || entry.due_cents === 0)
        due.push(...released(one, entry.gross_cents, { n, date, on: 'issue' }))
      else waiting.set(entry.number, one)
    }
    for (const { document, cents } of byEntry.get(n) ?? []) {
      const one = waiting.get(document)
      if (one !== undefined) due.push(...released(one, one.settled_cents + cents, { n, date, on: 'payment' }))
    }
    return due
  })
}

type Waiting = { entry: IssuedEntry; settled_cents: number }

function released(one: Waiting, to_cents: number, at: Pick<VatDueEvent, 'n' | 'date' | 'on'>): VatDueEvent[] {
  const { entry, settled_cents } = one
  one.settled_cents = to_cents
  return vatBetween(entry, settled_cents, to_cents).flatMap(({ category, rate_bp, base_cents, vat_cents }) =>
    base_cents === 0 && vat_cents === 0
      ? []
      : [
          {
            ...{ ...at, document: entry.number, category, rate_bp },
            ...{ base_cents: signed(entry, base_cents), vat_cents: signed(entry, vat_cents) },
          },
        ],
  )
}

/** 0 − x and not −x: never −0, which is not what 0 is in a test or in JSON. */
const signed = ({ kind }: IssuedEntry, cents: number): number => (kind === 'invoice' ? cents : 0 - cents)
