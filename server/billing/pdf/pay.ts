/** How to pay, and the code that opens the evidence. */
import { create } from 'qrcode'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { day } from '../text/dates.ts'
import type { Block } from './flow.ts'
import { column } from './letterhead.ts'
import { BODY, CONTENT, INK, leading, QUIET, rise, STRONG } from './look.ts'
import type { Pen } from './pen.ts'

const CODE = 64
const CODE_TEXT = 132
const LABELS = 62
const GAP = 16

/** IBAN in fours, as on a bank's own paper. */
const iban = (number: string): string => (number.match(/.{1,4}/g) ?? []).join('\u00a0')

function means({ terms, seller, number, due_cents, kind }: AccountingDocument): [string, string][] {
  if (kind === 'credit-note' || due_cents <= 0) return []
  const { means } = terms
  if (means.kind === 'debit')
    return [
      ['Prélèvement', `le ${day(means.date)}, sur votre compte`],
      ['Mandat', means.mandate],
      ['Créancier', means.creditor],
    ]
  if (means.kind === 'none' || seller.iban === null) return []
  return [
    ['IBAN', iban(seller.iban)],
    ...(seller.bic === null ? [] : [['BIC', seller.bic] as [string, string]]),
    ['Référence', number],
    ['Échéance', day(terms.due_date)],
  ]
}

/** Dark modules of one row that touch are one bar: fewer marks, and no hairline between them. */
function drawCode(pen: Pen, url: string, left: number, top: number): void {
  const { modules } = create(url, { errorCorrectionLevel: 'M' })
  const side = CODE / modules.size
  for (let y = 0; y < modules.size; y++) {
    let from = -1
    for (let x = 0; x <= modules.size; x++) {
      const dark = x < modules.size && modules.get(y, x) === 1
      if (dark && from < 0) from = x
      if (!dark && from >= 0) {
        pen.bar(left + from * side, top + y * side, (x - from) * side, side, INK)
        from = -1
      }
    }
  }
}

export function pay(pen: Pen, document: AccountingDocument, evidence_url: string | null): Block {
  const rows = means(document)
  const text_height = rows.length === 0 ? 0 : leading(STRONG) + 4 + rows.length * (leading(BODY) + 1)
  return {
    height: GAP + Math.max(text_height, evidence_url === null ? 0 : CODE),
    keep: true,
    draw: top => {
      const at = top + GAP
      if (rows.length > 0) drawMeans(pen, document, rows, at)
      if (evidence_url !== null) drawEvidence(pen, evidence_url, at)
    },
  }
}

function drawMeans(pen: Pen, { terms }: AccountingDocument, rows: [string, string][], top: number): void {
  const heading = terms.means.kind === 'debit' ? 'Sera prélevé' : 'Pour payer par virement'
  pen.as('P', () => pen.write(heading, CONTENT.left, top + rise(STRONG), STRONG))
  for (const [i, [label, value]] of rows.entries()) {
    const baseline = top + leading(STRONG) + 4 + i * (leading(BODY) + 1) + rise(BODY)
    pen.as('P', () => {
      pen.write(label, CONTENT.left, baseline, QUIET)
      pen.write(value, CONTENT.left + LABELS, baseline, { ...BODY, tabular: true })
    })
  }
}

function drawEvidence(pen: Pen, url: string, top: number): void {
  const left = CONTENT.right - CODE
  pen.around(() => drawCode(pen, url, left, top))
  pen.as('P', () => {
    const text_left = left - CODE_TEXT - 12
    const at = column(pen, ['La preuve de chaque ligne'], { ...STRONG, size: 8.5 }, text_left, top, CODE_TEXT)
    column(pen, ['Les mesures dont ces montants sont faits : scannez ce code.'], QUIET, text_left, at + 1, CODE_TEXT)
  })
}
