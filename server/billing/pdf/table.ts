/** The lines, as blocks of the flow: a head that comes again on each page, a heading for each section, a row for each line. */
import type { AccountingDocument, DocumentLine, Unit, Vat } from '#server/domain/accounting/document.ts'
import { figures, percent, quantity, unitPrice } from '../text/amounts.ts'
import type { Block, Carry } from './flow.ts'
import { AMOUNT, BODY, CHALK, CONTENT, HEAD, INK, leading, QUIET, rise, STRONG } from './look.ts'
import type { Pen } from './pen.ts'
import { type Section, sections } from './sections.ts'

/** Right edges of the columns; the label takes what is left. */
const RIGHT = { quantity: CONTENT.left + 318, price: CONTENT.left + 385, vat: CONTENT.left + 425, net: CONTENT.right }
const LABEL = 258
/** Between a label and a detail that still fits beside it. */
const BESIDE = 7
const PADDING = 3.5
/** The last rows stay with the totals: a sum never stands alone on a page. */
const WITH_TOTALS = 2

const UNITS: Record<Unit, string> = { C62: '', HUR: '\u00a0h', KWH: '\u00a0kWh', MTK: '\u00a0m²' }

export const taxed = ({ vat_totals }: Pick<AccountingDocument, 'vat_totals'>): boolean =>
  vat_totals.some(total => total.vat.category === 'S')
const rate = (vat: Vat): string => (vat.category === 'S' ? percent(vat.rate_bp) : '–')

function cells(pen: Pen, all: [string, number][], baseline: number, type: 'TH' | 'TD', style = AMOUNT): void {
  for (const [text, right] of all) pen.as(type, () => pen.write(text, right, baseline, style, 'right'))
}

function head(pen: Pen, with_vat: boolean): Block {
  return {
    height: 18,
    keep: true,
    draw: top => {
      const baseline = top + rise(HEAD)
      pen.group('TR', () => {
        pen.as('TH', () => pen.write('Désignation', CONTENT.left, baseline, HEAD))
        const rest: [string, number][] = [
          ['Quantité', RIGHT.quantity],
          [with_vat ? 'Prix unit. HT' : 'Prix unitaire', RIGHT.price],
          ...(with_vat ? [['TVA', RIGHT.vat] as [string, number]] : []),
          [with_vat ? 'Montant HT, €' : 'Montant, €', RIGHT.net],
        ]
        cells(pen, rest, baseline, 'TH', HEAD)
      })
      pen.around(() => pen.rule(CONTENT.left, top + 14, CONTENT.width, INK, 0.7))
    },
  }
}

function heading(pen: Pen, section: Section, first: boolean): Block {
  const gap = first ? 2 : 8
  return {
    height: gap + leading(STRONG) + 3,
    keep: true,
    draw: top => {
      const baseline = top + gap + rise(STRONG)
      const lines = pen.lines(section.title, { ...STRONG, size: 9 }, CONTENT.width - 90)
      pen.group('TR', () => {
        pen.as('TH', () => pen.write(lines[0] ?? '', CONTENT.left, baseline, { ...STRONG, size: 9 }))
        if (section.lines.length > 1)
          cells(pen, [[figures(section.net_cents), RIGHT.net]], baseline, 'TD', { ...AMOUNT, color: QUIET.color })
      })
    },
  }
}

type Written = { labels: string[]; beside: string | null; below: string[] }

/** What is said of a line stands beside its label where both fit, else under it. */
function written(pen: Pen, line: DocumentLine): Written {
  const labels = pen.lines(line.label, BODY, LABEL)
  const said = line.detail ?? ''
  const fits = labels.length === 1 && pen.width(line.label, BODY) + BESIDE + pen.width(said, QUIET) <= LABEL
  return fits ? { labels, beside: said, below: [] } : { labels, beside: null, below: pen.lines(said, QUIET, LABEL) }
}

function drawLabel(pen: Pen, { labels, beside, below }: Written, top: number): void {
  const first = top + rise(BODY)
  for (const [i, text] of labels.entries()) pen.write(text, CONTENT.left, first + i * leading(BODY), BODY)
  if (beside !== null) pen.write(beside, CONTENT.left + pen.width(labels[0] ?? '', BODY) + BESIDE, first, QUIET)
  const under = top + labels.length * leading(BODY) + rise(QUIET)
  for (const [i, text] of below.entries()) pen.write(text, CONTENT.left, under + i * leading(QUIET), QUIET)
}

function row(pen: Pen, line: DocumentLine, with_vat: boolean): Block {
  const label = written(pen, line)
  const height = label.labels.length * leading(BODY) + label.below.length * leading(QUIET) + 2 * PADDING
  return {
    height,
    cents: line.net_cents,
    draw: top => {
      const first = top + PADDING + rise(BODY)
      const explained: [string, number][] = [
        [quantity(line.quantity_ten_thousandths) + UNITS[line.unit], RIGHT.quantity],
        [unitPrice(line.unit_price_mc), RIGHT.price],
        ...(with_vat ? [[rate(line.vat), RIGHT.vat] as [string, number]] : []),
      ]
      pen.group('TR', () => {
        pen.as('TD', () => drawLabel(pen, label, top + PADDING))
        cells(pen, explained, first, 'TD', { ...AMOUNT, color: QUIET.color })
        cells(pen, [[figures(line.net_cents), RIGHT.net]], first, 'TD')
      })
      pen.around(() => pen.rule(CONTENT.left, top + height, CONTENT.width, CHALK, 0.4))
    },
  }
}

/** Nobody reads it aloud: it adds nothing to the lines. */
export function carry(pen: Pen): Carry {
  const height = leading(QUIET) + 2 * PADDING
  const line = (words: string, cents: number): Block => ({
    height,
    draw: top => {
      const baseline = top + PADDING + rise(QUIET)
      pen.around(() => {
        pen.write(words, RIGHT.vat, baseline, QUIET, 'right')
        pen.write(figures(cents), RIGHT.net, baseline, { ...AMOUNT, color: QUIET.color }, 'right')
      })
    },
  })
  return { height, over: cents => line('À reporter', cents), from: cents => line('Report', cents) }
}

export function table(pen: Pen, document: AccountingDocument): Block[] {
  const with_vat = taxed(document)
  const top = head(pen, with_vat)
  const parts = sections(document)
  const rows = parts.flatMap((section, i) => [
    ...(parts.length > 1 ? [heading(pen, section, i === 0)] : []),
    ...section.lines.map(line => row(pen, line, with_vat)),
  ])
  const last = rows.length - WITH_TOTALS
  return [top, ...rows.map((block, i) => ({ ...block, head: top, ...(i >= last ? { keep: true } : {}) }))]
}
