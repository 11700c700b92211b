/** A real server program for a test: found on PATH, owned by its process object, gone when the test is. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { accessSync, constants, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'

/** null where it is not installed: the suite then skips and says so in its name. */
export function findProgram(name: string): string | null {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(directory, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {}
  }
  return null
}

export type Program = {
  /** everything it printed so far */
  output(): string
  alive(): boolean
  /** resolves once the process is gone */
  kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

export function startProgram(path: string, args: string[]): Program {
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const keep = (chunk: Buffer): void => {
    output += chunk.toString('utf8')
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  child.on('error', error => {
    output += String(error)
  })
  const orphan = (): void => void child.kill('SIGKILL')
  process.once('exit', orphan)
  const gone = new Promise<void>(resolve => child.once('close', () => resolve()))
  const alive = (): boolean => isAlive(child)
  return {
    output: () => output,
    alive,
    async kill(signal) {
      process.off('exit', orphan)
      if (alive()) child.kill(signal)
      await gone
    },
  }
}

const isAlive = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null

/**
 * For what cannot report a port that it chose itself, and for what ends and begins again on the same one. Below the system's own
 * range (ip_local_port_range, ip(7)): there nobody who asks for any port is given it meanwhile, and no client that calls in vain
 * can come to have it as its own end and answer itself.
 */
export async function freePort(): Promise<number> {
  const [lowest = 32_768] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s+/).map(Number)
  for (;;) {
    const port = randomInt(10_000, Math.max(lowest, 20_000))
    if (await isFree(port)) return port
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
