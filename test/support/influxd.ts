/** A real InfluxDB 1.x (Debian's `influxdb`) on loopback, in a temporary directory, reporting to nobody. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { poll } from './poll.ts'
import { findProgram, freePort, type Program, startProgram } from './program.ts'

export const influxdPath = findProgram('influxd')

export type Influxd = {
  url: string
  /** one InfluxQL statement as `credentials` (user:password), raw answer */
  query(statement: string, credentials?: string): Promise<string>
  /** lines straight into a database, past the code under test */
  writeLines(database: string, lines: string): Promise<void>
  kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** on the same port and directory */
  restart(): Promise<void>
  /** ends it and removes its directory */
  stop(): Promise<void>
}

export async function startInfluxd(options: { auth?: boolean } = {}): Promise<Influxd> {
  if (influxdPath === null) throw new Error('influxd is not installed')
  const path = influxdPath
  const directory = mkdtempSync(join(tmpdir(), 'navette-influxd-'))
  const port = await freePort()
  let program: Program

  async function start(): Promise<void> {
    const config = join(directory, 'influxd.conf')
    writeFileSync(config, configuration(directory, port, options.auth ?? false))
    program = startProgram(path, ['-config', config])
    await poll('influxd to listen', () => isListening(program))
  }

  await start()
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    async query(statement, credentials) {
      const headers = credentials === undefined ? {} : { authorization: `Basic ${btoa(credentials)}` }
      const response = await fetch(`${url}/query`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ q: statement }),
      })
      return response.text()
    },
    async writeLines(database, lines) {
      const response = await fetch(`${url}/write?db=${database}&precision=ms`, { method: 'POST', body: lines })
      if (!response.ok) throw new Error(await response.text())
    },
    kill: signal => program.kill(signal),
    restart: start,
    async stop() {
      await program.kill('SIGKILL')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function isListening(program: Program): boolean {
  if (!program.alive()) throw new Error(`influxd ended: ${program.output()}`)
  return /Listening on HTTP.*addr=127\.0\.0\.1:\d+/.test(program.output())
}

const configuration = (directory: string, port: number, auth: boolean): string => `
reporting-disabled = true
bind-address = "127.0.0.1:0"
[meta]
  dir = "${directory}/meta"
[data]
  dir = "${directory}/data"
  wal-dir = "${directory}/wal"
  query-log-enabled = false
[http]
  bind-address = "127.0.0.1:${port}"
  auth-enabled = ${auth}
  log-enabled = false
[monitor]
  store-enabled = false
[shard-precreation]
  enabled = false
[continuous_queries]
  enabled = false
[subscriber]
  enabled = false
`
