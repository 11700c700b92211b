/** `navette export facturx`: the files an approved platform is given, written beside a ledger in which a month was issued. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issue } from '#server/accounts/issue.ts'
import { openLedger } from '#server/ledger/ledger.ts'
import { schemaErrors } from '#test/support/facturx-schema.ts'
import { OCTOBER, partsOf, prepare } from '#test/support/invoice-lab.ts'
import { type Navette, navette } from '#test/support/navette.ts'

const MEMBERS = 2
let program: Navette
let to: string

beforeAll(async () => {
  program = navette()
  mkdirSync(program.data)
  const file = join(program.data, 'navette.sqlite')
  await prepare(file, MEMBERS)
  const ledger = await openLedger({ file })
  const outcome = await issue(await partsOf(ledger), { period: OCTOBER, by: 'tresor', keys: null, drafts_hash: null })
  await ledger.close()
  expect(outcome).toMatchObject({ kind: 'issued', blocked: [] })
  to = join(program.data, '..', 'october')
})
afterAll(() => program.remove())

describe('the month as files', () => {
  it('is a PDF with its XML inside and the XML alone, for each document', async () => {
    const ran = await program.run('export', 'facturx', OCTOBER, '--to', to, '--json')
    expect(ran.code, ran.stderr).toBe(0)
    const { documents } = ran.json<{ documents: { number: string; pdf: string; xml: string }[] }>()
    expect(documents.map(({ number }) => number)).toEqual(['FAB-2026-0001', 'FAB-2026-0002'])
    expect(readdirSync(to).sort()).toEqual(documents.flatMap(({ number }) => [`${number}.pdf`, `${number}.xml`]))
    for (const { pdf, xml } of documents) {
      execFileSync('pdfdetach', ['-save', '1', '-o', `${pdf}.inside`, pdf])
      expect(readFileSync(`${pdf}.inside`, 'utf8')).toBe(readFileSync(xml, 'utf8'))
      expect(statSync(pdf).mode & 0o077).toBe(0)
    }
    expect(schemaErrors(documents.map(({ xml }) => readFileSync(xml, 'utf8')))).toBe('')
  })

  it('is the same bytes a second time', async () => {
    const again = `${to}-again`
    expect((await program.run('export', 'facturx', OCTOBER, '--to', again)).code).toBe(0)
    for (const name of readdirSync(again))
      expect(Buffer.compare(readFileSync(join(again, name)), readFileSync(join(to, name))), name).toBe(0)
  })

  it('is refused where nothing was issued, and of a month that is none', async () => {
    const nothing = await program.run('export', 'facturx', '2026-09', '--to', to)
    expect([nothing.code, nothing.stderr]).toEqual([1, expect.stringContaining('nothing was issued for 2026-09')])
    expect((await program.run('export', 'facturx', 'octobre', '--to', to)).code).toBe(2)
    expect((await program.run('export', 'facturx', OCTOBER)).code).toBe(2)
  })
})
