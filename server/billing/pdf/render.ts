/**
 * A document as paper: PDF/A-3b with its XML inside (Factur-X). The same document gives the same bytes: no clock, no chance,
 * nothing looked up.
 */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { facturXml } from '../facturx/xml.ts'
import type { Fonts } from '../fonts/fonts.ts'
import { bytesOf, madeOn, openPdf, type Pdf } from './file.ts'
import { paginate } from './flow.ts'
import { foot, mentions } from './foot.ts'
import { letterhead, selvedge } from './letterhead.ts'
import { PAGE } from './look.ts'
import { Pen } from './pen.ts'
import { summary, title } from './summary.ts'
import { carry, table } from './table.ts'
import { totals } from './totals.ts'
import { ATTACHMENT, metadata } from './xmp.ts'

/** What a page shows beside the document: the issuer's own sign, and where its evidence is read. */
export type Surroundings = {
  /** SVG, PNG or JPEG; null: its name, set large */
  logo: Uint8Array | null
  evidence_url: string | null
}

/** The title begins here, however short the addresses: the lower third of a folded sheet stays the envelope's. */
const LETTERHEAD = 186
const XML = 'text/xml'

export function renderPdf(document: AccountingDocument, fonts: Fonts, around: Surroundings): Promise<Uint8Array> {
  const pdf = openPdf(title(document), document.issue_date)
  return bytesOf(pdf, () => {
    draw(pdf, document, fonts, around)
    attach(pdf, document)
  })
}

function draw(pdf: Pdf, document: AccountingDocument, fonts: Fonts, { logo, evidence_url }: Surroundings): void {
  pdf.addPage()
  const pen = new Pen(pdf, fonts)
  const first_top = summary(pen, document, Math.max(letterhead(pen, document, logo), LETTERHEAD) + 16) + 16
  const blocks = [...table(pen, document), totals(pen, document, evidence_url)]
  const pages = paginate([...blocks, mentions(pen, document)], {
    ...{ first_top, top: PAGE.top + 6, bottom: PAGE.height - PAGE.bottom, carry: carry(pen) },
  })
  for (const [i, placed] of pages.entries()) {
    if (i > 0) {
      pdf.addPage()
      selvedge(pen)
    }
    pen.group('Sect', () => {
      for (const { block, top } of placed) block.draw(top)
    })
    foot(pen, document, i + 1, pages.length)
  }
  pen.end()
}

function attach(pdf: Pdf, document: AccountingDocument): void {
  pdf.file(Buffer.from(facturXml(document)), {
    ...{ name: ATTACHMENT, type: XML, relationship: 'Alternative', description: 'Factur-X, EN 16931' },
    ...{ creationDate: madeOn(document.issue_date), modifiedDate: madeOn(document.issue_date) },
  })
  pdf.appendXML(metadata(document.seller.name))
}
