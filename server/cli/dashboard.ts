/** The dashboard is built once for a checkout, when it is first wanted, and again when its sources are newer. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { CHECKOUT } from './child.ts'
import { CliError } from './output.ts'

const SOURCE = /\.(tsx?|css|html|svg|webmanifest)$/
const NO_SOURCES = new Set(['dist', 'node_modules'])
const BUILDER = join(CHECKOUT, 'server/cli/build-dashboard.ts')

/** Resolves when `dir` holds a dashboard as new as its sources; at once when it does already. */
export async function ensureDashboard(dir: string, signal?: AbortSignal): Promise<void> {
  if (isFresh(dir)) return
  // A process of its own: Vite takes the processor for seconds, and messages must not wait for a page.
  await new Promise<void>((done, refuse) => {
    const child = execFile(process.execPath, [BUILDER, dir], { cwd: CHECKOUT, signal }, (error, _stdout, stderr) => {
      if (error === null || signal?.aborted === true) done()
      else refuse(new CliError(`the dashboard could not be built: ${stderr.trim() || error.message}`))
    })
    if (child.pid !== undefined) yieldTo(child.pid)
  })
}

export function isFresh(dir: string): boolean {
  const built = join(dir, 'index.html')
  return existsSync(built) && statSync(built).mtimeMs > newestSource()
}

/** Whoever works comes first. Not every system lets a program say so. */
function yieldTo(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {}
}

const newestSource = (): number =>
  Math.max(modified_ms(join(CHECKOUT, 'package-lock.json')), newestIn(join(CHECKOUT, 'dashboard')))

/** Asked at each start, before the first message: a walk takes 10 ms where a pattern takes 60. */
function newestIn(dir: string): number {
  let newest_ms = 0
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) newest_ms = Math.max(newest_ms, NO_SOURCES.has(entry.name) ? 0 : newestIn(path))
    else if (SOURCE.test(entry.name)) newest_ms = Math.max(newest_ms, modified_ms(path))
  }
  return newest_ms
}

const modified_ms = (path: string): number => statSync(path).mtimeMs
