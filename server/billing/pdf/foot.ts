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

export function foot(pen: Pen, document: AccountingDocument, page: number, pages: number): void {
  const top = BOTTOM + 10
  const { seller } = document
  const line = [seller.name, legalLine(seller)].filter(part => part !== null).join(', ')
  pen.around(() => {
    pen.rule(CONTENT.left, top, CONTENT.width, CHALK, 0.5)
    const [first = '', ...rest] = pen.lines(line, SMALL, CONTENT.width - 130)
    pen.write(rest.length === 0 ? first : `${first}…`, CONTENT.left, top + 4 + rise(SMALL), SMALL)
    const numbered = pages === 1 ? title(document) : `${title(document)}, page ${page}/${pages}`
    pen.write(numbered, CONTENT.right, top + 4 + rise(SMALL), { ...SMALL, tabular: true }, 'right')
  })
}
