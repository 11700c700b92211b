/** The real demonstration, on ports of its own and a directory of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHECKOUT } from './navette.ts'

export type Demo = { pid: number; url: string; password: string; end(signal?: NodeJS.Signals): Promise<void> }

export function startDemo(): Promise<Demo> {
  const directory = mkdtempSync(join(tmpdir(), 'navette-seen-'))
  const args = ['server/cli/main.ts', 'demo', '--port', '0', '--data', join(directory, 'data')]
  const child: ChildProcess = spawn(process.execPath, args, { cwd: CHECKOUT, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = new Promise<void>(done => child.once('close', () => done()))
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    await ended
    rmSync(directory, { recursive: true, force: true })
  }
  let said = ''
  return new Promise((done, refuse) => {
    child.stderr?.on('data', chunk => {
      said += chunk
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      const password = /member@\S+ +(\S+)/.exec(said)?.[1]
      if (url !== undefined && password !== undefined) done({ pid: child.pid ?? 0, url, password, end })
    })
    void ended.then(() => refuse(new Error(`the demonstration ended: ${said}`)))
  })
}
