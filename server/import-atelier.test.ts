/** Mandates of an atelier file, into a real ledger and out again. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryDirectory } from '#test/support/ledger-lab.ts'
import { atelierFile } from './cli/export-atelier.ts'
import { importAtelier } from './import-atelier.ts'
import { type Ledger, openLedger } from './ledger/ledger.ts'

const IBAN = 'FR7630006000011234567890189'
const issuer = (id: string, sepa_creditor_id: string | null) => ({ id, name: id, iban: IBAN, sepa_creditor_id })
const TWO = [issuer('fab', 'FR72ZZZ123456'), issuer('asso', 'DE98ZZZ09999999999')]
const fileOf = (member: object, issuers: object[] = TWO, more: object = {}): string =>
  JSON.stringify({
    ...{ navette: 1, site: 'essai', name: 'Essai', timezone: 'Europe/Paris', issuers },
    members: [{ id: 'awa', name: 'Awa', iban: IBAN, ...member }],
    ...more,
  })
const given = (of: string, reference: string, more: object = {}) => ({
  issuer: of,
  reference,
  signed: '2026-01-02',
  ...more,
})

let directory: string
let ledger: Ledger
beforeEach(async () => {
  directory = temporaryDirectory()
  ledger = await openLedger({ file: join(directory, 'navette.sqlite') })
})
afterEach(async () => {
  await ledger.close()
  rmSync(directory, { recursive: true, force: true })
})
const imported = async (text: string) => {
  const result = await importAtelier(ledger, text)
  return result.kind === 'imported' ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`)
}
const kept = async () => (await ledger.mandates()).map(row => [row.issuer, row.reference, row.revoked])
const exported = async () => {
  const [persons, contacts, banks] = [await ledger.persons(), await ledger.contacts(), await ledger.banks()]
  const beside = { persons, contacts, banks, mandates: await ledger.mandates() }
  return atelierFile((await ledger.present()).directory, beside)
}

describe('mandates of an atelier file', () => {
  it('are given each to its issuer, and come out as they went in', async () => {
    const mandates = [given('asso', 'A-1', { revoked: '2026-03-01' }), given('fab', 'F-1')]
    expect(await imported(fileOf({ mandates }))).toEqual([])
    expect(await kept()).toEqual([
      ['asso', 'A-1', '2026-03-01'],
      ['fab', 'F-1', null],
    ])
    expect(await exported()).toMatchObject({ members: [{ id: 'awa', mandates }] })
    expect(await imported(JSON.stringify(await exported()))).toEqual([])
  })

  it('need not name the only issuer that collects', async () => {
    const mandate = { reference: 'F-1', signed: '2026-01-02' }
    expect(await imported(fileOf({ mandate }, [issuer('fab', 'FR72ZZZ123456'), issuer('asso', null)]))).toEqual([])
    expect(await kept()).toEqual([['fab', 'F-1', null]])
    expect(await exported()).toMatchObject({ members: [{ id: 'awa', mandate }] })
  })

  it('are refused where nobody knows whose they are, and nothing of the file is taken', async () => {
    const reasons: [object, RegExp][] = [
      [{ mandate: { reference: 'F-1', signed: '2026-01-02' } }, /^members\[0\].mandate: several issuers collect/],
      [{ mandates: [given('nobody', 'F-1')] }, /^members\[0\].mandates\[0\]: .*nobody/],
      [{ mandates: [given('fab', 'é//1')] }, /mandates\[0\]/],
      [{ mandates: [given('fab', 'F-1', { revoked: '2025-01-01' })] }, /mandates\[0\]/],
    ]
    for (const [member, reason] of reasons) expect((await imported(fileOf(member))).join()).toMatch(reason)
    expect(await ledger.settings()).toBeNull()
    const organisations = [{ id: 'wax', name: 'Wax', mandates: [given('fab', 'F-1')] }]
    const twice = await imported(fileOf({ mandates: [given('fab', 'F-1')] }, TWO, { organisations }))
    expect(twice).toEqual([expect.stringMatching(/^organisations\[0\].mandates\[0\]: .*member\/awa/)])
  })
})
