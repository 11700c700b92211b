import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { facturXml } from './facturx/xml.ts'
import { type ClosableFiles, createDocumentFiles } from './files.ts'
import { loadFonts } from './fonts/fonts.ts'
import { paperOf } from './paper.ts'
import { renderPdf } from './pdf/render.ts'
import { evidenceUrl } from './surroundings.ts'
import { aDocument, SAMPLES } from './testing.ts'

const opened: { files: ClosableFiles; data: string }[] = []
const NO_UPLOADS = { logo: async () => null, issuerLogo: async () => undefined }
afterEach(async () => {
  for (const { files, data } of opened.splice(0)) {
    await files.close()
    rmSync(data, { recursive: true, force: true })
  }
})
function open(public_url: string | null = null): { files: ClosableFiles; data: string } {
  const data = mkdtempSync(join(tmpdir(), 'navette-files-'))
  const one = { data, files: createDocumentFiles(paperOf({ data, public_url }, NO_UPLOADS)) }
  opened.push(one)
  return one
}
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe('the files of a document', () => {
  it('are those the renderer makes, with the code where people open the dashboard', async () => {
    const document = aDocument()
    const { files } = open('https://navette.example/')
    const evidence_url = 'https://navette.example/invoices/FAB-2026-0042'
    expect(evidenceUrl('https://navette.example/', document.number)).toBe(evidence_url)
    expect(hash(await files.pdf(document))).toBe(
      hash(await renderPdf(document, loadFonts(), { logo: null, evidence_url })),
    )
    expect(new TextDecoder().decode(await files.xml(document))).toBe(facturXml(document))
  })

  it('leave the loop free: a clock goes on while they are drawn', async () => {
    const { files } = open()
    let ticks = 0
    const clock = setInterval(() => ticks++, 5)
    await Promise.all(Object.values(SAMPLES).map(document => files.pdf(document)))
    clearInterval(clock)
    expect(ticks).toBeGreaterThan(5)
  })

  it('a document that cannot be drawn is told by its number, and the next one is drawn', async () => {
    const { files, data } = open()
    const logos = join(data, 'logos')
    mkdirSync(logos)
    writeFileSync(join(logos, 'fabrique.png'), 'no picture')
    await expect(files.pdf(aDocument())).rejects.toThrow(/^FAB-2026-0042: .*logo/)
    rmSync(logos, { recursive: true })
    expect((await files.pdf(aDocument())).length).toBeGreaterThan(10_000)
  })

  it('are refused once closed, also those that wait', async () => {
    const { files } = open()
    const waiting = files.pdf(aDocument())
    const refused = expect(waiting).rejects.toThrow('the program ends')
    await sleep(0)
    await files.close()
    await refused
    await expect(files.xml(aDocument())).rejects.toThrow('the program ends')
  })
})
