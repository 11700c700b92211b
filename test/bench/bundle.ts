/**
 * Script a browser must fetch before the wall lives: entry, what it imports, French, the live socket. Builds the
 * dashboard, follows Vite's manifest and compresses as a server would (gzip -9). Limit: 60 kB (issue 2, Figures).
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

export const FIRST_LOAD_BYTES_MAX = 60_000

type Chunk = { file: string; src?: string; isEntry?: boolean; imports?: string[]; dynamicImports?: string[] }
/** Fetched at once by every page, though imported dynamically. */
const AT_ONCE = ['i18n/fr.ts', 'socket.io-client']

const root = fileURLToPath(new URL('../..', import.meta.url))

export function firstLoad(): { file: string; gzip_bytes: number }[] {
  const out = mkdtempSync(join(tmpdir(), 'navette-bundle-'))
  try {
    const vite = join(root, 'node_modules/vite/bin/vite.js')
    execFileSync(process.execPath, [vite, 'build', join(root, 'dashboard'), '--outDir', out, '--logLevel', 'error'])
    const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8'))
    const files = [...reach(manifest)].map(key => manifest[key]?.file ?? '').filter(file => file.endsWith('.js'))
    return [...files, 'theme.js'].map(file => ({
      file,
      gzip_bytes: gzipSync(readFileSync(join(out, file)), { level: 9 }).length,
    }))
  } finally {
    rmSync(out, { recursive: true })
  }
}

/** Chunks reached from the entry through static imports and the two that are always wanted. */
function reach(manifest: Record<string, Chunk>): Set<string> {
  const seen = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (chunk === undefined || seen.has(key)) return
    seen.add(key)
    for (const next of chunk.imports ?? []) visit(next)
    for (const next of chunk.dynamicImports ?? []) if (AT_ONCE.some(wanted => next.includes(wanted))) visit(next)
  }
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry === true) visit(key)
  return seen
}

export function benchBundle(): void {
  const chunks = firstLoad()
  const total_bytes = chunks.reduce((sum, chunk) => sum + chunk.gzip_bytes, 0)
  for (const chunk of chunks) console.log(`${String(chunk.gzip_bytes).padStart(7)}  ${chunk.file}`)
  const ratio = (total_bytes / FIRST_LOAD_BYTES_MAX).toFixed(2)
  console.log(`${String(total_bytes).padStart(7)}  first load, gzip: ${ratio} of the ${FIRST_LOAD_BYTES_MAX} allowed`)
  if (total_bytes > FIRST_LOAD_BYTES_MAX) process.exitCode = 1
}

if (import.meta.main) benchBundle()
