/** The paper, judged by the programs people open it with: poppler reads what was written. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { facturXml } from '../facturx/xml.ts'
import { loadFonts } from '../fonts/fonts.ts'
import { aBusiness, aConsumer, aDocument, aSeller, SAMPLES } from '../testing.ts'
import { renderPdf, type Surroundings } from './render.ts'

const dir = mkdtempSync(join(tmpdir(), 'navette-paper-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const fonts = loadFonts()
const BARE: Surroundings = { logo: null, evidence_url: null }
const sample = (name: string): AccountingDocument => {
  const document = SAMPLES[name]
  if (document === undefined) throw new Error(`no sample ${name}`)
  return document
}

let files = 0
async function paper(document: AccountingDocument, surroundings = BARE): Promise<string> {
  const file = join(dir, `${++files}.pdf`)
  writeFileSync(file, await renderPdf(document, fonts, surroundings))
  return file
}
const run = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8' })
/** Words as a reader sees them: one space between any two. */
const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
const textOf = async (document: AccountingDocument, surroundings = BARE): Promise<string> =>
  words(run('pdftotext', '-layout', await paper(document, surroundings), '-'))

describe('a Factur-X file', () => {
  it('carries exactly the XML, as the alternative of the page', async () => {
    const file = await paper(sample('business'))
    run('pdfdetach', '-save', '1', '-o', `${file}.xml`, file)
    expect(readFileSync(`${file}.xml`, 'utf8')).toBe(facturXml(sample('business')))
    expect(run('pdfdetach', '-list', file)).toContain('factur-x.xml')
    expect(readFileSync(file, 'latin1')).toMatch(/\/AFRelationship \/Alternative/)
  })

  it('says what it is: PDF/A-3b, Factur-X EN 16931, French, tagged, and who wrote it', async () => {
    const file = await paper(aDocument({ seller: aSeller({ name: 'Fil & <Aiguille>' }) }))
    const metadata = run('pdfinfo', '-meta', file)
    expect(metadata).toMatch(/<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>B</)
    expect(metadata).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>')
    expect(metadata).toContain('<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>')
    expect(metadata).toContain('<rdf:li>Fil &amp; &lt;Aiguille&gt;</rdf:li>')
    expect(run('pdfinfo', file)).toMatch(/Title:\s+Facture FAB-2026-0042[\s\S]*Tagged:\s+yes/)
    const bytes = readFileSync(file, 'latin1')
    expect(bytes).toContain('/Lang (fr)')
    expect(bytes).toContain('sRGB IEC61966-2.1')
  })

  it('says form, capital and register in full at the foot, however long the name', async () => {
    const name =
      'Association pour la promotion des métiers du textile et de la création en Île-de-France et des régions'
    expect(await textOf(aDocument({ seller: aSeller({ name }) }))).toMatch(
      /SCIC SARL au .*capital de 18 500,00 €, RCS Paris 552 100 554/,
    )
    const longest = aDocument({ seller: aSeller({ name: 'Fil '.repeat(75) }) })
    expect(await textOf(longest)).toContain('SCIC SARL au capital de 18 500,00 €, RCS Paris 552 100 554')
  })

  it('carries the sum over from page to page', async () => {
    const lines = Array.from({ length: 40 }, () => ({ net_cents: 1_000, unit_price_mc: 1_000_000 }))
    const told = (await textOf(aDocument({}, lines))).match(/(À reporter|Report) [\d,]+/g)
    expect(told).toEqual(['À reporter 200,00', 'Report 200,00'])
  })

  it('names the month as French does', async () => {
    const document = { ...sample('credit note'), reason: 'correction' as const, period: '2026-10' }
    expect(await textOf(document)).toContain('Correction d’octobre 2026')
    expect(await textOf(sample('settlement'))).toContain('Régularisation de 2026')
  })

  it('embeds every font, as a subset with its letters', async () => {
    const arabic = aDocument({ buyer: aConsumer({ name: 'محمد' }) })
    const rows = run('pdffonts', await paper(arabic))
      .trim()
      .split('\n')
      .slice(2)
    expect(rows.map(row => row.trim().split(/\s+/)[0]?.slice(7)).sort()).toEqual([
      ...['DejaVuSans', 'SourceSans3-Light', 'SourceSans3-Regular', 'SourceSans3-SemiBold'],
    ])
    for (const row of rows) expect(row).toMatch(/yes yes yes/)
  })

  it('is the same bytes for the same document', async () => {
    const surroundings = { logo: null, evidence_url: 'https://navette.example/invoices/FAB-2026-0042' }
    const [one, other] = [
      await renderPdf(sample('debit'), fonts, surroundings),
      await renderPdf(sample('debit'), loadFonts(), surroundings),
    ]
    expect(Buffer.compare(one, other)).toBe(0)
    expect(Buffer.compare(one, await renderPdf(sample('business'), fonts, surroundings))).not.toBe(0)
  })
})

describe('what one reads', () => {
  it('what it is, from whom, to whom, for which month', async () => {
    const text = await textOf(sample('business'))
    for (const said of [
      'Facture FAB-2026-0042',
      'Octobre 2026, émise le 3 novembre 2026',
      'La Fabrique des Gouttes d’Or',
      'SIRET 552 100 554 00013',
    ])
      expect(text).toContain(said)
    for (const said of ['Atelier Kanda, EURL', 'SIRET 732 829 320 00074', 'TVA FR44732829320', 'RCS Paris 552 100 554'])
      expect(text).toContain(said)
  })

  it('how much, by when and how', async () => {
    const text = await textOf(sample('business'))
    expect(text).toContain('À payer au plus tard le 3 décembre 2026')
    expect(text).toContain('Total HT 113,75 €')
    expect(text).toContain('À payer 136,50 €')
    expect(text).toContain('IBAN FR76 3000 6000 0112 3456 7890 189')
    const debit = await textOf(sample('debit'))
    expect(debit).toContain('Prélevé le 5 décembre 2026')
    expect(debit).toContain('Mandat FAB-KANDA-1')
    expect(debit).not.toContain('IBAN')
  })

  it('VAT of each rate, and its base', async () => {
    const text = await textOf(sample('several rates'))
    for (const row of ['20 % 123,45 24,69', '5,5 % 10,01 0,55', '10 % 7,77 0,78']) expect(text).toContain(row)
  })

  it('why there is no VAT, and then no word of HT', async () => {
    const text = await textOf(sample('franchise'))
    expect(text).toContain('TVA non applicable, art. 293 B du CGI')
    expect(text).not.toMatch(/HT|TTC/)
  })

  it('a credit note names what it credits, and asks for nothing', async () => {
    const text = await textOf(sample('credit note'))
    expect(text).toContain('Avoir FAB-2026-0043')
    expect(text).toContain('Sur la facture FAB-2026-0042 du 3 novembre 2026')
    expect(text).toContain('À votre crédit 5,76 €')
    expect(text).not.toMatch(/À payer|IBAN/)
  })

  it('advances are deducted before it is asked for', async () => {
    const text = await textOf(sample('settlement'))
    expect(text).toContain('Avances déjà facturées −120,00 €')
    expect(text).toContain('À payer 246,96 €')
    expect(text).toContain('Régularisation de 2026')
  })

  it('every sentence the law wants', async () => {
    const text = await textOf(sample('business'))
    for (const mention of sample('business').mentions) expect(text).toContain(words(mention.text))
    expect(await textOf(sample('consumer'))).not.toContain('recouvrement')
  })

  it('a code that opens the evidence, only where there is an address', async () => {
    const said = 'La preuve de chaque ligne'
    expect(await textOf(sample('business'))).not.toContain(said)
    expect(await textOf(sample('business'), { logo: null, evidence_url: 'https://n.example/invoices/1' })).toContain(
      said,
    )
  })
})

describe('what no form was made for', () => {
  const pages = (file: string): string[] => run('pdftotext', '-layout', file, '-').split('\f').slice(0, -1).map(words)

  it('forty lines: the head comes again, pages are numbered, the sum is not alone', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => ({ label: `Ligne ${i + 1}.`, machine: `m${i}`, net_cents: 100 }))
    const [first = '', last = '', ...more] = pages(await paper(aDocument({}, lines)))
    expect(more).toEqual([])
    for (const page of [first, last]) expect(page).toContain('Désignation Quantité Prix unit. HT TVA Montant HT, €')
    expect(first).toContain('page 1/2')
    expect(last).toContain('page 2/2')
    expect(last).toMatch(/Ligne 40\..*Total HT/)
    for (let i = 1; i <= 40; i++) expect(first + last).toContain(`Ligne ${i}.`)
  })

  it('names of 300 letters wrap, and it stays one page', async () => {
    const name = `${'Très-Long-Nom-'.repeat(21)}Fin`
    const document = aDocument({
      buyer: aBusiness({ name }),
      seller: aSeller({ name: 'Coopérative '.repeat(25).trim() }),
    })
    const all = pages(await paper(document))
    expect(all).toHaveLength(1)
    const letters = run('pdftotext', await paper(document), '-').replaceAll(/[\s-]/g, '')
    expect(letters).toContain(name.replaceAll('-', ''))
  })

  it('a letter no font has is a sign, and the page says so', async () => {
    const text = await textOf(aDocument({ buyer: aConsumer({ name: 'Zoé 中村 🧵' }) }))
    expect(text).toContain('Zoé □□ □')
    expect(text).toContain('Le signe □ tient lieu d’une lettre que la police ne peut pas montrer')
    expect(await textOf(sample('business'))).not.toContain('Le signe')
  })

  it('an Arabic and a Hebrew name read as they were written', async () => {
    const text = await textOf(
      aDocument({ buyer: aConsumer({ name: 'محمد العربي' }), seller: aSeller({ name: 'שרה כהן' }) }),
    )
    expect(text.normalize('NFKC')).toContain('محمد العربي')
    expect(text).toContain('שרה כהן')
    expect(text).not.toContain('Le signe')
  })

  it('a line of nothing and an amount below nothing', async () => {
    const text = await textOf(aDocument({}, [{ net_cents: 0 }, { net_cents: -500, label: 'Remise' }]))
    expect(text).toContain('Rien à payer')
    expect(text).toContain('−5,00')
  })

  it('a logo stands above the name; a file that is none is told', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const file = await paper(sample('business'), { logo: png, evidence_url: null })
    expect(run('pdfimages', '-list', file)).toMatch(/image/)
    expect(run('pdftotext', file, '-')).toContain('La Fabrique des Gouttes d’Or')
    await expect(async () =>
      renderPdf(sample('business'), fonts, { logo: Buffer.from('no picture'), evidence_url: null }),
    ).rejects.toThrow('logo')
  })
})
