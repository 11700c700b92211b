/** What the law wants read in small print, at the foot of the last page; and what every page says of itself. */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { legalLine } from '../text/legal-line.ts'
import { SIGN } from '../text/shown.ts'
import type { Block } from './flow.ts'
import { column } from './letterhead.ts'
import { CHALK, CONTENT, leading, PAGE, rise, SMALL } from './look.ts'
import type { Pen } from './pen.ts'
import { title } from './summary.ts'

const GAP = 10
/** Left to the number and the page. */
const NUMBER_WIDTH = 130
const BOTTOM = PAGE.height - PAGE.bottom

const unshowable = `Le signe ${SIGN} tient lieu d’une lettre que la police ne peut pas montrer ; les données jointes la contiennent.`

/** Sentences stand one after the other: each must end. */
const ended = (sentence: string): string => (/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`)

/** To be asked for last: only then is it known which letters no font has. */
export function mentions(pen: Pen, document: AccountingDocument): Block {
  const sentences = document.mentions.map(mention => ended(mention.text))
  const texts = [sentences.join(' '), ...(pen.missing.size === 0 ? [] : [unshowable])].filter(text => text !== '')
  const lines = texts.flatMap(text => pen.lines(text, SMALL, CONTENT.width))
  const height = lines.length * leading(SMALL)
  return {
    height: height + GAP,
    draw: () => pen.as('P', () => column(pen, lines, SMALL, CONTENT.left, BOTTOM - height, CONTENT.width)),
  }
}

/** What a printer leaves of the lower edge. */
const LINES_MAX = 3

/** Form, capital and register are asked for by law (R123-237, R123-238 Code de commerce): a name gives way to them. */
function sellerLines(pen: Pen, { seller }: AccountingDocument): string[] {
  const legal = legalLine(seller)
  const lines = (text: string): string[] => pen.lines(text, SMALL, CONTENT.width - NUMBER_WIDTH)
  const whole = lines([seller.name, legal].filter(part => part !== null).join(', '))
  return (whole.length <= LINES_MAX || legal === null ? whole : lines(legal)).slice(0, LINES_MAX)
}

export function foot(pen: Pen, document: AccountingDocument, page: number, pages: number): void {
  const top = BOTTOM + 10
  pen.around(() => {
    pen.rule(CONTENT.left, top, CONTENT.width, CHALK, 0.5)
    for (const [i, line] of sellerLines(pen, document).entries())
      pen.write(line, CONTENT.left, top + 4 + rise(SMALL) + i * leading(SMALL), SMALL)
    const numbered = pages === 1 ? title(document) : `${title(document)}, page ${page}/${pages}`
    pen.write(numbered, CONTENT.right, top + 4 + rise(SMALL), { ...SMALL, tabular: true }, 'right')
  })
}
