/** A gateway as a process of its own, as the command line starts it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const MAIN = resolve(import.meta.dirname, '../../gateway/main.ts')
const COMMAND = [resolve(import.meta.dirname, '../../server/cli/main.ts'), 'gateway']

export type GatewayProcess = {
  child: ChildProcess
  /** the line printed when ready; rejects when the process ends without it */
  ready: Promise<unknown>
  /** everything logged so far */
  log(): string
  /** ends it and resolves with its exit code, null when a signal ended it */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

export type TestConfig = {
  dir: string
  mqtt: string
  stations: { id: string; port: string }[]
  token?: string
  [field: string]: unknown
}

export function writeGatewayConfig({ dir, stations, ...rest }: TestConfig): string {
  const file = join(dir, 'gateway.json')
  const config = {
    site: 'atelier',
    gateway: 'gw-1',
    principal: 'atelier.gw-1',
    token: 'right',
    badge_key: '00'.repeat(32),
    data: 'data',
    stations: stations.map(station => ({ driver: 'native', ...station })),
    ...rest,
  }
  writeFileSync(file, JSON.stringify(config))
  return file
}

export const startGatewayProcess = (configFile: string, nodeFlags: string[] = []): GatewayProcess =>
  started([...nodeFlags, MAIN, '--config', configFile])

/** By `navette gateway`, which starts the other one and is all that whoever ends it knows of. */
export const startGatewayCommand = (configFile: string): GatewayProcess => started([...COMMAND, '--config', configFile])

function started(args: string[]): GatewayProcess {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stderr.on('data', chunk => {
    log += chunk
  })
  // Not its exit: what it said last may still lie in the pipe then
  const exited = once(child, 'close')
  const ready = new Promise((done, refuse) => {
    createInterface(child.stdout).once('line', line => done(JSON.parse(line)))
    exited.then(([code]) => refuse(new Error(`the gateway ended with ${code}: ${log}`)))
  })
  ready.catch(() => undefined) // looked at only by those who await it
  return {
    child,
    ready,
    log: () => log,
    end: async signal => {
      child.kill(signal)
      const [code] = await exited
      return code
    },
  }
}
