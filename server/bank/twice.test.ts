/** The same money told twice: by two files that overlap, or by a person before the bank. It is pointed out and never joined. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type BankLab, camtOf, openBankLab } from '#test/support/bank-lab.ts'

let lab: BankLab
beforeEach(async () => {
  lab = await openBankLab()
  lab.at('2026-11-25')
})
afterEach(() => lab.close())

const transfer = (cents: number, ref: string, text: string) => ({
  ...{ cents, date: '2026-11-19', ref },
  inner: `<RmtInf><Ustrd>${text}</Ustrd></RmtInf>`,
})
const read = (...entries: ReturnType<typeof transfer>[]) =>
  lab.bank.importStatement({ issuer: 'fab', bytes: camtOf(entries), columns: null, apply: true })
const told = async () =>
  (await lab.bank.lines()).map(({ line, alike, by_hand }) => [line.servicer_ref, alike, by_hand]).toSorted()

it('in two files of one kind, the day’s and the month’s, each with numbers of its own', async () => {
  await read(transfer(5_000, 'JOUR-1', 'VIR AWA'), transfer(700, 'JOUR-2', 'VIR BO'))
  lab.at('2026-11-26')
  expect(await read(transfer(5_000, 'MOIS-37', 'VIR AWA'))).toMatchObject({ fresh: 1 })
  expect(await told()).toEqual([
    ['JOUR-1', true, false],
    ['JOUR-2', false, false],
    ['MOIS-37', true, false],
  ])
})

it('but two of one sum in one file are two, as the bank says', async () => {
  await read(transfer(5_000, 'A', 'VIR AWA'), transfer(5_000, 'B', 'VIR BO'))
  lab.at('2026-11-26')
  expect(await read(transfer(5_000, 'A', 'VIR AWA'), transfer(5_000, 'B', 'VIR BO'))).toMatchObject({ fresh: 0 })
  expect(await told()).toEqual([
    ['A', false, false],
    ['B', false, false],
  ])
})

it('by hand some days before the statement has it', async () => {
  const [first] = lab.documents
  const cents = first?.due_cents ?? 0
  const payer = { kind: 'member' as const, id: 'm01' }
  const paid = await lab.bank.pay({
    ...{ issuer: 'fab', payer, date: '2026-11-17', method: 'transfer', amount_cents: cents },
    ...{ allocations: null, reference: null, again: false, by: 'tresor' },
  })
  expect(paid.kind).toBe('done')
  await read(transfer(cents, 'A', `VIR ${first?.number}`), transfer(1, 'B', 'interets'))
  expect(await told()).toEqual([
    ['A', false, true],
    ['B', false, false],
  ])
})
