/** How the program is called, and how it says that it was called wrongly. */
import { type GatewayConfig, readConfig } from './config.ts'

const EXIT_USAGE = 2

export const USAGE = [
  'usage: node gateway/main.ts --config FILE',
  '       node gateway/main.ts check --config FILE [--for SECONDS] [--json]',
  '       node gateway/main.ts set-address --driver pzem-004t|sdm120 --bus PORT --from N --to N [--baud N] [--json]',
]

export function wrong(lines: string[]): never {
  for (const line of lines) process.stderr.write(`${line}\n`)
  process.exit(EXIT_USAGE)
}

/** Every error of the file with its path, or the configuration. */
export function configOrExit(file: string): GatewayConfig {
  const read = readConfig(file)
  if (read.kind === 'ok') return read.config
  return wrong(read.errors.map(({ path, message }) => `${file}: ${path === '' ? '' : `${path}: `}${message}`))
}
