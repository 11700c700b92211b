/** The issuer's own sign at the head of the first page. */
import type PDFDocument from 'pdfkit'
import { CONTENT } from './look.ts'
import { drawSvg, readSvg } from './svg.ts'

export const LOGO = { width: 190, height: 46 }

const LESS_THAN = 0x3c
const isSvg = (logo: Uint8Array): boolean => logo.find(byte => byte > 0x20 && byte < 0x7f) === LESS_THAN

/** SVG, PNG or JPEG. Throws what is wrong with it. */
export function drawLogo(doc: InstanceType<typeof PDFDocument>, logo: Uint8Array, top: number): void {
  try {
    if (isSvg(logo)) drawSvg(doc, readSvg(new TextDecoder().decode(logo)), CONTENT.left, top, LOGO)
    else doc.image(Buffer.from(logo), CONTENT.left, top, { fit: [LOGO.width, LOGO.height] })
  } catch (error) {
    throw new Error(`the issuer’s logo cannot be drawn: ${(error as Error).message}`)
  }
}
