/** How to pay. */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { euros } from '../text/amounts.ts'
import { day } from '../text/dates.ts'
import { BODY, CONTENT, leading, QUIET, rise, STRONG } from './look.ts'
import type { Pen } from './pen.ts'

const LABELS = 78

/** IBAN in fours, as on a bank's own paper. */
const iban = (number: string): string => (number.match(/.{1,4}/g) ?? []).join('\u00a0')

function means({ terms, seller, number, due_cents, kind }: AccountingDocument): [string, string][] {
  if (kind === 'credit-note' || due_cents <= 0) return []
  const { means } = terms
  if (means.kind === 'debit')
    return [
      // What a payer has to be told ahead of a debit: SEPA Core rulebook, AT-59
      ['Prélèvement', `${euros(due_cents)} le ${day(means.date)}`],
      ['Mandat (RUM)', means.mandate],
      ['Créancier (ICS)', means.creditor],
    ]
  if (means.kind === 'none' || seller.iban === null) return []
  return [
    ['IBAN', iban(seller.iban)],
    ...(seller.bic === null ? [] : [['BIC', seller.bic] as [string, string]]),
    ['Référence', number],
    ['Échéance', day(terms.due_date)],
  ]
}

const ROW = leading(BODY) + 1

export function payHeight(document: AccountingDocument): number {
  const rows = means(document).length
  return rows === 0 ? 0 : leading(STRONG) + 3 + rows * ROW
}

export function drawPay(pen: Pen, document: AccountingDocument, top: number): void {
  const rows = means(document)
  if (rows.length === 0) return
  const heading = document.terms.means.kind === 'debit' ? 'Sera prélevé' : 'Pour payer par virement'
  pen.as('P', () => pen.write(heading, CONTENT.left, top + rise(STRONG), STRONG))
  for (const [i, [label, value]] of rows.entries()) {
    const baseline = top + leading(STRONG) + 3 + i * ROW + rise(BODY)
    pen.as('P', () => {
      pen.write(label, CONTENT.left, baseline, QUIET)
      pen.write(value, CONTENT.left + LABELS, baseline, { ...BODY, tabular: true })
    })
  }
}
