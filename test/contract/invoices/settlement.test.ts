/** A year of advances, settled: each pays exactly their part of the actual costs, VAT included. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { credit } from '#server/accounts/credit.ts'
import { draftsOf } from '#server/accounts/drafts.ts'
import { issue } from '#server/accounts/issue.ts'
import type { AccountsParts } from '#server/accounts/ports.ts'
import { proveInvoice } from '#server/accounts/prove.ts'
import { documentProblems } from '#server/domain/accounting/check.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { Compared } from '#server/domain/sharing/settlement.ts'
import { createEconomy } from '#server/economy.ts'
import { AtelierLab } from '#test/support/atelier-lab.ts'
import { noLogo } from '#test/support/invoice-lab.ts'

const by = 'tresor'
const file = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/ateliers/gouttes-d-or.json'), 'utf8'))
file.issuers[0].billing = 'provisional'
let lab: AtelierLab
const parts = (): AccountsParts => ({
  ...lab.parts,
  ledger: lab.ledger,
  comparedMonths: createEconomy(lab.ledger, () => lab.directory).compared,
  letterhead: noLogo,
})
const proving = () => ({ ...parts(), ledger: lab.ledger, directory: lab.directory })
const everything = (period: string) => ({ period, by, keys: null, drafts_hash: null })

beforeAll(async () => {
  lab = await AtelierLab.open('gouttes-d-or', JSON.stringify(file))
  for (const month of ['2026-11', '2026-12']) {
    await lab.work({ member: 'awa', machine: 'juki-1', at: `${month}-05T10:00`, minutes: 91 })
    await lab.work({ member: 'fatou', machine: 'juki-2', at: `${month}-06T10:00`, minutes: 31 })
    await lab.work({ member: 'djibril', machine: 'decoupe-auto', at: `${month}-07T10:00`, minutes: 11 })
  }
})
afterAll(() => lab.close())

const signedOf = (
  documents: readonly AccountingDocument[],
  payer: string,
  field: 'net_cents' | 'gross_cents',
): number =>
  documents
    .filter(one => one.issuer === 'fabrique' && one.buyer.id === payer)
    .reduce((sum, one) => sum + (one.kind === 'invoice' ? one[field] : -one[field]), 0)

it('waits for the year to be closed and its advances to be out, then comes to each one’s share', async () => {
  await lab.settleAndClose('2026-11')
  expect(await draftsOf(parts(), '2026')).toEqual({
    kind: 'refused',
    refusal: { kind: 'not-closed', period: '2026-12' },
  })
  await lab.settleAndClose('2026-12')
  const early = await draftsOf(parts(), '2026')
  expect(early).toMatchObject({ kind: 'drafts' })
  if (early.kind !== 'drafts') return
  expect(early.drafts.flatMap(({ problems }) => problems.map(({ code }) => code))).toContain('advance-not-invoiced')
  for (const month of ['2026-11', '2026-12']) {
    const outcome = await issue(parts(), everything(month))
    if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome))
    const advance = outcome.documents.find(one => one.issuer === 'fabrique' && one.buyer.id === 'awa')
    expect(advance?.mentions.map(({ text }) => text)).toContain(
      'Montants provisionnels, régularisés en fin d’année sur les charges réelles.',
    )
  }
  const settled = await issue(parts(), everything('2026'))
  if (settled.kind !== 'issued') throw new Error(JSON.stringify(settled))
  expect(settled.blocked).toEqual([])
  const all = await lab.ledger.documents({})
  const [year] = (await createEconomy(lab.ledger, () => lab.directory).settlement('2026', '2027-01')).issuers
  // nothing of the months before the first one that was metered: they were never charged here
  expect([...new Set(year?.payers.flatMap(({ months }) => months.map(({ period }) => period)))].sort()).toEqual([
    '2026-11',
    '2026-12',
  ])
  for (const { payer, share_cents } of year?.payers ?? []) {
    if (payer.kind === 'cooperative') continue
    expect(signedOf(all, payer.id, 'net_cents'), payer.id).toBe(share_cents)
  }
  for (const document of settled.documents) {
    expect(documentProblems(document)).toEqual([])
    expect(document).toMatchObject({ reason: 'settlement', period: '2026' })
  }
  const awa = settled.documents.find(one => one.buyer.id === 'awa')
  expect(awa?.refers_to).toHaveLength(2)
  expect(awa?.lines.filter(({ kind }) => kind === 'advance').map(({ label }) => label)).toEqual([
    'Provision facturée, novembre 2026',
    'Provision facturée, décembre 2026',
  ])
  expect(await issue(parts(), everything('2026'))).toMatchObject({ kind: 'issued', documents: [] })
  expect((await lab.ledger.verify()).problems).toEqual([])
  for (const { number, buyer, net_cents, kind } of settled.documents) {
    const proof = await proveInvoice(proving(), number)
    expect(proof?.problems).toEqual([])
    const own = year?.payers.find(one => one.payer.id === buyer.id)
    expect(proof?.settled?.months).toEqual(own?.months)
    const taken = proof?.settled?.advances.reduce((sum, one) => sum + one.net_cents, 0) ?? 0
    expect(kind === 'invoice' ? net_cents : -net_cents).toBe((own?.share_cents ?? 0) - taken)
  }
  // A credit note on an advance afterwards is no part of what was settled; other costs are another settlement
  await credit(parts(), { number: awa?.refers_to[0]?.number ?? '', wish: null, key: null, by })
  expect((await proveInvoice(proving(), awa?.number ?? ''))?.problems).toEqual([])
  const dearer = async (of: string): Promise<Compared[]> =>
    (await parts().comparedMonths(of)).map(one => ({ ...one, share: one.advance }))
  const problems = (await proveInvoice({ ...proving(), comparedMonths: dearer }, awa?.number ?? ''))?.problems
  expect(problems?.[0]).toMatch(/is not what the costs of 2026 come to$/)
}, 120_000)
