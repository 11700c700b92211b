import { describe, expect, it } from 'vitest'
import { accountsOf } from './balance.ts'
import { type Run, runsOf } from './debit-history.ts'
import type { AccountsEntry } from './entries.ts'
import { type BankLine, type Known, proposalFor } from './match.ts'
import { likeness, mentions } from './match-text.ts'
import type { RunEntry } from './payment-entries.ts'
import { AWA, issued } from './payment-testing.ts'

const LUC = { kind: 'member' as const, id: 'luc' }
const invoice = (number: string, cents: number, payer = AWA) =>
  issued({ number, kind: 'invoice', issue_date: `2026-1${number.slice(-1)}-01`, cents, payer })
const known = (...entries: AccountsEntry[]): Known[] =>
  [...accountsOf([], entries).values()].map(account => ({
    ...{ account, iban: account.payer.id === 'luc' ? 'FR76LUC' : null },
    name: account.payer.id === 'luc' ? 'Luc Ferrand' : 'Awa Diarra',
  }))
const line = (cents: number, more: Partial<BankLine> = {}): BankLine => ({
  ...{ id: 'l', issuer: 'coop', date: '2026-12-01', cents, text: '', name: null, iban: null },
  ...{ end_to_end: null, mandate: null, batch: null, reason: null, ...more },
})
const ALL = known(
  invoice('FAB-2026-0000', 1_000),
  invoice('FAB-2026-0001', 2_500),
  invoice('FAB-2026-0002', 4_000, LUC),
)

describe('a number in a text', () => {
  it.each([
    ['FAB-2026-0001', true],
    ['virement fab 2026 0001 merci', true],
    ['REF:FAB20260001/EUR', true],
    ['FAB-2026-00012', false],
    ['FAB-2026-0010', false],
    ['', false],
  ])('%s', (text, expected) => expect(mentions(text, 'FAB-2026-0001')).toBe(expected))
})

describe('a name', () => {
  it.each([
    ['VIR RECU DE M. DIARRA AWA', 1],
    ['awa', 0.5],
    ['AWADIARRA', 0],
  ])('in “%s” is there by %s', (text, share) => expect(likeness('Awa Diarra', text)).toBe(share))
  it('of legal forms alone is nobody’s', () => expect(likeness('SARL', 'SARL X')).toBe(0))
})

describe('a proposal', () => {
  const proposed = (asked: BankLine) => proposalFor({ line: asked, known: ALL, runs: [] })
  it.each<[string, BankLine, object | null]>([
    ['by number', line(2_500, { text: 'FAB-2026-0001' }), { confidence: 'sure', why: ['number', 'amount'] }],
    [
      'by reference',
      line(2_500, { end_to_end: 'FAB-2026-0001' }),
      { confidence: 'sure', why: ['end-to-end', 'amount'] },
    ],
    ['in part', line(900, { text: 'FAB-2026-0001' }), { confidence: 'likely', why: ['number'] }],
    ['by account', line(4_000, { iban: 'FR76LUC' }), { confidence: 'sure', why: ['iban', 'amount'] }],
    [
      'by name, all that is due',
      line(3_500, { name: 'DIARRA AWA' }),
      { confidence: 'likely', why: ['name', 'amount-all'] },
    ],
    ['by amount alone', line(4_000), { confidence: 'weak', why: ['amount'] }],
    ['of nothing', line(777), null],
    ['of another issuer', line(4_000, { issuer: 'asso' }), null],
    ['of money that goes', line(-4_000), null],
  ])('%s', (_what, asked, expected) => {
    if (expected === null) expect(proposed(asked)).toBeNull()
    else expect(proposed(asked)).toMatchObject(expected)
  })

  it('puts what is over to what the same payer owes besides, where it is exactly that', () => {
    // 35,00 € with the number of the 25,00 €: the other 10,00 € are the older invoice
    const text = 'FAB-2026-0001'
    const both = [
      { item: 'FAB-2026-0001', cents: 2_500 },
      { item: 'FAB-2026-0000', cents: 1_000 },
    ]
    expect(proposed(line(3_500, { text }))).toMatchObject({
      ...{ confidence: 'likely', why: ['number', 'amount-all'] },
      parts: [{ payer: AWA, cents: 3_500, allocations: both }],
    })
    // one cent more is nobody's guess: it stands to credit
    expect(proposed(line(3_501, { text }))).toMatchObject({
      parts: [{ cents: 3_501, allocations: [{ item: 'FAB-2026-0001', cents: 2_500 }] }],
    })
  })

  it('believes account and sum before a number of another’s invoice that they do not fit', () => {
    // Luc owes 40,00 € and sends 40,00 €, with Awa's number by mistake
    const wrong = line(4_000, { text: 'FAB-2026-0001', iban: 'FR76LUC', name: 'LUC FERRAND' })
    const luc = { parts: [{ payer: LUC, cents: 4_000, allocations: [{ item: 'FAB-2026-0002', cents: 4_000 }] }] }
    expect(proposed(wrong)).toMatchObject({ ...luc, confidence: 'likely', why: ['iban', 'amount'] })
    // Luc pays Awa's invoice, to the cent: he is the payer's friend, and the number is believed
    expect(proposed({ ...wrong, cents: 2_500 })).toMatchObject({ parts: [{ payer: AWA, cents: 2_500 }] })
  })

  it('is not sure of a number where another account owes the very same', () => {
    const equal = known(invoice('FAB-2026-0001', 2_500), invoice('FAB-2026-0002', 2_500, LUC))
    const asked = line(2_500, { text: 'FAB-2026-0001', iban: 'FR76LUC' })
    expect(proposalFor({ line: asked, known: equal, runs: [] })).toMatchObject({
      ...{ confidence: 'likely', why: ['number', 'amount'] },
      parts: [{ payer: AWA }],
    })
  })

  it('of a number that is paid already is no guess at somebody else who owes as much', () => {
    const paid: AccountsEntry = {
      ...{ type: 'paid', issuer: 'coop', line: null, by: 't' },
      payment: {
        ...{ id: 'p1', payer: AWA, date: '2026-11-20', method: 'transfer', amount_cents: 2_500, reference: null },
        ...{ allocations: [{ item: 'FAB-2026-0001', cents: 2_500 }], run: null },
      },
    }
    const after = known(invoice('FAB-2026-0001', 2_500), invoice('FAB-2026-0002', 2_500, LUC), paid)
    const twice = line(2_500, { text: 'FAB-2026-0001' })
    // Twice paid: to Awa's credit, whatever Luc owes
    expect(proposalFor({ line: twice, known: after, runs: [] })).toMatchObject({
      ...{ confidence: 'weak', why: ['number-paid'] },
      parts: [{ payer: AWA, cents: 2_500, allocations: [] }],
    })
    // A standing order with last month's number pays this month's
    const next = known(invoice('FAB-2026-0001', 2_500), invoice('FAB-2026-0000', 2_500), paid)
    expect(proposalFor({ line: twice, known: next, runs: [] })).toMatchObject({
      ...{ confidence: 'likely', why: ['number-paid', 'amount'] },
      parts: [{ payer: AWA, cents: 2_500, allocations: [{ item: 'FAB-2026-0000', cents: 2_500 }] }],
    })
  })

  it('shares one transfer among those whose numbers it names, and the rest goes to the first', () => {
    const text = 'FAB-2026-0002 et FAB-2026-0000'
    expect(proposed(line(5_100, { text }))).toMatchObject({
      parts: [
        { payer: AWA, cents: 1_100, allocations: [{ item: 'FAB-2026-0000', cents: 1_000 }] },
        { payer: LUC, cents: 4_000, allocations: [{ item: 'FAB-2026-0002', cents: 4_000 }] },
      ],
    })
  })
})

describe('what a file asked for', () => {
  const asked = (kind: RunEntry['kind'], cents: number): Run[] =>
    runsOf([
      {
        ...{
          type: 'run',
          issuer: 'coop',
          run: 'PRLV-1',
          kind,
          format: 'f',
          date: '2026-11-20',
          file_hash: '',
          by: 't',
        },
        items: ['FAB-2026-0001', 'FAB-2026-0002'].map((document, i) => ({
          ...{ document, payer: [AWA, LUC][i] ?? AWA, cents: cents + i, date: '2026-11-27' },
          debit: kind === 'debit' ? { sequence: 'RCUR' as const, mandate: `m${i}`, account: 'a' } : null,
        })),
      },
    ])
  const said = (asks: BankLine, kind: RunEntry['kind'] = 'debit') =>
    proposalFor({ line: asks, known: ALL, runs: asked(kind, 2_500) })
  const reference = { end_to_end: 'FAB-2026-0001' }

  it('comes in debit by debit, where the bank books each by itself', () => {
    const collected = { kind: 'collection', run: 'PRLV-1', items: [{ document: 'FAB-2026-0001', cents: 2_500 }] }
    expect(said(line(2_500, { ...reference, mandate: 'GO-1' }))).toMatchObject({ ...collected, confidence: 'sure' })
    expect(said(line(2_500, { ...reference, batch: 'PRLV-1-1' }))).toMatchObject({ ...collected, confidence: 'sure' })
    // A payer may give a transfer the invoice's number too
    expect(said(line(2_500, reference))).toMatchObject({ ...collected, confidence: 'likely' })
  })

  it('is a transfer before the day, of another sum, or by its text alone', () => {
    expect(said(line(2_500, { ...reference, date: '2026-11-26' }))).toMatchObject({ kind: 'payment' })
    expect(said(line(2_400, reference))).toMatchObject({ kind: 'payment' })
    expect(said(line(2_500, { text: 'FAB-2026-0001' }))).toMatchObject({ kind: 'payment' })
  })

  it('is a refund that came back, where the account it went to is closed', () => {
    const back = line(2_500, { ...reference, reason: 'AC04' })
    expect(said(back, 'refund')).toMatchObject({
      kind: 'return',
      run: 'PRLV-1',
      document: 'FAB-2026-0001',
      reason: 'AC04',
    })
    // Another transfer of the house that came back pays nobody's invoice
    expect(said({ ...back, end_to_end: 'LOYER' }, 'refund')).toBeNull()
  })
})
