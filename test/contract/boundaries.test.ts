/** The import rules of the house (design.md) are Biome's; here one violation of each is planted and must be refused. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const planted: { file: string; code: string; rule: string }[] = [
  ['server/domain/metering/a.ts', "import { a } from '#server/ledger/a.ts'"],
  ['server/domain/metering/b.ts', "import { a } from '../../ledger/a.ts'"],
  ['server/domain/sharing/c.ts', "import { a } from 'node:fs'"],
  ['server/domain/sharing/d.ts', "import { a } from 'zod'"],
  ['server/domain/e.ts', "import { a } from '../contract/uplink.ts'"],
  ['server/domain/f.ts', 'const a = Date.now()', 'noRestrictedGlobals'],
  ['server/domain/g.ts', 'const a = process.hrtime()', 'noRestrictedGlobals'],
  ['server/domain/h.ts', 'const a = Math.random()', 'plugin'],
  ['server/http/a.ts', "import { a } from '#server/ledger/a.ts'"],
  ['server/http/routes/b.ts', "import { a } from '../../live/a.ts'"],
  ['server/live/a.ts', "import { a } from '#server/http/a.ts'"],
  ['server/broker/a.ts', "import { a } from '#server/ingest/a.ts'"],
  ['server/ledger/a.ts', "import { a } from '../telemetry/a.ts'"],
  ['server/telemetry/a.ts', "import { a } from '#server/ledger/a.ts'"],
  ['server/ingest/a.ts', "import { a } from '#server/broker/a.ts'"],
  ['server/contract/a.ts', "import { a } from '#server/domain/a.ts'"],
  ['server/cli/a.ts', "import { a } from '#gateway/main.ts'"],
  ['server/b.ts', "import { a } from '../firmware-sim/main.ts'"],
  ['gateway/a.ts', "import { a } from '#server/domain/a.ts'"],
  ['gateway/drivers/b.ts', "import { a } from '../../server/contract/a.ts'"],
  ['dashboard/src/a.ts', "import { a } from '#server/http/a.ts'"],
  ['firmware-sim/firmware/a.ts', "import { a } from '#server/contract/a.ts'"],
  ['firmware-sim/firmware/b.ts', "import { a } from '../../gateway/a.ts'"],
].map(([file, code, rule]) => ({ file: file ?? '', code: code ?? '', rule: rule ?? 'noRestrictedImports' }))

const allowed: [string, string][] = [
  ['server/domain/metering/ok.ts', "import { a } from '../money.ts'"],
  ['server/domain/ok1.ts', "import { a } from '#server/domain/a.ts'"],
  ['server/domain/ok2.ts', "import { a } from '@noble/hashes/sha2.js'"],
  ['server/domain/ok3.ts', "import { a } from 'temporal-polyfill'"],
  ['server/http/ok.ts', "import { a } from '#server/domain/a.ts'"],
  ['server/http/ok1.ts', "import { a } from '#server/contract/a.ts'"],
  ['server/ingest/ok.ts', "import { a } from '#server/contract/a.ts'"],
  ['gateway/ok.ts', "import { a } from '#server/contract/a.ts'"],
  ['dashboard/src/ok.ts', "import { a } from '#server/contract/a.ts'"],
  ['firmware-sim/ok.ts', "import { a } from './world/a.ts'"],
  ['server/main.ts', "import { a } from './ledger/a.ts'"],
]

let dir = ''
let reported: { file: string; category: string }[] = []

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'navette-boundaries-'))
  cpSync(join(ROOT, 'biome-plugins'), join(dir, 'biome-plugins'), { recursive: true })
  const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'))
  writeFileSync(join(dir, 'biome.json'), JSON.stringify({ ...config, $schema: undefined, vcs: undefined }))
  for (const [file, code] of [...planted.map(one => [one.file, one.code] as const), ...allowed]) {
    mkdirSync(dirname(join(dir, file)), { recursive: true })
    writeFileSync(join(dir, file), `${code}\nexport const b = a\n`)
  }
  reported = lint(dir)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

function lint(cwd: string): { file: string; category: string }[] {
  const biome = join(ROOT, 'node_modules/.bin/biome')
  let output: string
  try {
    output = execFileSync(biome, ['lint', '--reporter=json', '--max-diagnostics=500', '.'], {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  } catch (error) {
    output = (error as { stdout: string }).stdout
  }
  type Report = { diagnostics: { category: string; severity: string; location: { path: string } }[] }
  return (JSON.parse(output) as Report).diagnostics
    .filter(one => one.severity === 'error')
    .map(one => ({ file: one.location.path, category: one.category }))
}
const found = (file: string) => reported.filter(one => one.file === file).map(one => one.category.split('/').at(-1))

describe('the import rules', () => {
  it.each(planted)('refuse in $file: $code', ({ file, rule }) => expect(found(file)).toContain(rule))
  it.each(allowed)('accept in %s: %s', file => expect(found(file)).toEqual([]))
})
