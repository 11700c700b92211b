import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { isValidIBAN } from 'ibantools'
import { Document } from 'sepa'
import { describe, expect, it } from 'vitest'
import { create } from 'xmlbuilder2'
import type { DebitLine } from '#server/domain/accounting/debit-run.ts'
import { groupsOf } from '#server/domain/accounting/debit-run.ts'
import { sepaName } from '#server/domain/accounting/debit-text.ts'
import { flawsOf } from './check.ts'
import { writeRefunds } from './pain-001.ts'
import { type DebitFile, writeDebits } from './pain-008.ts'

const creditor = {
  name: 'Coopérative des Gouttes d’Or',
  iban: 'FR7630006000011234567890189',
  bic: 'AGRIFRPP',
  creditor_id: 'FR72ZZZ123456',
}
const line = (document: string, cents: number, more: Partial<DebitLine> = {}): DebitLine => ({
  ...{ document, cents, payer: { kind: 'member', id: 'awa' }, date: '2026-12-08', name: 'Awa Diarra' },
  ...{ iban: 'FR1420041010050500013M02606', address: null, amended: false },
  debit: { sequence: 'FRST', mandate: 'a'.repeat(64), account: 'b'.repeat(64) },
  mandate: {
    ...{ issuer: 'fabrique', payer: { kind: 'member', id: 'awa' }, reference: 'GO-AWA-1', signed: '2025-09-01' },
    ...{ scheme: 'CORE', revoked: null },
  },
  ...more,
})
const recurring = { sequence: 'RCUR' as const, mandate: 'c'.repeat(64), account: 'd'.repeat(64) }
const file = (format: DebitFile['format'], lines: DebitLine[]): string =>
  writeDebits({
    ...{ run: 'PRLV-20261122-1-fabrique', format, created: '2026-11-22T10:15:00', creditor },
    groups: groupsOf(lines),
  })
const LINES = [
  line('FAB-2026-0001', 12_345),
  line('FAB-2026-0002', 7, { debit: recurring, name: 'Fil et Forme' }),
  line('FAB-2026-0003', 100_001, { debit: recurring, date: '2026-12-15', amended: true }),
  line('FAB-2026-0004', 990, {
    ...{ debit: recurring, iban: 'CH9300762011623852957' },
    address: { street: 'Rue du Rhône 1', postcode: '1204', city: 'Genève', country: 'CH' },
  }),
]
const elements = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}[^>]*>([^<]*)</${name}>`, 'g'))].map(found => found[1] ?? '')

describe.each(['pain.008.001.08', 'pain.008.001.02'] as const)('a direct debit file, %s', format => {
  const xml = file(format, LINES)

  it('has nothing a bank may refuse', () => expect(flawsOf(xml, isValidIBAN)).toEqual([]))

  it('is well-formed to another parser', () => {
    expect(() =>
      execFileSync('xmllint', ['--noout', '-'], { input: xml, stdio: ['pipe', 'pipe', 'pipe'] }),
    ).not.toThrow()
  })

  it('groups by sequence and day, and sums each group and all', () => {
    expect(elements(xml, 'SeqTp')).toEqual(['FRST', 'RCUR', 'RCUR'])
    expect(elements(xml, 'ReqdColltnDt')).toEqual(['2026-12-08', '2026-12-08', '2026-12-15'])
    expect(elements(xml, 'CtrlSum')).toEqual(['1133.43', '123.45', '9.97', '1000.01'])
    expect(elements(xml, 'NbOfTxs')).toEqual(['4', '1', '2', '1'])
  })

  it('says which account has changed under its mandate', () => {
    expect(elements(xml, 'AmdmntInd')).toEqual(['false', 'false', 'false', 'true'])
    expect(xml.match(/SMNDA/g)).toHaveLength(1)
  })

  it('gives the address, structured, where the bank lies outside the EEA', () => {
    expect(elements(xml, 'TwnNm')).toEqual(['Geneve'])
    expect(elements(xml, 'Ctry')).toEqual(['CH'])
  })

  it('says of one debit what the package `sepa` says of it', () => {
    expect(leavesOf(file(format, [LINES[0] as DebitLine]))).toEqual(leavesOf(bySepa(format)))
  })
})

/** The same debit, written by somebody else. */
function bySepa(format: string): string {
  const document = new Document(format)
  Object.assign(document.grpHdr, {
    ...{
      id: 'PRLV-20261122-1-fabrique',
      created: new Date(2026, 10, 22, 10, 15),
      initiatorName: "Cooperative des Gouttes d'Or",
    },
  })
  const block = document.createPaymentInfo()
  Object.assign(block, {
    ...{ id: '1', collectionDate: new Date(2026, 11, 8), creditorIBAN: creditor.iban, creditorBIC: creditor.bic },
    ...{ creditorName: "Cooperative des Gouttes d'Or", creditorId: creditor.creditor_id, batchBooking: true },
  })
  document.addPaymentInfo(block)
  const transaction = block.createTransaction()
  Object.assign(transaction, {
    ...{ id: 'FAB-2026-0001', end2endId: 'FAB-2026-0001', debtorName: 'Awa Diarra', debtorIBAN: LINES[0]?.iban },
    ...{ mandateId: 'GO-AWA-1', mandateSignatureDate: new Date(2025, 8, 1), amount: 123.45 },
    remittanceInfo: 'Facture FAB-2026-0001',
  })
  block.addTransaction(transaction)
  return document.toString()
}

const OF_THE_WRITER = new Set(['PmtInfId', 'InstrId'])

/** Paths of what has no children, with their texts; the ids of blocks and instructions are each writer's own. */
function leavesOf(xml: string): string[] {
  const found: string[] = []
  create(xml).each(
    node => {
      const of = node.node
      if (of.nodeType === 3) {
        const path: string[] = []
        for (let parent = of.parentNode; parent !== null && parent.nodeName !== '#document'; parent = parent.parentNode)
          path.unshift(parent.nodeName)
        if (!OF_THE_WRITER.has(path.at(-1) ?? '') && (of.nodeValue ?? '').trim() !== '')
          found.push(`${path.join('/')} ${of.nodeValue}`)
      }
    },
    false,
    true,
  )
  return found
}

describe.each(['pain.001.001.09', 'pain.001.001.03'] as const)('a refund file, %s', format => {
  const xml = writeRefunds({
    ...{ run: 'VIR-20261122-1-fabrique', format, created: '2026-11-22T10:15:00', date: '2026-11-24', debtor: creditor },
    lines: [
      {
        document: 'FAB-2026-0009',
        text: 'Avoir FAB-2026-0009',
        cents: 1_234,
        name: 'Awa Diarra',
        iban: 'FR1420041010050500013M02606',
        address: null,
      },
    ],
  })

  it('has nothing a bank may refuse', () => expect(flawsOf(xml, isValidIBAN)).toEqual([]))
  it('names the credit note end to end', () => expect(elements(xml, 'EndToEndId')).toEqual(['FAB-2026-0009']))
})

describe('whatever somebody is called', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom('A'.repeat(300), 'Awa 🧵🪡', '\u202eawA', 'عائشة Diarra', '</Nm><Nm>', '&amp;', '\u0000Awa', 'Z̷a̷l̷'),
  )
  it('the file has nothing a bank may refuse, or the debit is left out', () => {
    fc.assert(
      fc.property(hostile, hostile, (who, creditor_name) => {
        const name = sepaName(who)
        if (name === null || sepaName(creditor_name) === null) return
        const debit = writeDebits({
          ...{ run: 'PRLV-20261122-1-fabrique', format: 'pain.008.001.08', created: '2026-11-22T10:15:00' },
          ...{ creditor: { ...creditor, name: creditor_name }, groups: groupsOf([line('FAB-2026-0001', 1, { name })]) },
        })
        expect(flawsOf(debit, isValidIBAN)).toEqual([])
        expect(elements(debit, 'Nm').every(one => one.length <= 75)).toBe(true)
      }),
    )
  })
})

describe('a spoilt file', () => {
  const good = file('pain.008.001.08', LINES)
  it.each([
    ['a sum that is off by a cent', '<CtrlSum>123.45<', '<CtrlSum>123.46<', /CtrlSum is not 12345 cents/],
    ['a wrong count', '<NbOfTxs>4<', '<NbOfTxs>5<', /NbOfTxs is not 4/],
    ['an IBAN with another check digit', 'FR1420041010050500013M02606', 'FR1520041010050500013M02606', /IBAN is wrong/],
    ['a creditor identifier with another check digit', 'FR72ZZZ123456', 'FR73ZZZ123456', /creditor identifier/],
    ['a mandate without a date', '<DtOfSgntr>2025-09-01<', '<DtOfSgntr><', /no date/],
    ['an accent', 'Awa Diarra', 'Awa Diarré', /characters a bank may refuse/],
    ['the same document twice', 'FAB-2026-0002', 'FAB-2026-0001', /EndToEndId FAB-2026-0001 occurs twice/],
    ['an amount of zero', '>0.07<', '>0.00<', /out of range/],
  ])('with %s is seen', (_what, from, to, flaw) => {
    expect(good).toContain(from)
    expect(flawsOf(good.replaceAll(from, to), isValidIBAN).join('\n')).toMatch(flaw)
  })
})
