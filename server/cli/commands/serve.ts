import { flushCompileCache } from 'node:module'
import closeWithGrace from 'close-with-grace'
import { keepHeapSmall } from '#server/heap.ts'
import type { Config } from '../../config.ts'
import { type Server, startServer } from '../../main.ts'
import { configured } from '../context.ts'
import { ensureDashboard } from '../dashboard.ts'
import { inTheClear } from '../in-the-clear.ts'
import { notStarted } from '../not-started.ts'

const CLOSE_MS_MAX = 10_000
const SIGN_IN_LOADED_MS = 60_000

export async function serve(): Promise<void> {
  const config = configured()
  const open = inTheClear(config.mqtt)
  if (open !== null) process.stderr.write(`navette: ${open}\n`)
  const { http, mqtt, mqtts, setup_code } = await startServing(config)
  process.stdout.write(`${JSON.stringify({ ready: true, http, mqtt, ...(mqtts === null ? {} : { mqtts }) })}\n`)
  keepCompiledCodeNow()
  // To the terminal and not to the ready line: scripts keep that one
  if (setup_code !== null) process.stderr.write(`Premier démarrage / first start: http://${http}/?code=${setup_code}\n`)
}

/** Node keeps what it compiled when it ends; a board that is switched off at the wall never ends. Sign-in comes a little later. */
function keepCompiledCodeNow(): void {
  flushCompileCache()
  setTimeout(flushCompileCache, SIGN_IN_LOADED_MS).unref()
}

/** Until somebody ends this process. */
export async function startServing(config: Config): Promise<Server> {
  keepHeapSmall()
  const server = await startServer(config).catch((error: unknown) => {
    throw notStarted(error, config)
  })
  const closing = new AbortController()
  closeWithGrace({ delay: CLOSE_MS_MAX, logger: false }, async ({ err }) => {
    if (err !== undefined) process.stderr.write(`navette: ${err.stack ?? err.message}\n`)
    closing.abort()
    await server.close()
  })
  // Not waited for: machines must not wait for a page. Until it is built, `/` says so and reloads itself.
  ensureDashboard(config.dashboard, closing.signal).catch((error: Error) =>
    process.stderr.write(`navette: ${error.message}\n`),
  )
  return server
}
