import { describe, expect, it } from 'vitest'
import { settlementNow, type YearNow } from './settlement-now.ts'
import { periodStatement } from './statement.ts'
import { house, member, pool, tariff, use } from './testing.ts'

const H = 3_600_000
/** 10,00 € of rent a month, 1,00 € an hour in advance. */
const directory = house({
  members: [member('awa'), member('bo')],
  tariffs: [tariff('t', { cents_per_hour: 100 })],
  pools: [pool('loyer', { amount_cents: 1_000, driver: 'equal' })],
})
if (directory.site !== null) directory.site.billing = 'provisional'

const MONTHS = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12'].map(period => ({
  period,
  uses: period === '2026-09' || period === '2026-10' ? [use(`s${period}`, 'awa', 6 * H)] : [],
}))
const YEAR: YearNow = { year: '2026', months: MONTHS, closed: [], first: '2026-09', present: '2026-11' }
const closing = (...periods: string[]) =>
  MONTHS.filter(({ period }) => periods.includes(period)).map(month => periodStatement({ directory, ...month }))
const told = (more: Partial<YearNow> = {}) => {
  const issuer = settlementNow(directory, { ...YEAR, ...more }).issuers[0]
  const so_far = issuer?.so_far ?? null
  return {
    until: issuer?.provisional_until,
    all: issuer?.costs_cents,
    span: so_far === null ? null : [so_far.from, so_far.through],
    sums: so_far === null ? null : [so_far.costs_cents, so_far.advance_cents, so_far.balance_cents],
    awa: so_far?.payers.find(({ payer }) => payer.id === 'awa')?.balance_cents,
  }
}

describe('a year that is not over', () => {
  it('is told from its first metered month to the last that is over: costs and payments of the same months', () => {
    // two months of 10,00 €, half each; Awa paid 12 hours in advance
    expect(told()).toEqual({
      ...{ until: '2026-12', all: 5_000, span: ['2026-09', '2026-10'] },
      ...{ sums: [2_000, 1_200, 800], awa: -200 },
    })
  })

  it('leaves out what was on trial', () => {
    const { site } = directory
    if (site === null) throw new Error('no site')
    site.trial_until = '2026-09'
    try {
      expect(told()).toMatchObject({ all: 3_000, span: ['2026-10', '2026-10'], sums: [1_000, 600, 400] })
    } finally {
      site.trial_until = null
    }
  })

  it('tells nothing before its first month is over, or where nothing was metered', () => {
    expect(told({ present: '2026-09' })).toMatchObject({ until: '2026-12', span: null })
    expect(told({ first: null })).toMatchObject({ until: '2026-12', span: null })
  })

  it('tells all of it once it is over, until its last month is closed', () => {
    const span = ['2026-09', '2026-12']
    expect(told({ present: '2027-02', closed: closing('2026-09') })).toMatchObject({ until: '2026-12', span })
    expect(told({ present: '2027-02', closed: closing('2026-12') })).toMatchObject({ until: null, span: null })
  })

  it('is due for the months that were closed: rent of before Navette was asked for before it', () => {
    const closed = closing('2026-09', '2026-10', '2026-11', '2026-12')
    expect(told({ present: '2027-02', closed })).toMatchObject({ until: null, all: 4_000 })
  })
})
