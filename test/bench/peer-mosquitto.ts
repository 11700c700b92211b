/** Debian's mosquitto, with the limits that would slow it down taken away. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

export type Mosquitto = { pid: number; port: number; stop(): Promise<void> }

/** Debian puts it where only root's PATH looks. */
export function findMosquitto(): string | null {
  const places = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return places.map(place => join(place, 'mosquitto')).find(file => existsSync(file)) ?? null
}

export async function startMosquitto(binary: string): Promise<Mosquitto> {
  const directory = mkdtempSync(join(tmpdir(), 'navette-mosquitto-'))
  const port = await freePort()
  const file = join(directory, 'mosquitto.conf')
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'persistence false',
    'max_inflight_messages 1000',
    'max_queued_messages 0',
    'set_tcp_nodelay true',
    'log_dest none',
  ]
  writeFileSync(file, lines.join('\n'))
  const child = spawn(binary, ['-c', file], { stdio: 'ignore' })
  await listening(port, child)
  return {
    pid: child.pid as number,
    port,
    stop: async () => {
      const exited = new Promise(resolve => child.once('exit', resolve))
      child.kill()
      await exited
      rmSync(directory, { recursive: true })
    },
  }
}

/** mosquitto cannot choose a port and tell it. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

async function listening(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const up = await new Promise<boolean>(resolve => {
      const socket = connect({ port, host: '127.0.0.1' })
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
      socket.once('close', () => undefined)
      socket.once('connect', () => socket.destroy())
    })
    if (up) return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  throw new Error('mosquitto did not start')
}
