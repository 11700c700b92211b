/**
 * What a browser must fetch before the wall lives (entry, what it imports, French, the live socket), and what each page adds.
 * Builds the dashboard, follows Vite's manifest and compresses as a server would (gzip -9). Limits: issue 6, Figures.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const FIRST_LOAD_BYTES_MAX = 60_000
const FIRST_STYLE_BYTES_MAX = 15_000
const ROUTE_BYTES_MAX = 30_000

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[]; css?: string[] }
type Manifest = Record<string, Chunk>
type File = { file: string; gzip_bytes: number }
type Weights = { script: File[]; style: File[]; routes: { page: string; gzip_bytes: number }[]; curve: File[] }

/** Fetched at once by every page, though imported dynamically: the words, the live socket. */
const AT_ONCE = ['i18n/fr.ts', 'socket.io-client']
const ENTRY = 'index.html'
const PAGES = 'pages.tsx'
/** Fetched when the machine's page stands, for the curve it draws then: told by itself. */
const CURVE = 'uplot/dist/uPlot.esm'

const root = fileURLToPath(new URL('../..', import.meta.url))

function weigh(): Weights {
  const out = mkdtempSync(join(tmpdir(), 'navette-bundle-'))
  try {
    const vite = join(root, 'node_modules/vite/bin/vite.js')
    execFileSync(process.execPath, [vite, 'build', join(root, 'dashboard'), '--outDir', out, '--logLevel', 'error'])
    return weightsOf(JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8')), file => ({
      file,
      gzip_bytes: gzipSync(readFileSync(join(out, file)), { level: 9 }).length,
    }))
  } finally {
    rmSync(out, { recursive: true })
  }
}

function weightsOf(manifest: Manifest, weighed: (file: string) => File): Weights {
  const first = reach(manifest, [ENTRY])
  const [script, style] = [scriptsOf(manifest, first), stylesOf(manifest, first)]
  const routes = (manifest[PAGES]?.dynamicImports ?? []).map(page => {
    const files = scriptsOf(manifest, reach(manifest, [PAGES, page])).filter(file => !script.includes(file))
    return { page, gzip_bytes: total(files.map(weighed)) }
  })
  const curve = scriptsOf(manifest, new Set(Object.keys(manifest).filter(key => key.includes(CURVE))))
  return { script: [...script, 'theme.js'].map(weighed), style: style.map(weighed), routes, curve: curve.map(weighed) }
}

/** Chunks reached through static imports, and through the few dynamic ones that are always wanted. */
function reach(manifest: Manifest, from: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (chunk === undefined || seen.has(key)) return
    seen.add(key)
    for (const next of chunk.imports ?? []) visit(next)
    for (const next of chunk.dynamicImports ?? []) if (AT_ONCE.some(wanted => next.includes(wanted))) visit(next)
  }
  for (const key of from) visit(key)
  return seen
}

const unique = (files: (string | undefined)[]): string[] => [...new Set(files.filter(file => file !== undefined))]
const scriptsOf = (manifest: Manifest, keys: Set<string>): string[] =>
  unique([...keys].map(key => manifest[key]?.file)).filter(file => file.endsWith('.js'))
const stylesOf = (manifest: Manifest, keys: Set<string>): string[] =>
  unique([...keys].flatMap(key => manifest[key]?.css ?? []))

const total = (files: readonly { gzip_bytes: number }[]): number =>
  files.reduce((sum, file) => sum + file.gzip_bytes, 0)

export function benchBundle(): void {
  const { script, style, routes, curve } = weigh()
  for (const file of script) console.log(`${String(file.gzip_bytes).padStart(7)}  ${file.file}`)
  tell('first load, script', total(script), FIRST_LOAD_BYTES_MAX)
  tell('first load, style', total(style), FIRST_STYLE_BYTES_MAX)
  for (const route of routes.toSorted((a, b) => b.gzip_bytes - a.gzip_bytes).slice(0, 5)) {
    tell(`a route more, script: ${route.page}`, route.gzip_bytes, ROUTE_BYTES_MAX)
  }
  tell('the zoomable curve, after its page', total(curve), ROUTE_BYTES_MAX)
}

function tell(what: string, gzip_bytes: number, bytes_max: number): void {
  const ratio = (gzip_bytes / bytes_max).toFixed(2)
  console.log(`${String(gzip_bytes).padStart(7)}  ${what}, gzip: ${ratio} of the ${bytes_max} allowed`)
  if (gzip_bytes > bytes_max) process.exitCode = 1
}

if (import.meta.main) benchBundle()
