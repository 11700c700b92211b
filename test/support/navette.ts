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
  /** What `make` does to the fresh data directory and answers: done for the first test of a file that asks, copied for the others. */
  once<T>(key: string, make: () => Promise<T>): Promise<T>
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
  /** not somebody else's, which may be a disk that is full */
  const own = env.NAVETTE_DATA === undefined
  const once = <T>(key: string, make: () => Promise<T>, keep = (_: T) => true) => madeOnce(data, key, make, keep)
  return {
    data,
    file,
    run,
    async setup(atelier) {
      const text = atelier === undefined ? '' : JSON.stringify(atelier)
      const args = ['setup', '--email', EMAIL, '--password-file', file('password', `${PASSWORD}\n`), '--json']
      if (text !== '') args.push('--atelier', file('atelier.json', text))
      const ran = () => run(...args)
      return own && !existsSync(data) ? once(text, ran, done => done.code === 0) : ran()
    },
    once: (key, make) => (own ? once(key, make) : make()),
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
 * What was made of a data directory, file by file, for the other tests of a file that begin with the same one: hashing a password
 * and loading the engine of the accounts take more than a second of processor each time. Tests side by side wait for the first.
 */
type Made = { files: { name: string; bytes: Buffer; mode: number }[]; result: unknown }
const made = new Map<string, Promise<Made | null>>()

async function madeOnce<T>(
  data: string,
  key: string,
  make: () => Promise<T>,
  keep: (result: T) => boolean,
): Promise<T> {
  const earlier = made.get(key)
  const known = earlier === undefined ? null : await earlier
  if (known !== null) {
    giveAgain(known.files, data)
    return known.result as T
  }
  const making = make()
  const kept = making.then(result => (keep(result) ? { files: filesIn(data), result } : null))
  made.set(
    key,
    kept.catch(() => null),
  )
  await kept
  return making
}

const filesIn = (data: string): Made['files'] =>
  readdirSync(data).map(name => {
    const path = join(data, name)
    return { name, bytes: readFileSync(path), mode: statSync(path).mode }
  })

function giveAgain(files: Made['files'], data: string): void {
  mkdirSync(data, { mode: 0o700 })
  for (const { name, bytes, mode } of files) writeFileSync(join(data, name), bytes, { mode })
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
