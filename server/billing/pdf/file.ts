/** A PDF/A-3b in French that says it was made on its paper's own date: the same content gives the same bytes. */
import PDFDocument from 'pdfkit'
import { PAGE } from './look.ts'

const NAVETTE = 'Navette'

export type Pdf = InstanceType<typeof PDFDocument>

/** `date`: `yyyy-mm-dd`, midnight UTC. */
export const madeOn = (date: string): Date => new Date(`${date}T00:00:00Z`)

export const openPdf = (title: string, date: string): Pdf =>
  new PDFDocument({
    ...{ size: [PAGE.width, PAGE.height], margin: 0, autoFirstPage: false, font: '' },
    ...{ subset: 'PDF/A-3b', pdfVersion: '1.7', tagged: true, lang: 'fr', displayTitle: true },
    info: { Title: title, Producer: NAVETTE, Creator: NAVETTE, CreationDate: madeOn(date), ModDate: madeOn(date) },
  })

/** All of it, once `draw` has drawn. */
export function bytesOf(pdf: Pdf, draw: () => void): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  const done = new Promise<Uint8Array>((resolve, reject) => {
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
  draw()
  pdf.end()
  return done
}
