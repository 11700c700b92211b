/** Runs the gateway until a signal ends it. */
import { flushCompileCache } from 'node:module'
import closeWithGrace from 'close-with-grace'
import pino from 'pino'
import { type Gateway, startGateway } from './gateway.ts'
import { configOrExit } from './usage.ts'

const CLOSE_ms = 5_000

/** Whoever kills `navette gateway` means this one: left behind, it would hold the ports and the outbox against the next. */
function endWithWhoStartedIt(): void {
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.channel?.unref()
}

export function runGateway(file: string): void {
  endWithWhoStartedIt()
  const config = configOrExit(file)
  // Standard output carries one line at each end for the program that started us; everything else is the log.
  const log = pino({ level: process.env.NAVETTE_LOG ?? 'info', base: { gateway: config.gateway } }, pino.destination(2))
  let gateway: Gateway
  try {
    gateway = startGateway(config, log)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const busy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
    log.fatal(busy ? `another gateway is running on ${config.data}` : message)
    process.exit(1)
  }
  process.stdout.write(`${JSON.stringify({ ready: true, gateway: config.gateway })}\n`)
  // Node keeps what it compiled when it ends; a board that is switched off at the wall never ends
  flushCompileCache()
  closeWithGrace({ delay: CLOSE_ms, logger: log }, async () => {
    process.stdout.write(`${JSON.stringify({ ended: true, ...(await gateway.close()) })}\n`)
  })
}
