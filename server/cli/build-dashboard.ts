/**
 * `node server/cli/build-dashboard.ts [DIR]`: builds beside DIR and puts the whole in its place in one step, so that a server
 * that already serves DIR never shows half a dashboard. Whoever comes second waits for the first and finds it done.
 */
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CHECKOUT } from './child.ts'
import { isFresh } from './dashboard.ts'

/** A build takes seconds; a lock that is older was left by a killed one. */
const LOCK_MS_MAX = 120_000
const LOOK_MS = 200

const [, , dir = join(CHECKOUT, 'dashboard/dist')] = process.argv
const lock = `${dir}.lock`
const staged = `${dir}.new`
const former = `${dir}.old`

await takeLock()
const leave = () => {
  for (const path of [staged, former, lock]) rmSync(path, { recursive: true, force: true })
}
process.once('SIGTERM', () => {
  leave()
  process.exit(1)
})
try {
  if (!isFresh(dir)) {
    await build()
    swap()
  }
} finally {
  leave()
}

async function takeLock(): Promise<void> {
  mkdirSync(dirname(lock), { recursive: true })
  for (;;) {
    try {
      mkdirSync(lock)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const taken = statSync(lock, { throwIfNoEntry: false })
    if (taken !== undefined && Date.now() - taken.mtimeMs > LOCK_MS_MAX) rmSync(lock, { recursive: true, force: true })
    await wait(LOOK_MS)
  }
}

async function build(): Promise<void> {
  // Only a checkout with its development packages can build; a package brings the dashboard built.
  const vite = await import('vite').catch(() => {
    throw new Error('vite is not installed: run npm ci')
  })
  await vite.build({
    root: join(CHECKOUT, 'dashboard'),
    configFile: join(CHECKOUT, 'dashboard/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: staged, emptyOutDir: true },
  })
}

function swap(): void {
  if (existsSync(dir)) {
    // Nothing but a former build is ever put away: the directory may have been named by mistake.
    if (!existsSync(join(dir, '.vite/manifest.json'))) throw new Error(`${dir} holds something else than a dashboard`)
    renameSync(dir, former)
  }
  renameSync(staged, dir)
}
