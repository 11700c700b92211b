/**
 * Gateway and simulator are processes of their own: the command line starts them and never imports them. They hold the other end
 * of a channel (`ipc`), by which they learn that we are gone, however we went.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'

export const CHECKOUT = resolve(import.meta.dirname, '../..')

/** Runs a program of this checkout on the same Node and with our streams; resolves with its exit code. */
export function runForeground(program: string, args: string[], node_options: string[] = []): Promise<number> {
  const child = spawn(process.execPath, [...node_options, resolve(CHECKOUT, program), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const forward = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGINT', forward)
  process.on('SIGTERM', forward)
  return new Promise((done, refuse) => {
    child.once('error', refuse)
    child.once('exit', (code, signal) => {
      process.off('SIGINT', forward)
      process.off('SIGTERM', forward)
      done(code ?? (signal === null ? 1 : 0))
    })
  })
}

export function start(program: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [resolve(CHECKOUT, program), ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...env },
  })
}
