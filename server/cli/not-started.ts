/** Why a server did not start: what a person can mend is one sentence; anything else keeps its stack. */
import type { Config } from '#server/config.ts'
import { LedgerError } from '#server/ledger/errors.ts'
import { CliError, EXIT_USAGE } from './output.ts'

const PORTS = 'end that one, or choose another port: '
const OF_SERVE = 'NAVETTE_HTTP=127.0.0.1:8081, NAVETTE_MQTT=127.0.0.1:1884'

type Refusal = NodeJS.ErrnoException & { address?: string; port?: number; hostname?: string }

export function notStarted(error: unknown, config: Config, other_ports = OF_SERVE): unknown {
  if (error instanceof LedgerError) return new CliError(error.message)
  const { code, syscall, address, port, path, hostname } = error as Refusal
  if (code === 'EADDRINUSE')
    return new CliError([`${address}:${port} is already in use by another program`, `${PORTS}${other_ports}`])
  if (code === 'EACCES' && port !== undefined) return new CliError(`${address}:${port} may not be opened by this user`)
  // A value that cannot be right here, which only listening tells (contract §6: a line for it, and 2)
  if (code === 'EADDRNOTAVAIL') return wrong(config, address, 'is no address of this machine')
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return wrong(config, hostname, 'is known as no address')
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return new CliError(`${path} may not be written`)
  if (code === 'ENOSPC') return new CliError('the disk is full')
  if (syscall === 'mkdir') return new CliError(`NAVETTE_DATA: ${path} cannot be made there`, EXIT_USAGE)
  return error
}

function wrong(config: Config, host: string | undefined, what: string): CliError {
  const doors = { NAVETTE_HTTP: config.http, NAVETTE_MQTT: config.mqtt, NAVETTE_MQTTS: config.mqtts }
  const named = Object.entries(doors).flatMap(([name, door]) => (door !== null && door.host === host ? [name] : []))
  return new CliError([`${named.join(', ')}: "${host}" ${what}`], EXIT_USAGE)
}
