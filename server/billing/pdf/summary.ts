/** What it is, how much, by when and how; and the month as bars. The first thing read, and for most people the last. */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { euros } from '../text/amounts.ts'
import { day, ofPeriod, period } from '../text/dates.ts'
import { drawBars, worthDrawing } from './bars.ts'
import { column } from './letterhead.ts'
import { BODY, CONTENT, FIGURE, leading, MADDER, QUIET, rise, STRONG, TITLE } from './look.ts'
import type { Pen } from './pen.ts'

const BARS_WIDTH = 210
const HEIGHT = 72

export const title = ({ kind, number }: Pick<AccountingDocument, 'kind' | 'number'>): string =>
  `${kind === 'invoice' ? 'Facture' : 'Avoir'} ${number}`

/** What the month or the year of this document is called under its title. */
function about(document: AccountingDocument): string {
  const what = {
    month: period(document.period),
    settlement: `régularisation ${ofPeriod(document.period)}`,
    correction: `correction ${ofPeriod(document.period)}`,
    manual: period(document.period),
  }[document.reason]
  const dated = `${what.charAt(0).toUpperCase()}${what.slice(1)}, ${document.kind === 'invoice' ? 'émise' : 'émis'} le ${day(document.issue_date)}`
  const references = document.refers_to.map(({ number, issue_date }) => `${number} du ${day(issue_date)}`)
  if (references.length === 0) return dated
  return `${dated}. ${references.length === 1 ? 'Sur la facture' : 'Sur les factures'} ${references.join(', ')}`
}

/** The sentence above the amount, and the one below. */
export function payment(document: AccountingDocument): { above: string; below: string } {
  const { terms, due_cents, kind, seller } = document
  if (kind === 'credit-note') return { above: 'À votre crédit', below: 'Déduit de ce que vous devez, ou remboursé.' }
  if (due_cents <= 0) return { above: 'Rien à payer', below: 'Déjà réglé.' }
  if (terms.means.kind === 'debit')
    return { above: `Prélevé le ${day(terms.means.date)}`, below: `Mandat ${terms.means.mandate}. Rien à faire.` }
  const transfer = terms.means.kind === 'transfer' && seller.iban !== null
  const below = transfer ? `Par virement, référence ${document.number}` : ''
  return { above: `À payer au plus tard le ${day(terms.due_date)}`, below }
}

export function summary(pen: Pen, document: AccountingDocument, top: number): number {
  let at = top
  pen.as('H1', () => {
    at = column(pen, [title(document)], TITLE, CONTENT.left, at, CONTENT.width)
  })
  pen.as('P', () => {
    at = column(pen, [about(document)], { ...BODY, color: QUIET.color }, CONTENT.left, at, CONTENT.width)
  })
  at += 13
  pen.around(() => pen.rule(CONTENT.left, at, CONTENT.width, MADDER, 0.8, 3))
  const bars = document.kind === 'invoice' && worthDrawing(document)
  drawAmount(pen, document, at + 9, bars ? CONTENT.width - BARS_WIDTH - 20 : CONTENT.width)
  if (bars) drawBars(pen, document, CONTENT.right - BARS_WIDTH, at + 9, BARS_WIDTH)
  at += HEIGHT + 9
  pen.around(() => pen.rule(CONTENT.left, at, CONTENT.width, MADDER, 0.8, 3))
  return at
}

function drawAmount(pen: Pen, document: AccountingDocument, top: number, width: number): void {
  const { above, below } = payment(document)
  pen.as('P', () => {
    pen.write(above, CONTENT.left, top + rise(STRONG), STRONG)
    pen.write(euros(document.due_cents), CONTENT.left, top + leading(STRONG) + rise(FIGURE) - 1, FIGURE)
    column(pen, [below], QUIET, CONTENT.left, top + leading(STRONG) + leading(FIGURE) + 2, width)
  })
}
