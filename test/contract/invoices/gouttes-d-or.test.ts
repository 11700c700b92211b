/** The month of `gouttes-d-or` goes out: two issuers, businesses and private persons, several rates, one credit note. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { credit } from '#server/accounts/credit.ts'
import { issue } from '#server/accounts/issue.ts'
import type { AccountsParts } from '#server/accounts/ports.ts'
import { proveInvoice } from '#server/accounts/prove.ts'
import { facturXml } from '#server/billing/facturx/xml.ts'
import { documentProblems } from '#server/domain/accounting/check.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { PeriodStatement } from '#server/domain/sharing/statement.ts'
import { createEconomy } from '#server/economy.ts'
import { AtelierLab } from '#test/support/atelier-lab.ts'
import { schemaErrors } from '#test/support/facturx-schema.ts'
import { noLogo } from '#test/support/invoice-lab.ts'

const OCTOBER = '2026-10'
const by = 'tresor'
let lab: AtelierLab
let statement: PeriodStatement
let issued: AccountingDocument[]

const parts = (): AccountsParts => ({
  ...lab.parts,
  ledger: lab.ledger,
  comparedMonths: createEconomy(lab.ledger, () => lab.directory).compared,
  letterhead: noLogo,
})

const proving = () => ({ ...parts(), ledger: lab.ledger, directory: lab.directory })

beforeAll(async () => {
  lab = await AtelierLab.open('gouttes-d-or')
  await lab.live(OCTOBER)
  await lab.work({ member: 'awa', machine: 'juki-1', at: '2026-10-27T10:00', minutes: 40, order: 'commande-jupes' })
  statement = await lab.settleAndClose(OCTOBER)
  const outcome = await issue(parts(), { period: OCTOBER, by, keys: null, drafts_hash: null })
  if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome))
  expect(outcome.blocked).toEqual([])
  issued = outcome.documents
}, 120_000)
afterAll(() => lab.close())

const of = (payer: string, issuer = 'fabrique') => {
  const document = issued.find(one => one.buyer.id === payer && one.issuer === issuer)
  if (document === undefined) throw new Error(`nothing was issued to ${payer}`)
  return document
}

describe('the month of gouttes-d-or', () => {
  it('bills each payer what the closed statement says, to the cent', () => {
    for (const { payer, issuers } of statement.payers.filter(one => one.payer.kind !== 'cooperative'))
      for (const { issuer, total_cents } of issuers) expect(of(payer.id, issuer).net_cents).toBe(total_cents)
    const billed = statement.payers.filter(one => one.payer.kind !== 'cooperative').flatMap(one => one.issuers)
    expect(issued).toHaveLength(billed.length)
  })
  it('numbers each issuer’s own series without a hole', () => {
    for (const [issuer, series] of [
      ['association', 'ASSO-2026'],
      ['fabrique', 'FAB-2026'],
    ]) {
      const numbers = issued.filter(one => one.issuer === issuer).map(({ number }) => number)
      expect(numbers).toEqual(numbers.map((_, i) => `${series}-${`${i + 1}`.padStart(4, '0')}`))
    }
  })
  it('adds up in every document', () => {
    for (const document of issued) expect(documentProblems(document), document.number).toEqual([])
  })
  it('is a valid Factur-X file, each of them', () => {
    expect(schemaErrors(issued.map(facturXml))).toBe('')
  })
  it('bills businesses and private persons, each as the law asks', () => {
    const [business, person] = [of('atelier-wax'), of('awa')]
    expect(business).toMatchObject({
      buyer: { status: 'business', siren: '841207350' },
      terms: { recovery_cents: 4_000 },
    })
    expect(business.mentions.map(({ code }) => code)).toEqual(expect.arrayContaining(['PMT', 'PMD', 'AAB']))
    expect(person).toMatchObject({ buyer: { status: 'consumer', siren: null }, terms: { recovery_cents: null } })
    expect(person.mentions.map(({ code }) => code)).not.toContain('PMT')
    expect(of('chloe').buyer).toMatchObject({ status: 'business', name: 'Chloé Marchetti EI' })
  })
  it('bears several rates in one invoice, and none where the association is in franchise', () => {
    expect(of('atelier-wax').vat_totals.map(({ vat }) => vat.rate_bp)).toEqual([2_000, 550])
    expect(of('awa', 'association').vat_totals).toMatchObject([{ vat: { category: 'E', rate_bp: 0 }, vat_cents: 0 }])
    expect(of('awa', 'association').mentions.map(({ text }) => text)).toContain('TVA non applicable, art. 293 B du CGI')
  })
  it('adds up an organisation’s people, and shows nobody’s days', () => {
    const { lines, days } = of('atelier-wax')
    expect(new Set(lines.map(({ pool }) => pool)).size).toBe(lines.length)
    expect(lines.every(({ member }) => member === null)).toBe(true)
    expect(days).toEqual([])
    expect(of('awa').days.length).toBeGreaterThan(0)
  })
  it('charges an order to who gave it', () => {
    expect(of('maison-lin').lines.every(({ order }) => order === 'commande-jupes')).toBe(true)
  })
  it('issues nothing twice', async () => {
    const again = await issue(parts(), { period: OCTOBER, by, keys: null, drafts_hash: null })
    expect(again).toMatchObject({ kind: 'issued', documents: [], blocked: [] })
    const key = `${OCTOBER}/fabrique/member/awa`
    expect(await issue(parts(), { period: OCTOBER, by, keys: [key], drafts_hash: null })).toMatchObject({
      kind: 'issued-before',
      documents: [{ draft: key, number: of('awa').number }],
    })
  })
  it('credits one line, then the rest, to exactly nothing, and may then issue it again', async () => {
    const invoice = of('gilles')
    const { number } = invoice
    const first = await credit(parts(), { number, wish: [{ line: '1', net_cents: 1 }], key: null, by })
    const rest = await credit(parts(), { number, wish: null, key: `credit/${number}/2`, by })
    if (first.kind !== 'credited' || rest.kind !== 'credited') throw new Error(JSON.stringify([first, rest]))
    const notes = [first.document, rest.document]
    for (const note of notes) {
      expect(documentProblems(note)).toEqual([])
      expect(note).toMatchObject({ kind: 'credit-note', refers_to: [{ number, issue_date: invoice.issue_date }] })
    }
    for (const field of ['net_cents', 'vat_cents', 'gross_cents'] as const)
      expect(notes[0]?.[field] ?? 0).toBe(invoice[field] - (notes[1]?.[field] ?? 0))
    expect(await credit(parts(), { number, wish: null, key: null, by })).toMatchObject({
      kind: 'problems',
      problems: [{ code: 'nothing-left' }],
    })
    const again = await issue(parts(), { period: OCTOBER, by, keys: null, drafts_hash: null })
    expect(again).toMatchObject({
      kind: 'issued',
      documents: [{ gross_cents: invoice.gross_cents, buyer: { id: 'gilles' } }],
    })
  })
  it('proves each of them down to the journal, and verify holds', async () => {
    for (const { number } of issued) {
      const proof = await proveInvoice(proving(), number)
      expect(proof?.problems, number).toEqual([])
      expect(proof?.closing?.n).toBe(issued[0]?.closed_n)
    }
    const proof = await proveInvoice(proving(), of('awa').number)
    expect(proof?.lines.flatMap(({ things }) => things).every(({ entries }) => entries > 0)).toBe(true)
    expect((await lab.ledger.verify()).problems).toEqual([])
  })
})
