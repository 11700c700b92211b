import { flushCompileCache } from 'node:module'
import closeWithGrace from 'close-with-grace'
import { keepHeapSmall } from '#server/heap.ts'
import { LedgerError } from '#server/ledger/errors.ts'
import type { Config } from '../../config.ts'
import { type Server, startServer } from '../../main.ts'
import { configured } from '../context.ts'
import { ensureDashboard } from '../dashboard.ts'
import { CliError } from '../output.ts'

const CLOSE_MS_MAX = 10_000
const SIGN_IN_LOADED_MS = 60_000

export async function serve(): Promise<void> {
  const { http, mqtt, mqtts, setup_code } = await startServing(configured())
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
    throw sayable(error)
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

const PORTS = 'end that one, or choose another port: NAVETTE_HTTP=127.0.0.1:8081, NAVETTE_MQTT=127.0.0.1:1884'

/** What a person can mend is one sentence; anything else keeps its stack. */
function sayable(error: unknown): unknown {
  if (error instanceof LedgerError) return new CliError(error.message)
  const { code, address, port, path } = error as NodeJS.ErrnoException & { address?: string; port?: number }
  if (code === 'EADDRINUSE') return new CliError([`${address}:${port} is already in use by another program`, PORTS])
  if (code === 'EACCES' && port !== undefined) return new CliError(`${address}:${port} may not be opened by this user`)
  if (code === 'EADDRNOTAVAIL') return new CliError(`${address} is no address of this machine`)
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return new CliError(`${path} may not be written`)
  if (code === 'ENOSPC') return new CliError('the disk is full')
  return error
}
