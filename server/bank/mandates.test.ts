/** One mandate for each payer and each issuer that collects: what is announced on it, collected on it, and what ends it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BankLab, IBANS, openBankLab } from '#test/support/bank-lab.ts'
import type { MandateOrder } from './mandates.ts'

let lab: BankLab
beforeEach(async () => {
  lab = await openBankLab()
  lab.at('2026-11-18')
})
afterEach(() => lab.close())

const AWA = { kind: 'member' as const, id: 'm01' }
const SECOND = { issuer: 'asso', iban: IBANS[1], bic: null, sepa_creditor_id: 'DE98ZZZ09999999999' }
const signed: MandateOrder = { issuer: 'fab', payer: AWA, reference: 'GO-1', signed: '2026-01-15', revoked: null }
const mandates = () => lab.ledger.mandates()
const references = async () => (await mandates()).map(one => `${one.issuer} ${one.id} ${one.reference}`)
const refusal = async (order: Partial<MandateOrder>) => {
  const outcome = await lab.bank.putMandate({ ...signed, ...order })
  return outcome.kind === 'objected' ? outcome.objection.code : null
}

describe('a mandate told with its contact', () => {
  it('is that of the one issuer that collects, and follows the contact', async () => {
    expect(await references()).toEqual(['fab m01 GO-1', 'fab m02 GO-2', 'fab m03 GO-3'])
    await lab.ledger.putContacts([{ kind: 'member', id: 'm01', phone: '0123456789' }])
    await lab.ledger.putContacts([{ kind: 'member', id: 'm02', mandate: 'GO-2B', mandate_signed: '2026-11-01' }])
    await lab.ledger.putContacts([{ kind: 'member', id: 'm03', mandate: null, mandate_signed: null }])
    expect(await references()).toEqual(['fab m01 GO-1', 'fab m02 GO-2B'])
  })

  it('stays that issuer’s when a second one begins to collect, which has none before one is signed to it', async () => {
    await lab.ledger.putBanks([SECOND])
    expect(await references()).toEqual(['fab m01 GO-1', 'fab m02 GO-2', 'fab m03 GO-3'])
    await lab.ledger.putContacts([{ kind: 'member', id: 'm02', mandate: 'WHOSE', mandate_signed: '2026-11-01' }])
    expect(await references()).toEqual(['fab m01 GO-1', 'fab m02 GO-2', 'fab m03 GO-3'])
    await lab.ledger.putMandate({
      issuer: 'asso',
      kind: 'member',
      id: 'm01',
      ...{ reference: 'A-1', signed: null, revoked: null },
    })
    expect(await references()).toContain('asso m01 A-1')
    expect((await lab.bank.plan('fab', 'debit')).debits?.lines.map(line => line.mandate.reference)).toEqual([
      ...['GO-1', 'GO-2', 'GO-3'],
    ])
  })

  it('says what was told of the one issuer that collects', async () => {
    expect(await refusal({ reference: 'NEW-1', signed: '2026-11-02' })).toBeNull()
    const contact = (await lab.ledger.contacts()).find(one => one.id === 'm01')
    expect(contact).toMatchObject({ mandate: 'NEW-1', mandate_signed: '2026-11-02', iban: IBANS[0], city: 'Paris' })
  })
})

describe('a mandate', () => {
  it('that is revoked collects nothing and announces nothing; another reference begins anew', async () => {
    expect(await refusal({ revoked: '2026-11-18' })).toBeNull()
    expect((await lab.bank.plan('fab', 'debit')).debits?.left[0]).toMatchObject({ why: 'mandate-revoked' })
    await lab.ledger.putContacts([{ kind: 'member', id: 'm01', mandate: 'GO-1B', mandate_signed: '2026-11-18' }])
    expect((await lab.bank.plan('fab', 'debit')).debits?.lines[0]).toMatchObject({
      ...{ document: lab.documents[0]?.number, debit: { sequence: 'FRST' } },
    })
  })

  it('lapses 36 months after the bank was last asked, even if that was refused (EPC016-06 §4.1)', async () => {
    const made = await lab.bank.makeRun({ issuer: 'fab', kind: 'debit', items: null, by: 'x' })
    expect(made.kind).toBe('done')
    const document = lab.documents[0]?.number ?? ''
    await lab.bank.drop({ issuer: 'fab', document, reason: 'AM04', by: 'x' })
    const flaw = async () => (await lab.bank.mandates()).find(one => one.payer.id === 'm01')?.flaw
    // Signed in January 2026, asked for on 3 December
    lab.at('2029-12-03')
    expect(await flaw()).toBeNull()
    lab.at('2029-12-04')
    expect(await flaw()).toBe('mandate-lapsed')
  })

  it.each<[string, Partial<MandateOrder>, string]>([
    ['without Latin letters', { reference: 'مرجع' }, 'mandate-reference-ill-formed'],
    ['of somebody else', { reference: 'GO-2' }, 'mandate-reference-taken'],
    ['signed tomorrow', { signed: '2026-11-19' }, 'date-in-the-future'],
    ['that ended before it began', { revoked: '2026-01-14' }, 'ends-before-it-begins'],
    ['to nobody', { issuer: 'nobody' }, 'no-issuer'],
    ['of nobody', { payer: { kind: 'member', id: 'nobody' } }, 'no-payer'],
  ])('%s is refused', async (_what, order, code) => expect(await refusal(order)).toBe(code))

  it('to an issuer that cannot collect is refused', async () => {
    await lab.ledger.putBanks([{ issuer: 'fab', sepa_creditor_id: null }])
    expect(await refusal({})).toBe('issuer-without-creditor-id')
  })

  it('goes with the person', async () => {
    await lab.ledger.appendDirectory([{ type: 'member-erased', member: 'm01', by: 'x', at_ms: 1 }], 1)
    expect(await references()).toEqual(['fab m02 GO-2', 'fab m03 GO-3'])
  })
})
