/** Programs of a benchmark: each side runs in a process of its own, so that neither is measured with the other's CPU. */
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Child = {
  pid: number
  /** Sends a message and resolves with the answer to it. */
  ask<T>(message: object): Promise<T>
  stop(): Promise<void>
}

/** A child answers each message it is sent with exactly one of its own, in order. */
export function startChild(file: string, settings: object, exec_args: string[] = []): Child {
  const child: ChildProcess = fork(join(import.meta.dirname, file), [JSON.stringify(settings)], {
    execArgv: exec_args,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  let stopping = false
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  // A side that dies between two questions would leave the other waiting without a word.
  child.once('exit', (code, signal) => {
    if (stopping && code === 0) return
    console.error(`${file} ended: ${signal ?? `exit ${code}`}`)
    process.exitCode = 1
  })
  return {
    pid: child.pid ?? 0,
    ask: <T>(message: object) =>
      new Promise<T>((resolve, reject) => {
        const failed = (): void => reject(new Error(`${file} ended before it answered`))
        child.once('exit', failed)
        child.once('message', answer => {
          child.off('exit', failed)
          resolve(answer as T)
        })
        child.send(message)
      }),
    stop: async () => {
      stopping = true
      if (child.connected) child.disconnect()
      await exited
    },
  }
}

/** Node's own options for the program under test, e.g. BENCH_NODE='--cpu-prof --cpu-prof-dir=/tmp/prof'. */
export const serverArgs = (): string[] => (process.env.BENCH_NODE ?? '').split(' ').filter(arg => arg !== '')

/** What a child says to its parent; ends the process when the parent lets go. */
export function answering(
  answer: (message: Record<string, unknown>) => Promise<unknown>,
  closing: () => Promise<void>,
) {
  process.on('message', (message: Record<string, unknown>) => {
    answer(message).then(
      result => process.send?.(result ?? {}),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  })
  process.once('disconnect', () => void closing().finally(() => process.exit(0)))
}

/** User and system time of a process so far, in ms (proc(5): fields 14 and 15, in ticks of 10 ms). */
export function cpuOf_ms(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Highest resident memory of a process so far, in MB. */
export function peakMemoryOf_MB(pid: number): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? 0) / 1_024
}
