/** Contract §5: `npm run demo -- --for SECONDS --json` proves itself, on whatever seed, and leaves nothing behind. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CHECKOUT } from '../support/navette.ts'

/** Its own deadlines are shorter: what hangs is told by the demonstration, not by the test. */
const PATIENT_MS = 360_000

type Report = Record<string, number>
type Ran = { code: number | null; report: Report; stderr: string }

/** A temporary directory of its own, so that what is left behind shows. */
const TMPDIR = mkdtempSync(join(tmpdir(), 'navette-demos-'))
/** npm keeps a cache of its own there. */
const leftBehind = () => readdirSync(TMPDIR).filter(name => name.startsWith('navette-'))
afterAll(() => rmSync(TMPDIR, { recursive: true, force: true }))

function demo(...args: string[]): Promise<Ran> {
  const child = spawn('npm', ['run', '--silent', 'demo', '--', '--json', '--port', '0', ...args], {
    cwd: CHECKOUT,
    env: { ...process.env, TMPDIR },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', chunk => {
    stdout += chunk
  })
  child.stderr.on('data', chunk => {
    stderr += chunk
  })
  return new Promise(done =>
    child.once('close', code =>
      done({ code, stderr, report: JSON.parse(stdout.trim().split('\n').at(-1) || '{}') as Report }),
    ),
  )
}

describe('the demonstration', () => {
  it.each([1, 2, 3])('holds its own check with seed %i', { timeout: PATIENT_MS }, async seed => {
    const { code, report, stderr } = await demo('--for', '8', '--seed', String(seed))
    expect(stderr).toMatch(/http:\/\/127\.0\.0\.1:\d+\//)
    expect(report).toMatchObject({ quarantined: 0, ok: true, verified: true })
    expect(report.committed).toBe(report.messages)
    expect(report.messages).toBeGreaterThan(10_000)
    expect(report.shared_cents).toBe(report.pools_cents)
    expect(report.metering_error_ratio).toBeLessThanOrEqual(0.005)
    expect(report.sessions).toBeGreaterThan(100)
    expect(code).toBe(0)
    expect(leftBehind()).toEqual([])
  })

  it('ends with what fell over, and no program left, when its directory is taken away', {
    timeout: PATIENT_MS,
  }, async () => {
    const data = join(TMPDIR, 'taken')
    const ran = demo('--for', '3', '--data', data)
    await expect.poll(() => existsSync(join(data, 'demo/gateway/outbox.sqlite')), { timeout: PATIENT_MS }).toBe(true)
    // Its programs are still writing there
    rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
    const { code, stderr } = await ran
    expect(stderr).toMatch(/^navette: the (simulated workshop|gateway) ended/m)
    expect(code).toBe(1)
  })

  it('names the examples it does not know, and makes no directory for it', async () => {
    const { code, stderr } = await demo('--for', '1', '--atelier', 'nulle-part')
    expect(code).toBe(1)
    expect(stderr).toContain('no example atelier nulle-part')
    expect(leftBehind()).toEqual([])
  })
})
