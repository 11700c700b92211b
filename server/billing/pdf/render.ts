/**
 * A document as paper: PDF/A-3b with its XML inside (Factur-X). The same document gives the same bytes: no clock, no chance,
 * nothing looked up.
 */
import PDFDocument from 'pdfkit'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { facturXml } from '../facturx/xml.ts'
import type { Fonts } from '../fonts/fonts.ts'
import { paginate } from './flow.ts'
import { foot, mentions } from './foot.ts'
import { letterhead, selvedge } from './letterhead.ts'
import { PAGE } from './look.ts'
import { Pen } from './pen.ts'
import { summary, title } from './summary.ts'
import { table } from './table.ts'
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
const NAVETTE = 'Navette'

/** Midnight UTC of the day of issue is when the file says it was made: the paper's own date. */
const made = ({ issue_date }: AccountingDocument): Date => new Date(`${issue_date}T00:00:00Z`)

function open(document: AccountingDocument): InstanceType<typeof PDFDocument> {
  return new PDFDocument({
    ...{ size: [PAGE.width, PAGE.height], margin: 0, autoFirstPage: false, font: '' },
    ...{ subset: 'PDF/A-3b', pdfVersion: '1.7', tagged: true, lang: 'fr', displayTitle: true },
    info: {
      Title: title(document),
      Producer: NAVETTE,
      Creator: NAVETTE,
      CreationDate: made(document),
      ModDate: made(document),
    },
  })
}

export function renderPdf(
  document: AccountingDocument,
  fonts: Fonts,
  { logo, evidence_url }: Surroundings,
): Promise<Uint8Array> {
  const pdf = open(document)
  const chunks: Uint8Array[] = []
  pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  const done = new Promise<Uint8Array>((resolve, reject) => {
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
  draw(pdf, document, fonts, { logo, evidence_url })
  attach(pdf, document)
  pdf.end()
  return done
}

function draw(
  pdf: InstanceType<typeof PDFDocument>,
  document: AccountingDocument,
  fonts: Fonts,
  { logo, evidence_url }: Surroundings,
): void {
  pdf.addPage()
  const pen = new Pen(pdf, fonts)
  const first_top = summary(pen, document, Math.max(letterhead(pen, document, logo), LETTERHEAD) + 16) + 16
  const blocks = [...table(pen, document), totals(pen, document, evidence_url)]
  const pages = paginate([...blocks, mentions(pen, document)], {
    ...{ first_top, top: PAGE.top + 6, bottom: PAGE.height - PAGE.bottom },
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

function attach(pdf: InstanceType<typeof PDFDocument>, document: AccountingDocument): void {
  pdf.file(Buffer.from(facturXml(document)), {
    ...{ name: ATTACHMENT, type: XML, relationship: 'Alternative', description: 'Factur-X, EN 16931' },
    ...{ creationDate: made(document), modifiedDate: made(document) },
  })
  pdf.appendXML(metadata(document.seller.name))
}
