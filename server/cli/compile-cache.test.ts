import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

/** For what hangs, not for what is late: it compiles everything anew. */
const PATIENT_MS = 60_000
const NAVETTE = join(import.meta.dirname, 'main.ts')
let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'navette-home-'))
})
afterAll(() => rmSync(home, { recursive: true }))

const help = (env: NodeJS.ProcessEnv): string =>
  execFileSync(process.execPath, [NAVETTE, '--help'], {
    encoding: 'utf8',
    timeout: PATIENT_MS,
    env: { PATH: process.env.PATH, ...env },
  })

it(
  "keeps compiled code in the user's cache directory, and nowhere else",
  () => {
    expect(help({ HOME: home })).toContain('Usage: navette')
    expect(readdirSync(home)).toEqual(['.cache'])
    expect(readdirSync(join(home, '.cache/navette/node'))).not.toEqual([])
    const elsewhere = join(home, 'xdg')
    mkdirSync(elsewhere)
    help({ HOME: home, XDG_CACHE_HOME: elsewhere })
    expect(existsSync(join(elsewhere, 'navette/node'))).toBe(true)
  },
  3 * PATIENT_MS,
)

it(
  'works all the same where nothing can be kept',
  () => {
    const file = join(home, 'not-a-directory')
    writeFileSync(file, '')
    expect(help({ HOME: file })).toContain('Usage: navette')
    expect(help({ HOME: '/proc/nowhere' })).toContain('Usage: navette')
  },
  3 * PATIENT_MS,
)
