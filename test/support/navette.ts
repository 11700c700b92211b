/** The command line as its users have it: a process each, on a data directory of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export const CHECKOUT = resolve(import.meta.dirname, '../..')
const MAIN = join(CHECKOUT, 'server/cli/main.ts')
export const PASSWORD = 'fil-a-coudre-42'
export const EMAIL = 'manager@example.org'

export type Ran = { code: number; stdout: string; stderr: string; json<T>(): T }
export type Serving = {
  http: string
  mqtt: string
  mqtts: string | undefined
  child: ChildProcess
  end(signal?: NodeJS.Signals): Promise<number | null>
  log(): string
}

export type Navette = {
  data: string
  run(...args: string[]): Promise<Ran>
  setup(atelier?: object): Promise<Ran>
  serve(env?: Record<string, string>): Promise<Serving>
  file(name: string, content: string): string
  remove(): Promise<void>
}

export function navette(env: Record<string, string> = {}): Navette {
  const directory = mkdtempSync(join(tmpdir(), 'navette-cli-'))
  const data = join(directory, 'data')
  const serving: Serving[] = []
  const environment = {
    ...process.env,
    NAVETTE_DATA: data,
    NAVETTE_HTTP: '127.0.0.1:0',
    NAVETTE_MQTT: '127.0.0.1:0',
    NAVETTE_LOG: 'warn',
    ...env,
  }
  const file = (name: string, content: string) => {
    const path = join(directory, name)
    writeFileSync(path, content)
    return path
  }
  const run = (...args: string[]) => ran(args, environment)
  return {
    data,
    file,
    run,
    async setup(atelier) {
      const text = atelier === undefined ? '' : JSON.stringify(atelier)
      const fresh = !existsSync(data) && env.NAVETTE_DATA === undefined
      const known = fresh ? setUpOnce.get(text) : undefined
      if (known !== undefined) return giveAgain(known, data)
      const args = ['setup', '--email', EMAIL, '--password-file', file('password', `${PASSWORD}\n`), '--json']
      const done = await run(...args, ...(text === '' ? [] : ['--atelier', file('atelier.json', text)]))
      if (fresh && done.code === 0) keep(text, data, done)
      return done
    },
    async serve(more = {}) {
      const one = await serve({ ...environment, ...more })
      serving.push(one)
      return one
    },
    async remove() {
      for (const one of serving) await one.end('SIGKILL')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/**
 * What `setup` made of an atelier, file by file, for the other tests of a file that begin with the same one: hashing a password
 * and loading the engine of the accounts take more than a second of processor each time.
 */
type SetUp = { files: { name: string; bytes: Buffer; mode: number }[]; ran: Ran }
const setUpOnce = new Map<string, SetUp>()

function keep(text: string, data: string, ran: Ran): void {
  const files = readdirSync(data).map(name => {
    const path = join(data, name)
    return { name, bytes: readFileSync(path), mode: statSync(path).mode }
  })
  setUpOnce.set(text, { files, ran })
}

function giveAgain({ files, ran }: SetUp, data: string): Ran {
  mkdirSync(data, { mode: 0o700 })
  for (const { name, bytes, mode } of files) writeFileSync(join(data, name), bytes, { mode })
  return ran
}

function ran(args: string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', chunk => {
    stdout += chunk
  })
  child.stderr.on('data', chunk => {
    stderr += chunk
  })
  const json = <T>() => JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T
  return new Promise(done => child.once('close', code => done({ code: code ?? -1, stdout, stderr, json })))
}

function serve(env: NodeJS.ProcessEnv): Promise<Serving> {
  const child = spawn(process.execPath, [MAIN, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  child.stderr.on('data', chunk => {
    log += chunk
  })
  const ended = new Promise<number | null>(done => child.once('close', code => done(code)))
  const end = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    return ended
  }
  return new Promise((done, refuse) => {
    createInterface({ input: child.stdout }).once('line', line => {
      const { http, mqtt, mqtts } = JSON.parse(line) as { http: string; mqtt: string; mqtts?: string }
      done({ http, mqtt, mqtts, child, end, log: () => log })
    })
    void ended.then(code => refuse(new Error(`serve ended with ${code}: ${log}`)))
  })
}
