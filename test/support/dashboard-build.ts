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
/** A build takes seconds; a lock that is older was left by a process that was killed. */
const LOCK_ms_max = 120_000
const PAUSE_ms = 200

export function builtDashboard(): string {
  const dist = join(KEPT, fingerprint())
  mkdirSync(KEPT, { recursive: true })
  const lock = `${dist}.lock`
  while (!existsSync(dist)) {
    if (!takes(lock)) {
      pause(PAUSE_ms) // all workers begin with it: three more builds would only be thrown away
      continue
    }
    try {
      if (!existsSync(dist)) build(dist)
    } finally {
      rmSync(lock, { recursive: true, force: true })
    }
  }
  utimesSync(dist, new Date(), new Date()) // in use: nobody else's build may drop it as stale
  return dist
}

/** Whether it is this process's now. One of a process that was killed goes when it is old. */
function takes(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    const other = statSync(lock, { throwIfNoEntry: false })
    if (other !== undefined && Date.now() - other.mtimeMs > LOCK_ms_max) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

/** The tests of a file wait for it as they would for their own build. */
const pause = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

function build(dist: string): void {
  const building = mkdtempSync(join(KEPT, 'building-'))
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  execFileSync(process.execPath, [vite, 'build', join(root, 'dashboard'), '--outDir', building, '--logLevel', 'error'])
  try {
    renameSync(building, dist)
  } catch {
    rmSync(building, { recursive: true, force: true }) // another worker held the lock for dead, and was faster
  }
  dropStale()
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
  // What a server builds beside it (`dist.new`) may be gone again
  const stat = statSync(path, { throwIfNoEntry: false })
  return { mtimeMs: stat?.mtimeMs, size: stat?.size, isFile: stat?.isFile() === true }
}

function dropStale(): void {
  for (const name of readdirSync(KEPT)) {
    const path = join(KEPT, name)
    // Another worker's may have its name by now, or be gone
    const kept = statSync(path, { throwIfNoEntry: false })
    if (kept !== undefined && Date.now() - kept.mtimeMs > STALE_ms) rmSync(path, { recursive: true, force: true })
  }
}
