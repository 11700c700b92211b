/** One issuer hands over to the next in mid-month: each bears its days of everything, and nobody pays for having both. */
import { describe, expect, it } from 'vitest'
import type { PoolFacts } from '../directory.ts'
import { house, member, october, pool, use } from './testing.ts'
import type { Use } from './use.ts'

const H = 3_600_000
/** The old one to 15 October (15 of 31 days), the new one from the 16th (16 days); each with the same pool. */
function turned(terms: Partial<PoolFacts>, members = [member('awa'), member('bo')]) {
  const directory = house({
    members,
    pools: [pool('old', { ...terms, issuer: 'old' }), pool('new', { ...terms, issuer: 'new' })],
  })
  const issuer = { name: '', legal_form: null, siren: null, vat: 'standard', billing: null }
  directory.issuers.set('old', { ...issuer, id: 'old', valid_until: '2026-10-15' })
  directory.issuers.set('new', { ...issuer, id: 'new', valid_from: '2026-10-16' })
  return directory
}
const on = (day: string, who: string, hours: number): Use =>
  use(`${who}-${day}`, who, hours * H, {
    date: `2026-10-${day}`,
    start_at_ms: Date.UTC(2026, 9, Number(day), 10),
  })
const paid = (month: ReturnType<typeof october>, id: string): [string | undefined, number][] =>
  month.members.find(one => one.id === id)?.lines.map(line => [line.pool, line.cents]) ?? []

describe('a change of issuer in mid-month', () => {
  it('gives each its days of the normal capacity', () => {
    // 310,00 € and 100 h for October: 150,00 € and 48 h 23 to the old one, 160,00 € and 51 h 37 to the new one.
    // Awa's 30 h of each half: 30 ÷ (100 × 15/31) of 150,00 = 93,00; 30 ÷ (100 × 16/31) of 160,00 = 93,00.
    // With one issuer all month: 60 ÷ 100 of 310,00 = 186,00, the same.
    const month = october(turned({ amount_cents: 31_000, normal_capacity_ms: 100 * H }), [
      on('05', 'awa', 30),
      on('20', 'awa', 30),
    ])
    expect(paid(month, 'awa')).toEqual([
      ['new', 9_300],
      ['old', 9_300],
    ])
    expect(month.pools.map(({ id, borne }) => [id, borne])).toEqual([
      ['new', [{ why: 'unused-capacity', cents: 6_700 }]],
      ['old', [{ why: 'unused-capacity', cents: 5_700 }]],
    ])
  })

  it('gives each its days of what the cooperative bears', () => {
    // 31,00 € of 310,00 are the cooperative's: 15,00 of 150,00 and 16,00 of 160,00
    const month = october(turned({ amount_cents: 31_000, cooperative: { cents: 3_100 } }), [
      on('05', 'awa', 1),
      on('20', 'bo', 1),
    ])
    expect([paid(month, 'awa'), paid(month, 'bo')]).toEqual([[['old', 13_500]], [['new', 14_400]]])
  })

  it('shares alike among those who were members in its own days', () => {
    // Bo left on the 10th and Cyd joined on the 20th: 150,00 ÷ 2 for Awa and Bo, 160,00 ÷ 2 for Awa and Cyd
    const members = [member('awa'), member('bo', { left: '2026-10-10' }), member('cyd', { joined: '2026-10-20' })]
    const month = october(turned({ amount_cents: 31_000, driver: 'equal' }, members), [])
    expect(paid(month, 'awa')).toEqual([
      ['new', 8_000],
      ['old', 7_500],
    ])
    expect(paid(month, 'bo')).toEqual([['old', 7_500]])
    expect(paid(month, 'cyd')).toEqual([['new', 8_000]])
  })

  it('asks category and payer of the last of its days', () => {
    const members = [
      member('awa', {
        categories: [{ from: '2026-10-16', category: 'guest' }],
        payers: [{ from: '2026-10-16', organisation: 'wax' }],
      }),
      member('bo'),
    ]
    const month = october(turned({ amount_cents: 31_000, driver: 'equal', categories: ['coop'] }, members), [])
    expect(
      month.members.flatMap(({ lines }) => lines.map(({ pool: of, payer, cents }) => [of, payer.id, cents])),
    ).toEqual([
      ['old', 'awa', 7_500],
      ['new', 'bo', 16_000],
      ['old', 'bo', 7_500],
    ])
  })
})
