/** What is left of invoices after the credit notes on them: never more may be given back. */
import type { AccountingDocument } from './document.ts'
import type { IssuedFigures } from './issued.ts'

/** What is known of an earlier document without reading it: the journal's figures. */
export type Past = Pick<
  IssuedFigures,
  'number' | 'kind' | 'reason' | 'issuer' | 'payer' | 'period' | 'issue_date' | 'gross_cents' | 'refers_to'
>

/**
 * Gross cents left of each invoice, by number. A credit note on several takes from the oldest first, as far as there is
 * something left of it.
 */
export function leftOfAll(
  past: readonly Pick<Past, 'kind' | 'number' | 'gross_cents' | 'refers_to'>[],
): Map<string, number> {
  const left = new Map<string, number>()
  for (const { kind, number, gross_cents } of past) if (kind === 'invoice') left.set(number, gross_cents)
  for (const note of past) {
    if (note.kind !== 'credit-note') continue
    let rest_cents = note.gross_cents
    for (const number of note.refers_to) {
      const taken = Math.min(left.get(number) ?? 0, rest_cents)
      left.set(number, (left.get(number) ?? 0) - taken)
      rest_cents -= taken
    }
  }
  return left
}

/** Credit notes on this document alone, which name its lines. */
export const notesOn = (number: string, documents: readonly AccountingDocument[]): AccountingDocument[] =>
  documents.filter(
    ({ kind, reason, refers_to }) =>
      kind === 'credit-note' && reason === 'correction' && refers_to.some(one => one.number === number),
  )

/** Net cents left of each line. */
export function leftOfLines(
  document: AccountingDocument,
  documents: readonly AccountingDocument[],
): Map<string, number> {
  const left = new Map(document.lines.map(({ id, net_cents }) => [id, net_cents]))
  for (const note of notesOn(document.number, documents))
    for (const { credits, net_cents } of note.lines)
      if (credits !== null) left.set(credits, (left.get(credits) ?? 0) - net_cents)
  return left
}
