/** A program of this checkout that says JSON lines, as a process of its own: what it says, and how it ends. */
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type * as z from 'zod'
import { CliError } from '../output.ts'

/** For a program that hangs: on a small board, or beside a busy neighbour, one that is well may take a third of it to begin. */
const READY_MS_MAX = 60_000
/** Long enough to send what was stored; a station that is not done by then has lost its server. */
const END_MS_MAX = 30_000
const STDERR_KEPT_CHARS = 4_000

export type Program = {
  child: ChildProcess
  /** The first lines of standard output that fit; rejects when the program ends or stays silent. */
  line<T>(schema: z.ZodType<T>, count: number, within_ms?: number): Promise<T[]>
  /** The last line so far that fits. */
  last<T>(schema: z.ZodType<T>): T | undefined
  running(): boolean
  end(): Promise<void>
  kill(): Promise<void>
}

export function program(name: string, child: ChildProcess): Program {
  const lines: unknown[] = []
  let stderr = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-STDERR_KEPT_CHARS)
  })
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', text => {
      lines.push(parsed(text))
      child.emit('said')
    })
  }
  // A demonstration that is cut off leaves no program behind
  const orphaned = () => void child.kill('SIGKILL')
  process.once('exit', orphaned)
  const ended = new Promise<void>(done =>
    child.once('close', () => {
      process.off('exit', orphaned)
      done()
    }),
  )
  const running = () => child.exitCode === null && child.signalCode === null
  return {
    child,
    line: (schema, count, within_ms = READY_MS_MAX) =>
      firstLines({ name, child, lines, stderr: () => stderr }, schema, count, within_ms),
    running,
    last: schema => fitting(lines, schema).at(-1),
    async end() {
      if (!running()) return
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), END_MS_MAX)
      await ended
      clearTimeout(timer)
    },
    async kill() {
      if (!running()) return
      child.kill('SIGKILL')
      await ended
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function fitting<T>(lines: unknown[], schema: z.ZodType<T>): T[] {
  return lines.flatMap(line => {
    const result = schema.safeParse(line)
    return result.success ? [result.data] : []
  })
}

type Said = { name: string; child: ChildProcess; lines: unknown[]; stderr(): string }

function firstLines<T>(
  { name, child, lines, stderr }: Said,
  schema: z.ZodType<T>,
  count: number,
  within_ms: number,
): Promise<T[]> {
  return new Promise((done, refuse) => {
    const fail = (why: string) => finish(() => refuse(new CliError(`the ${name} ${why}\n${stderr()}`)))
    const timer = setTimeout(() => fail(`does not say what was expected within ${within_ms} ms`), within_ms)
    const look = () => {
      const found = fitting(lines, schema)
      if (found.length >= count) finish(() => done(found))
    }
    const onEnd = (code: number | null) => fail(`ended with code ${code}`)
    const finish = (then: () => void) => {
      clearTimeout(timer)
      child.off('said', look)
      child.off('close', onEnd)
      then()
    }
    child.on('said', look)
    child.on('close', onEnd)
    look()
  })
}
