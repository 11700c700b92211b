import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const directory = mkdtempSync(join(tmpdir(), 'navette-sim-'))
afterAll(() => rmSync(directory, { recursive: true }))
const MAIN = new URL('./main.ts', import.meta.url).pathname

const run = (args: string[], onLine: (line: string, stop: () => void) => void = () => {}) =>
  new Promise<{ code: number | null; out: string; err: string }>(resolve => {
    const child = spawn(process.execPath, [MAIN, ...args])
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk
      for (const line of chunk.toString().split('\n')) if (line) onLine(line, () => child.kill('SIGTERM'))
    })
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk
    })
    child.on('close', code => resolve({ code, out, err }))
  })

const file = (name: string, value: unknown): string => {
  const path = join(directory, name)
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}
const serial = { machine: 'm', kind: 'overlock', transport: 'serial', sensor: 'current', register: true }
const scenario = { site: 'demo', badge_key: '5a'.repeat(32), stations: [{ station: 's', ...serial }], members: [] }

describe('the command line', () => {
  it('names its serial ports, stops at SIGTERM, and writes the truth', async () => {
    const truth = join(directory, 'truth.json')
    const ports: { port: string; station: string }[] = []
    const args = ['--scenario', file('one.json', scenario), '--truth', truth, '--flush', '0', '--events']
    const { code } = await run(args, (line, stop) => {
      const said = JSON.parse(line)
      if (said.port) ports.push(said)
      if (said.event === 'started') stop()
    })
    expect(ports).toEqual([{ port: expect.stringMatching(/^\/dev\/pts\/\d+$/), station: 's' }])
    // Nobody opened the port: its hello was never acknowledged, and the exit code says so.
    expect(code).toBe(1)
    expect(JSON.parse(readFileSync(truth, 'utf8'))).toMatchObject({
      machines: [{ machine: 'm', station: 's', running_ms_true: 0, sessions: [] }],
      messages_sent: expect.any(Number),
      unacked: expect.any(Number),
    })
  }, 60_000)

  it.each([
    ['no scenario', []],
    ['an unreadable one', ['--scenario', join(directory, 'absent.json')]],
    ['a broken one', ['--scenario', file('broken.json', '{')]],
    ['a wrong one', ['--scenario', file('wrong.json', { ...scenario, site: 'Demo!' })]],
    ['a wrong speed', ['--scenario', file('two.json', scenario), '--speed', 'fast']],
  ])('%s: one clear line, exit 2', async (_, args) => {
    const { code, err } = await run(args)
    expect(code).toBe(2)
    expect(err.trim().split('\n')).toHaveLength(1)
  })
})
