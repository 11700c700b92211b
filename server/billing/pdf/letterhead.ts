/** Who bills, to whom: the top of the first page, folded so that the address shows in a French DL window envelope. */
import type { AccountingDocument, Address, Party } from '#server/domain/accounting/document.ts'
import { drawLogo, LOGO } from './logo.ts'
import { BODY, CONTENT, INK, leading, MADDER, NAME, PAGE, QUIET, rise, STRONG, type Style } from './look.ts'
import type { Pen } from './pen.ts'

/** NF Z 10-011: the recipient's window begins 110 mm from the left and 45 mm from the top. */
const MM = 72 / 25.4
export const WINDOW = { left: 110 * MM, top: 47 * MM, width: CONTENT.right - 110 * MM }
const NAMES: Style[] = [NAME, { ...NAME, size: 15 }, { ...NAME, size: 12 }]

const place = ({ lines, postcode, city, country }: Address): string[] => [
  ...lines,
  [postcode, city].filter(part => part !== '').join(' '),
  ...(country === 'FR' ? [] : [countryName(country)]),
]
const countryName = (code: string): string =>
  (new Intl.DisplayNames('fr', { type: 'region' }).of(code) ?? code).toLocaleUpperCase('fr')

/** `552 100 554`, and a SIRET's five more. */
const siren = (number: string): string => `${number.slice(0, 3)}\u00a0${number.slice(3, 6)}\u00a0${number.slice(6, 9)}`
const siret = (number: string): string => `${siren(number)}\u00a0${number.slice(9)}`

function identity(party: Party): string[] {
  const id =
    party.siret !== null ? `SIRET ${siret(party.siret)}` : party.siren !== null ? `SIREN ${siren(party.siren)}` : null
  return [id, party.vat_number === null ? null : `TVA ${party.vat_number}`].filter(line => line !== null)
}

/** Two threads across: the selvedge of the cloth. */
export function selvedge(pen: Pen): void {
  pen.around(() => {
    pen.rule(CONTENT.left, 30, CONTENT.width, INK, 1.6)
    pen.rule(CONTENT.left, 33, CONTENT.width, MADDER, 0.6)
  })
}

/** Writes lines under one another, wrapped; says where the next would begin. */
export function column(pen: Pen, texts: string[], style: Style, left: number, top: number, width: number): number {
  const lines = texts.flatMap(text => pen.lines(text, style, width))
  for (const [i, line] of lines.entries()) pen.write(line, left, top + rise(style) + i * leading(style), style)
  return top + lines.length * leading(style)
}

/** Where the letterhead ends. */
export function letterhead(pen: Pen, { seller, buyer }: AccountingDocument, logo: Uint8Array | null): number {
  selvedge(pen)
  const from = drawSeller(pen, seller, logo)
  const to = drawBuyer(pen, buyer)
  return Math.max(from, to)
}

function drawSeller(pen: Pen, seller: AccountingDocument['seller'], logo: Uint8Array | null): number {
  const width = WINDOW.left - CONTENT.left - 18
  let top: number = PAGE.top + 6
  if (logo !== null) {
    pen.around(() => drawLogo(pen.doc, logo, top))
    top += LOGO.height + 8
  }
  pen.as('P', () => {
    top =
      column(
        pen,
        [seller.name],
        logo === null ? nameStyle(pen, seller.name, width) : STRONG,
        CONTENT.left,
        top,
        width,
      ) + 3
    top = column(pen, [...place(seller.address), ...identity(seller), ...mail(seller)], QUIET, CONTENT.left, top, width)
  })
  return top
}

/** Large where it is short: a name of 300 letters must not push the amount off the page. */
export const nameStyle = (pen: Pen, name: string, width: number): Style =>
  NAMES.find(style => pen.lines(name, style, width).length <= 2) ?? STRONG

const mail = ({ email }: Party): string[] => (email === null ? [] : [email])

const references = ({ purchase_order, buyer_reference }: AccountingDocument['buyer']): string[] => [
  ...(purchase_order === undefined ? [] : [`Bon de commande ${purchase_order}`]),
  ...(buyer_reference === undefined ? [] : [`Votre référence ${buyer_reference}`]),
]

function drawBuyer(pen: Pen, buyer: AccountingDocument['buyer']): number {
  let top: number = WINDOW.top
  const name = buyer.legal_form === null ? buyer.name : `${buyer.name}, ${buyer.legal_form}`
  pen.as('P', () => {
    top = column(pen, [name], { ...STRONG, size: 10.5 }, WINDOW.left, top, WINDOW.width) + 1
    top = column(pen, place(buyer.address), { ...BODY, size: 10 }, WINDOW.left, top, WINDOW.width)
    if (buyer.status === 'business')
      top = column(pen, [identity(buyer).join('   ')], QUIET, WINDOW.left, top + 3, WINDOW.width)
    top = column(pen, references(buyer), QUIET, WINDOW.left, top, WINDOW.width)
  })
  return top
}
