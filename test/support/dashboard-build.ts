/** The dashboard as Vite builds it, once for all test files: kept under a name made of what it is built from. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const KEPT = join(root, 'node_modules/.cache/navette-dashboard')
/** What the dashboard may import: itself, and the contract's types (design.md, "Who may import whom"). */
const SOURCES = ['dashboard', 'server/contract']
/** Earlier builds are dropped once nobody can be looking at them any more. */
const STALE_ms = 3_600_000

export function builtDashboard(): string {
  const dist = join(KEPT, fingerprint())
  if (existsSync(dist)) {
    utimesSync(dist, new Date(), new Date()) // in use: nobody else's build may drop it as stale
    return dist
  }
  mkdirSync(KEPT, { recursive: true })
  const building = mkdtempSync(join(KEPT, 'building-'))
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  execFileSync(process.execPath, [vite, 'build', join(root, 'dashboard'), '--outDir', building, '--logLevel', 'error'])
  try {
    renameSync(building, dist)
  } catch {
    rmSync(building, { recursive: true }) // another worker was faster
  }
  dropStale()
  return dist
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const folder of SOURCES)
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      const { mtimeMs, size, isFile } = infoOf(join(root, folder, path))
      if (isFile && !path.startsWith('dist')) hash.update(`${folder}/${path} ${size} ${mtimeMs}\n`)
    }
  return hash.digest('hex').slice(0, 16)
}

const infoOf = (path: string) => {
  const stat = statSync(path)
  return { mtimeMs: stat.mtimeMs, size: stat.size, isFile: stat.isFile() }
}

function dropStale(): void {
  for (const name of readdirSync(KEPT)) {
    const path = join(KEPT, name)
    if (Date.now() - statSync(path).mtimeMs > STALE_ms) rmSync(path, { recursive: true, force: true })
  }
}
