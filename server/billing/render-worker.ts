/** The worker behind files.ts: fonts read once, one file after the other, so that drawing never holds up a badge. */
import { parentPort } from 'node:worker_threads'
import { facturXml } from './facturx/xml.ts'
import { loadFonts } from './fonts/fonts.ts'
import { renderPdf } from './pdf/render.ts'
import { renderStatement } from './pdf/statement.ts'
import type { Question, Reply, Work } from './work.ts'

const fonts = loadFonts()

function made(work: Work): Promise<Uint8Array> | Uint8Array {
  switch (work.kind) {
    case 'xml':
      return new TextEncoder().encode(facturXml(work.document))
    case 'pdf':
      return renderPdf(work.document, fonts, work.surroundings)
    case 'statement':
      return renderStatement(work.sheet, fonts, work.proof_url)
  }
}

const nameOf = (work: Work): string => (work.kind === 'statement' ? work.sheet.id : work.document.number)

async function answer({ id, work }: Question): Promise<Reply> {
  try {
    return { id, bytes: await made(work) }
  } catch (error) {
    return { id, error: `${nameOf(work)}: ${error instanceof Error ? error.message : String(error)}` }
  }
}

let last: Promise<void> = Promise.resolve()
parentPort?.on('message', (question: Question) => {
  last = last.then(async () => parentPort?.postMessage(await answer(question)))
})
