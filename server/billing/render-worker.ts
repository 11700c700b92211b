/** The worker behind files.ts: fonts read once, one file after the other, so that drawing never holds up a badge. */
import { parentPort } from 'node:worker_threads'
import { facturXml } from './facturx/xml.ts'
import { loadFonts } from './fonts/fonts.ts'
import { renderPdf } from './pdf/render.ts'
import type { Question, Reply, Work } from './work.ts'

const fonts = loadFonts()

const made = (work: Work): Promise<Uint8Array> | Uint8Array =>
  work.kind === 'xml'
    ? new TextEncoder().encode(facturXml(work.document))
    : renderPdf(work.document, fonts, work.surroundings)

async function answer({ id, work }: Question): Promise<Reply> {
  try {
    return { id, bytes: await made(work) }
  } catch (error) {
    return { id, error: `${work.document.number}: ${error instanceof Error ? error.message : String(error)}` }
  }
}

let last: Promise<void> = Promise.resolve()
parentPort?.on('message', (question: Question) => {
  last = last.then(async () => parentPort?.postMessage(await answer(question)))
})
