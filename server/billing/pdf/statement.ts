/** A member's month as paper, in the manner of the invoices: who, how much, the days as bars, each line, and what proves it. */
import type { StatementSheet } from '#server/domain/sharing/sheet.ts'
import type { Fonts } from '../fonts/fonts.ts'
import { euros, figures } from '../text/amounts.ts'
import { day, ofPeriod } from '../text/dates.ts'
import { drawBars, worthDrawing } from './bars.ts'
import { drawEvidence, evidenceHeight } from './evidence.ts'
import { bytesOf, openPdf } from './file.ts'
import { type Block, paginate } from './flow.ts'
import { column, nameStyle, selvedge, WINDOW } from './letterhead.ts'
import {
  AMOUNT,
  BODY,
  CHALK,
  CONTENT,
  FIGURE,
  HEAD,
  INK,
  leading,
  MADDER,
  PAGE,
  QUIET,
  rise,
  SMALL,
  STRONG,
  STRONG_AMOUNT,
  TITLE,
} from './look.ts'
import { Pen } from './pen.ts'

const BARS_WIDTH = 210
const BAND = 72
const LETTERHEAD = 150
const LABEL = 320
const RIGHT = { sessions: CONTENT.left + 385, cents: CONTENT.right }
const BOTTOM = PAGE.height - PAGE.bottom
const PADDING = 3.5
const GAP = 14

/** `d’octobre`, `de mars` */
export const statementTitle = ({ period: of }: Pick<StatementSheet, 'period'>): string => `Relevé ${ofPeriod(of)}`

export function renderStatement(sheet: StatementSheet, fonts: Fonts, proof_url: string | null): Promise<Uint8Array> {
  const pdf = openPdf(`${statementTitle(sheet)}, ${sheet.name}`, sheet.closed?.date ?? sheet.as_of)
  return bytesOf(pdf, () => draw(new Pen(pdf, fonts), sheet, proof_url))
}

function draw(pen: Pen, sheet: StatementSheet, proof_url: string | null): void {
  pen.doc.addPage()
  selvedge(pen)
  const first_top = summary(pen, sheet, Math.max(heads(pen, sheet), LETTERHEAD)) + 16
  const head = tableHead(pen)
  const rows = sheet.lines.map(line => ({ ...row(pen, line), head }))
  const pages = paginate([head, ...rows, total(pen, sheet, proof_url)], {
    ...{ first_top, top: PAGE.top + 6, bottom: BOTTOM - 2 * leading(SMALL) },
  })
  for (const [i, placed] of pages.entries()) {
    if (i > 0) {
      pen.doc.addPage()
      selvedge(pen)
    }
    pen.group('Sect', () => {
      for (const { block, top } of placed) block.draw(top)
    })
    foot(pen, sheet, i + 1, pages.length)
  }
  pen.end()
}

/** The atelier on the left, the member where an envelope's window would be. */
function heads(pen: Pen, { site, name, payers }: StatementSheet): number {
  const width = WINDOW.left - CONTENT.left - 18
  let [left, right] = [0, 0]
  pen.as('P', () => {
    left = column(pen, [site], nameStyle(pen, site, width), CONTENT.left, PAGE.top + 6, width)
  })
  pen.as('P', () => {
    right = column(pen, [name], { ...STRONG, size: 10.5 }, WINDOW.left, WINDOW.top, WINDOW.width)
    const paid = payers.length === 0 ? [] : [`Pris en charge en tout ou partie par ${payers.join(', ')}`]
    right = column(pen, paid, QUIET, WINDOW.left, right + 2, WINDOW.width)
  })
  return Math.max(left, right) + 16
}

function standing({ closed, as_of }: StatementSheet): string {
  if (closed === null) return `Aperçu au ${day(as_of)} : le mois n’est pas clos, rien n’est encore fixé`
  return `Mois clos le ${day(closed.date)}, contestable jusqu’au ${day(closed.contest_until)}`
}

function usedWords({ sessions, charged_sessions }: StatementSheet): string {
  const all = sessions === 1 ? '1 session' : `${sessions} sessions`
  return charged_sessions === sessions ? all : `${all}, dont ${charged_sessions} dans ces lignes`
}

function summary(pen: Pen, sheet: StatementSheet, top: number): number {
  let at = top
  pen.as('H1', () => {
    at = column(pen, [statementTitle(sheet)], TITLE, CONTENT.left, at, CONTENT.width)
  })
  pen.as('P', () => {
    at = column(pen, [standing(sheet)], { ...BODY, color: QUIET.color }, CONTENT.left, at, CONTENT.width)
  })
  at += 13
  pen.around(() => pen.rule(CONTENT.left, at, CONTENT.width, MADDER, 0.8, 3))
  const inner = at + 9
  pen.as('P', () => {
    pen.write('Votre part du mois, hors taxes', CONTENT.left, inner + rise(STRONG), STRONG)
    pen.write(euros(sheet.total_cents), CONTENT.left, inner + leading(STRONG) + rise(FIGURE) - 1, FIGURE)
    column(pen, [usedWords(sheet)], QUIET, CONTENT.left, inner + leading(STRONG) + leading(FIGURE) + 2, CONTENT.width)
  })
  if (worthDrawing(sheet)) drawBars(pen, sheet, CONTENT.right - BARS_WIDTH, inner, BARS_WIDTH)
  at = inner + BAND
  pen.around(() => pen.rule(CONTENT.left, at, CONTENT.width, MADDER, 0.8, 3))
  return at
}

const tableHead = (pen: Pen): Block => ({
  height: 18,
  keep: true,
  draw: top => {
    const baseline = top + rise(HEAD)
    pen.group('TR', () => {
      pen.as('TH', () => pen.write('Désignation', CONTENT.left, baseline, HEAD))
      pen.as('TH', () => pen.write('Sessions', RIGHT.sessions, baseline, HEAD, 'right'))
      pen.as('TH', () => pen.write('Montant HT, €', RIGHT.cents, baseline, HEAD, 'right'))
    })
    pen.around(() => pen.rule(CONTENT.left, top + 14, CONTENT.width, INK, 0.7))
  },
})

function row(pen: Pen, { label, detail, sessions, cents, issuer }: StatementSheet['lines'][number]): Block {
  const labels = pen.lines(label, BODY, LABEL)
  const details = pen.lines(`${detail}. ${issuer}`, QUIET, LABEL)
  const height = labels.length * leading(BODY) + details.length * leading(QUIET) + 2 * PADDING
  return {
    height,
    draw: top => {
      const baseline = top + PADDING + rise(BODY)
      pen.group('TR', () => {
        pen.as('TD', () => {
          const under = column(pen, labels, BODY, CONTENT.left, top + PADDING, LABEL)
          column(pen, details, QUIET, CONTENT.left, under, LABEL)
        })
        const count = sessions === 0 ? '–' : `${sessions}`
        pen.as('TD', () => pen.write(count, RIGHT.sessions, baseline, { ...AMOUNT, color: QUIET.color }, 'right'))
        pen.as('TD', () => pen.write(figures(cents), RIGHT.cents, baseline, AMOUNT, 'right'))
      })
      pen.around(() => pen.rule(CONTENT.left, top + height, CONTENT.width, CHALK, 0.4))
    },
  }
}

function total(pen: Pen, { total_cents }: StatementSheet, proof_url: string | null): Block {
  return {
    height: 2 * GAP + leading(BODY) + GAP + evidenceHeight(proof_url),
    draw: top => {
      const baseline = top + GAP + rise(BODY)
      pen.as('P', () => {
        pen.write('Total hors taxes', CONTENT.left + 275, baseline, STRONG)
        pen.write(euros(total_cents), RIGHT.cents, baseline, STRONG_AMOUNT, 'right')
      })
      drawEvidence(pen, proof_url, top + 3 * GAP)
    },
  }
}

const NO_INVOICE = 'Ce relevé n’est pas une facture : celle-ci porte la TVA et les conditions de paiement.'

function foot(pen: Pen, sheet: StatementSheet, page: number, pages: number): void {
  if (page === pages)
    pen.as('P', () => pen.write(NO_INVOICE, CONTENT.left, BOTTOM - leading(SMALL) + rise(SMALL), SMALL))
  pen.around(() => {
    pen.rule(CONTENT.left, BOTTOM + 10, CONTENT.width, CHALK, 0.5)
    const baseline = BOTTOM + 14 + rise(SMALL)
    pen.write(pen.lines(sheet.site, SMALL, CONTENT.width - 150)[0] ?? '', CONTENT.left, baseline, SMALL)
    const numbered = `${statementTitle(sheet)}${pages === 1 ? '' : `, page ${page}/${pages}`}`
    pen.write(numbered, CONTENT.right, baseline, { ...SMALL, tabular: true }, 'right')
  })
}
