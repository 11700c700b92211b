/** Beside each text the build wrote, the same compressed: the server picks (`preCompressed`), and compresses nothing itself. */
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'
import { writtenIn } from './written.ts'

const TEXTS = /\.(js|css|html|svg|webmanifest)$/
/** Below it the headers weigh more than what is saved. */
const BYTES_MIN = 256
const [brotli, gzipped] = [promisify(brotliCompress), promisify(gzip)]

export function compressed(): Plugin {
  return {
    name: 'navette:compressed',
    apply: 'build',
    writeBundle: {
      sequential: true,
      async handler({ dir = '' }) {
        await Promise.all(
          (await writtenIn(dir)).filter(({ path }) => TEXTS.test(path)).map(({ file }) => compress(file)),
        )
      },
    },
  }
}

async function compress(file: string): Promise<void> {
  const text = await readFile(file)
  if (text.length < BYTES_MIN) return
  const size = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length }
  await writeFile(`${file}.br`, await brotli(text, { params: size }))
  await writeFile(`${file}.gz`, await gzipped(text, { level: 9 }))
}
