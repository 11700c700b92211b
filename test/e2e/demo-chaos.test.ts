/** Issue 3, "done when": each device runs in the demonstration over its real transport, and what goes wrong loses nothing. */
import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { CHECKOUT } from '../support/navette.ts'

it('a chaos of every device holds its own check', { timeout: 360_000 }, async () => {
  const args = ['demo', '--atelier', 'chaos', '--for', '20', '--json', '--port', '0', '--seed', '1']
  const child = spawn(process.execPath, ['server/cli/main.ts', ...args], {
    cwd: CHECKOUT,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let stdout = ''
  child.stdout.on('data', chunk => {
    stdout += chunk
  })
  const code = await new Promise(done => child.once('close', done))
  const report = JSON.parse(stdout.trim().split('\n').at(-1) || '{}')
  expect(report).toMatchObject({ ok: true, broken: [], gaps: 0, quarantined: 0, verified: true })
  expect(report.committed).toBe(report.messages)
  expect(report.shared_cents).toBe(report.pools_cents)
  expect(report.machines).toHaveLength(11)
  expect(report.machines.some((one: { unheard_ms: number }) => one.unheard_ms > 0)).toBe(true)
  expect(code).toBe(0)
})
