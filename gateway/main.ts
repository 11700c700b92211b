/**
 * `node gateway/main.ts [run] --config FILE` · `check --config FILE [--for SECONDS] [--json]` · `set-address --driver D --bus
 * PORT --from N --to N [--baud N] [--json]`. Exit 0 done or stopped, 1 failed, 2 wrong usage or configuration.
 */
import { parseArgs } from 'node:util'
import { runCheck, runSetAddress } from './commands.ts'
import { runGateway } from './run.ts'
import { USAGE, wrong } from './usage.ts'

const OPTIONS = {
  config: { type: 'string' },
  for: { type: 'string' },
  json: { type: 'boolean' },
  driver: { type: 'string' },
  bus: { type: 'string' },
  baud: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  help: { type: 'boolean' },
} as const

function read() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true })
  } catch (error) {
    return wrong([error instanceof Error ? error.message : String(error), ...USAGE])
  }
}

const { values, positionals } = read()
const [command = 'run', ...more] = positionals
if (values.help) process.stdout.write(`${USAGE.join('\n')}\n`)
else if (more.length > 0) wrong(USAGE)
else if (command === 'run') runGateway(values.config ?? wrong(USAGE))
else if (command === 'check') await runCheck({ ...values, config: values.config ?? wrong(USAGE) })
else if (command === 'set-address') await runSetAddress(values)
else wrong([`unknown command ${command}`, ...USAGE])
