/** `node gateway/main.ts --config FILE`: exit 0 stopped, 1 failed, 2 wrong usage or configuration. */
import { parseArgs } from 'node:util'
import closeWithGrace from 'close-with-grace'
import pino from 'pino'
import { readConfig } from './config.ts'
import { type Gateway, startGateway } from './gateway.ts'

const CLOSE_ms = 5_000
const USAGE = 'usage: node gateway/main.ts --config FILE'

function wrong(lines: string[]): never {
  for (const line of lines) process.stderr.write(`${line}\n`)
  process.exit(2)
}

function configFile(): string {
  try {
    const { values } = parseArgs({ options: { config: { type: 'string' }, help: { type: 'boolean' } } })
    if (values.help) {
      process.stdout.write(`${USAGE}\n`)
      process.exit(0)
    }
    return values.config ?? wrong([USAGE])
  } catch (error) {
    return wrong([error instanceof Error ? error.message : String(error), USAGE])
  }
}

const file = configFile()
const read = readConfig(file)
if (read.kind === 'wrong') {
  wrong(read.errors.map(({ path, message }) => `${file}: ${path === '' ? '' : `${path}: `}${message}`))
}

// Standard output carries one line for the program that started us; everything else is the log.
const log = pino(
  { level: process.env.NAVETTE_LOG ?? 'info', base: { gateway: read.config.gateway } },
  pino.destination(2),
)
let gateway: Gateway
try {
  gateway = startGateway(read.config, log)
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  const busy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
  log.fatal(busy ? `another gateway is running on ${read.config.data}` : message)
  process.exit(1)
}
process.stdout.write(`${JSON.stringify({ ready: true, gateway: read.config.gateway })}\n`)
closeWithGrace({ delay: CLOSE_ms, logger: log }, async () => {
  await gateway.close()
})
