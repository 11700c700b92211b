/** Writes into the service worker which files this build is made of, each with its hash, when all of them are there. */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import type { ShellFiles } from '../offline/answer.ts'
import { writtenIn } from './written.ts'

export const WORKER = 'sw.js'
const BLANK = '__NAVETTE_SHELL__'

export function shellList(): Plugin {
  return {
    name: 'navette:shell-list',
    apply: 'build',
    writeBundle: {
      sequential: true,
      async handler({ dir = '' }) {
        const worker = join(dir, WORKER)
        const script = await readFile(worker, 'utf8')
        if (script.split(BLANK).length !== 2) throw new Error(`${WORKER} must name ${BLANK} exactly once`)
        if (/\b(import|export)\b\s*[{*"']/.test(script)) throw new Error(`${WORKER} must stand alone`)
        await writeFile(worker, script.replace(BLANK, JSON.stringify(await listOf(dir))))
      },
    },
  }
}

export async function listOf(dir: string): Promise<ShellFiles> {
  const files: [string, string][] = []
  for (const { path, file } of await writtenIn(dir)) {
    if (path === `/${WORKER}`) continue
    const digest = createHash('sha384')
      .update(await readFile(file))
      .digest('base64')
    files.push([path, `sha384-${digest}`])
  }
  const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16)
  return { version, files: Object.fromEntries(files) }
}
