import { describe, expect, it } from 'vitest'
import { type ErasureFacts, inTheWay } from './erasure.ts'

const NOTHING: ErasureFacts = {
  ...{ machines: [], open_months: [], not_invoiced: [], unsettled_years: [], balances: [], collecting: [] },
}
const EVEN = { issuer: 'fab', open_cents: 0, credit_cents: 0 }

describe('what stands in the way of erasing a person (GDPR art. 17(3)(b) and (e))', () => {
  it.each<[string, Partial<ErasureFacts>, object[]]>([
    ['nothing', {}, []],
    ['an account that is even', { balances: [EVEN] }, []],
    ['an open session', { machines: ['juki-1'] }, [{ code: 'erase-session-open', params: { machine: 'juki-1' } }]],
    ['an open month', { open_months: ['2026-10'] }, [{ code: 'erase-month-open', params: { period: '2026-10' } }]],
    [
      'a closed month that went to nobody',
      { not_invoiced: [{ period: '2026-09', cents: 1_250 }] },
      [{ code: 'erase-not-invoiced', params: { period: '2026-09', cents: 1_250 } }],
    ],
    [
      'a month that gives money back: its credit note needs the name too',
      { not_invoiced: [{ period: '2026-09', cents: -300 }] },
      [{ code: 'erase-not-invoiced', params: { period: '2026-09', cents: -300 } }],
    ],
    ['a year of advances', { unsettled_years: ['2026'] }, [{ code: 'erase-not-settled', params: { year: '2026' } }]],
    [
      'a debit the bank has not answered about',
      { collecting: [{ issuer: 'fab', document: 'FAB-2026-0004' }] },
      [{ code: 'erase-collecting', params: { issuer: 'fab', document: 'FAB-2026-0004' } }],
    ],
    [
      'one cent they owe',
      { balances: [{ ...EVEN, open_cents: 1 }] },
      [{ code: 'erase-unpaid', params: { issuer: 'fab', cents: 1 } }],
    ],
    [
      'what is owed to them: nobody could pay it back',
      { balances: [{ ...EVEN, credit_cents: 500 }] },
      [{ code: 'erase-in-credit', params: { issuer: 'fab', cents: 500 } }],
    ],
    [
      'a debt and a credit that come to nothing are still two things to put together',
      { balances: [{ issuer: 'fab', open_cents: 500, credit_cents: 500 }] },
      [{ code: 'erase-unpaid' }, { code: 'erase-in-credit' }],
    ],
  ])('%s', (_what, facts, told) => expect(inTheWay({ ...NOTHING, ...facts })).toMatchObject(told))

  it('tells all of it, what comes first first', () => {
    const all: ErasureFacts = {
      ...{ machines: ['juki-1'], open_months: ['2026-10'], not_invoiced: [{ period: '2026-09', cents: 1 }] },
      ...{ unsettled_years: ['2026'], collecting: [{ issuer: 'fab', document: 'F-1' }] },
      balances: [{ issuer: 'fab', open_cents: 1, credit_cents: 0 }],
    }
    expect(inTheWay(all).map(({ code }) => code)).toEqual([
      ...['erase-session-open', 'erase-month-open', 'erase-not-invoiced', 'erase-not-settled'],
      ...['erase-collecting', 'erase-unpaid'],
    ])
  })
})
