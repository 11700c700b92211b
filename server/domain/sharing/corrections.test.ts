/** What corrects a closed month reaches whom it is owed to, whatever became of the pool or the price since. */
import { describe, expect, it } from 'vitest'
import { periodStatement } from './statement.ts'
import { house, member, october, pool, tariff, use } from './testing.ts'

const H = 3_600_000
const SEPTEMBER = { start_at_ms: Date.UTC(2026, 8, 9, 8), date: '2026-09-09', adjusts: '2026-09' }
const back = (running_ms: number) => use('s1', 'awa', -running_ms, SEPTEMBER)
const INSIDE = { start_at_ms: SEPTEMBER.start_at_ms, date: SEPTEMBER.date }
/** Ten hours of September's rent of 24 000 cents, one of them Awa's second, which is none of hers by now. */
const corrected = () => {
  const directory = house({ members: [member('awa')], pools: [pool('rent', { amount_cents: 24_000 })] })
  const nine = use('s0', 'awa', 9 * H, INSIDE)
  const statement = periodStatement({ directory, period: '2026-09', uses: [nine, use('s1', 'awa', H, INSIDE)] })
  return [{ period: '2026-09', directory, uses: [nine], statements: [statement], packs: [] }]
}

describe('a correction of a closed month', () => {
  it.each([
    ['whose pool has ended since', { valid_until: '2026-09' }],
    ['whose pool brought in more than it cost this month', { amount_cents: 0, subsidy_cents: 500 }],
    ['whose pool costs nothing this month', { amount_cents: 0 }],
  ])('%s is given back all the same', (_name, terms) => {
    const directory = house({ members: [member('awa')], pools: [pool('rent', terms)] })
    const month = periodStatement({ directory, period: '2026-10', uses: [back(H)], corrected: corrected() })
    expect(month.members).toMatchObject([{ id: 'awa', total_cents: -2_400 }])
    expect(month.pools[0]?.borne).toContainEqual({ why: 'corrections', cents: 2_400 })
    expect(month.pools[0]?.shared_cents).toBe(month.pools[0]?.amount_cents)
  })

  it('does not bring back a pool that ended where nothing corrects it', () => {
    const directory = house({ members: [member('awa')], pools: [pool('rent', { valid_until: '2026-09' })] })
    expect(october(directory, [use('s2', 'awa', H)]).pools).toEqual([])
  })

  it('leaves energy that is passed on within what it cost', () => {
    const directory = house({
      members: [member('awa')],
      pools: [pool('power', { amount_cents: 300, driver: 'energy_Wh' })],
      tariffs: [tariff('kWh', { components: [{ measure: 'energy', cents_per_kWh: 100, pool: 'power' }] })],
      billing: 'tariff',
    })
    const uses = [use('s2', 'awa', H, { energy_Wh: 5_000 }), use('s1', 'awa', -H, { ...SEPTEMBER, energy_Wh: -1_000 })]
    const lines = october(directory, uses).members[0]?.lines.map(line => [line.adjusts, line.cents])
    expect(lines).toEqual([
      ['2026-09', -100],
      [undefined, 300],
    ])
  })
})
