/** Every figure of docs/sharing.md, by hand, and the terms of a tariff one by one. */
import { describe, expect, it } from 'vitest'
import { applyEntry } from '../apply.ts'
import type { Directory, PoolFacts, TariffFacts } from '../directory.ts'
import { periodRange } from '../time.ts'
import { allocate } from './allocate.ts'
import { monthEconomics } from './break-even.ts'
import { straightLine_cents } from './depreciation.ts'
import { fundersReport } from './funders.ts'
import { settleYear } from './settlement.ts'
import { periodStatement } from './statement.ts'
import { house, member, october, pool, session, tariff, use } from './testing.ts'
import { type Use, useOfSession } from './use.ts'

const H = 3_600_000
const awa = (more: Partial<Use> = {}, running_ms = H) => use('s1', 'awa', running_ms, more)
const paid = (directory: Directory, uses: Use[], id = 'awa') =>
  october(directory, uses)
    .members.find(one => one.id === id)
    ?.lines.map(line => [line.kind, line.cents])
const priced = (terms: Partial<TariffFacts>, more: { pools?: PoolFacts[] } = {}): Directory =>
  house({ members: [member('awa')], tariffs: [tariff('t', terms)], billing: 'tariff', ...more })

describe('the worked example of docs/sharing.md', () => {
  const rent = pool('loyer', {
    ...{ amount_cents: 100_000, subsidy_cents: 20_000, normal_capacity_ms: 100 * H },
    cooperative: { percent: 10 },
  })
  const directory = house({ members: [member('awa'), member('bo')], pools: [rent] })
  directory.orders.set('blouses', {
    id: 'blouses',
    name: 'Blouses',
    issuer: 'fab',
    organisation: 'lycee',
    category: null,
  })
  const uses = [
    use('s1', 'awa', 20 * H),
    use('s2', 'bo', 10 * H),
    use('s3', 'bo', 5 * H, { order: 'blouses' }),
    use('s4', 'awa', 1 * H, { waived: true }),
  ]

  it('divides the rent of October', () => {
    const month = october(directory, uses)
    expect(month.members.map(one => [one.id, one.total_cents])).toEqual([
      ['awa', 14_400],
      ['bo', 7_200],
    ])
    expect(month.orders).toMatchObject([
      { id: 'blouses', payer: { kind: 'organisation', id: 'lycee' }, total_cents: 3_600 },
    ])
    expect(month.pools[0]?.borne).toEqual([
      { why: 'own-share', cents: 8_000 },
      { why: 'waived', cents: 720 },
      { why: 'unused-capacity', cents: 46_080 },
    ])
    expect(month.pools[0]).toMatchObject({ amount_cents: 80_000, shared_cents: 80_000, cooperative_cents: 58_400 })
  })

  it('gives the odd cent of three equal shares by the published order', () => {
    const parts = ['ada', 'bea', 'cyd'].map(id => ({ id, weight: 1n }))
    expect([...allocate(10_000, parts, '2026-10/salon')]).toEqual([
      ['ada', 3_333],
      ['bea', 3_334],
      ['cyd', 3_333],
    ])
  })

  it('writes a machine off to the cent', () => {
    const months = Array.from({ length: 7 }, (_, i) => straightLine_cents(100_000, 7, i))
    expect(months).toEqual([14_286, 14_285, 14_286, 14_286, 14_286, 14_285, 14_286])
    expect([straightLine_cents(100_000, 7, -1), straightLine_cents(100_000, 7, 7)]).toEqual([0, 0])
  })
})

describe('terms of a tariff', () => {
  it.each<[string, Partial<TariffFacts>, Partial<Use>, number, [string, number][]]>([
    [
      'running and idle apart',
      {
        components: [
          { measure: 'running', cents_per_hour: 300 },
          { measure: 'idle', cents_per_hour: 60 },
        ],
      },
      { idle_ms: H / 2 },
      H,
      [
        ['running', 300],
        ['idle', 30],
      ],
    ],
    ['rounded up to a quarter of an hour', { cents_per_hour: 400, step_ms: 900_000 }, {}, 901_000, [['running', 200]]],
    [
      'a minimum',
      { cents_per_hour: 400, minimum_cents: 150 },
      {},
      900_000,
      [
        ['running', 100],
        ['minimum', 50],
      ],
    ],
    ['no minimum for nothing', { cents_per_hour: 400, minimum_cents: 150 }, {}, 0, []],
    [
      'a setup fee',
      { cents_per_hour: 400, setup_cents: 75 },
      {},
      H,
      [
        ['running', 400],
        ['setup', 75],
      ],
    ],
    ['a free half hour', { cents_per_hour: 400, free_ms: H / 2 }, {}, H, [['running', 200]]],
    [
      'a cap per day',
      { cents_per_hour: 400, cap_day_cents: 250 },
      {},
      H,
      [
        ['running', 400],
        ['cap', -150],
      ],
    ],
  ])('%s', (_name, terms, more, running_ms, lines) =>
    expect(paid(priced(terms), [awa(more, running_ms)])).toEqual(lines),
  )

  it('caps each day by itself and the month over all', () => {
    const uses = [1, 2, 2].map((day, i) => use(`s${i}`, 'awa', H, { date: `2026-10-0${day}` }))
    expect(paid(priced({ cents_per_hour: 400, cap_day_cents: 500 }), uses)).toEqual([
      ['running', 1_200],
      ['cap', -300],
    ])
    expect(paid(priced({ cents_per_hour: 400, cap_day_cents: 500, cap_month_cents: 700 }), uses)).toEqual([
      ['running', 1_200],
      ['cap', -500],
    ])
  })

  it('passes energy on at most at what its pool cost', () => {
    const components = [{ measure: 'energy' as const, cents_per_kWh: 25, pool: 'courant' }]
    const at = (amount_cents: number) => priced({ components }, { pools: [pool('courant', { amount_cents })] })
    expect(paid(at(1_000), [awa({ energy_Wh: 4_000 })])).toEqual([['energy', 100]])
    expect(paid(at(60), [awa({ energy_Wh: 4_000 })])).toEqual([['energy', 60]])
  })

  it('is reduced for the first 24 months of activity, to the day', () => {
    const directory = priced({ cents_per_hour: 400 })
    directory.tariffs.set('debut', tariff('debut', { cents_per_hour: 100, first_months: 24 }))
    const started = (activity_started: string) => {
      directory.members.set('awa', member('awa', { activity_started }))
      return paid(directory, [awa()])
    }
    expect(started('2024-10-06')).toEqual([['running', 100]])
    expect(started('2024-10-05')).toEqual([['running', 400]])
    expect(started('2026-10-06')).toEqual([['running', 400]])
  })

  it('draws prepaid time in order, and hands on what is left', () => {
    const directory = priced({ cents_per_hour: 400 })
    directory.packs.set('dix', {
      id: 'dix',
      issuer: 'fab',
      name: '10 h',
      time_ms: H,
      price_cents: 350,
      valid_months: null,
      kinds: null,
      machines: null,
    })
    for (const [id, valid_until] of [
      ['v1', null],
      ['v2', '2026-12-31'],
    ] as const)
      directory.pack_sales.set(id, {
        id,
        pack: 'dix',
        holder: { kind: 'member', id: 'awa' },
        date: '2026-10-01',
        valid_until,
        time_ms: H,
        price_cents: 350,
      })
    const month = october(directory, [awa({}, 1.5 * H)])
    expect(month.members[0]?.lines.map(line => [line.kind, line.cents])).toEqual([
      ['running', 0],
      ['pack', 350],
      ['pack', 350],
    ])
    expect(month.packs).toEqual([
      { sale: 'v1', holder: 'awa', left_ms: H / 2 },
      { sale: 'v2', holder: 'awa', left_ms: 0 },
    ])
  })

  it('prices what was counted by hand, and a count taken back', () => {
    const directory = priced({})
    directory.consumables.set('vinyle', {
      id: 'vinyle',
      issuer: 'fab',
      name: 'Vinyle',
      unit: 'm²',
      cents_per_unit: 850,
    })
    for (const [id, thousandths] of [
      ['c1', 1_250],
      ['c2', -250],
    ] as const)
      directory.counts.set(id, {
        id,
        consumable: 'vinyle',
        holder: { kind: 'member', id: 'awa' },
        machine: null,
        date: '2026-10-09',
        thousandths,
        cents_per_unit: 850,
      })
    expect(paid(directory, [])).toEqual([['consumable', 850]])
  })

  it('belongs to its issuer’s time: another issuer in mid-year prices from its first day', () => {
    const directory = priced({ cents_per_hour: 400 })
    const issuer = directory.issuers.get('fab')
    if (issuer === undefined) throw new Error('the house has an issuer')
    directory.issuers.set('fab', { ...issuer, valid_until: '2026-10-14' })
    directory.issuers.set('scic', { ...issuer, id: 'scic', valid_from: '2026-10-15' })
    directory.tariffs.set('u', tariff('u', { issuer: 'scic', cents_per_hour: 500 }))
    directory.pools.set('loyer', pool('loyer', { issuer: 'scic', amount_cents: 31_000 }))
    expect(paid(directory, [awa({ date: '2026-10-14' })])).toEqual([['running', 400]])
    expect(paid(directory, [awa({ date: '2026-10-15' })])).toEqual([['running', 500]])
    // 17 of 31 days of what is due each month
    expect(monthEconomics(directory, { period: '2026-10', uses: [] }).issuers).toMatchObject([
      { issuer: 'scic', gross_cents: 17_000 },
    ])
  })
})

describe('the treasurer’s questions', () => {
  it('finds the smallest price that earns the target', () => {
    const directory = priced(
      { cents_per_hour: 400 },
      { pools: [pool('loyer', { amount_cents: 10_000, subsidy_cents: 2_000 })] },
    )
    const issuer = directory.issuers.get('fab')
    if (issuer !== undefined) directory.issuers.set('fab', { ...issuer, target_percent: 60 })
    const [month] = monthEconomics(directory, { period: '2026-10', uses: [awa({}, 10 * H)] }).issuers
    expect(month).toMatchObject({
      ...{ gross_cents: 10_000, earned_cents: 4_000, self_financing_percent: 40, target_cents: 6_000 },
      ...{ missing_cents: 2_000, needed_cents_per_hour: 600, needed_factor_thousandths: 1_499 },
    })
  })

  it('settles advances against the share', () => {
    const directory = house({
      members: [member('awa'), member('bo')],
      tariffs: [tariff('t', { cents_per_hour: 100 })],
      pools: [pool('loyer', { amount_cents: 1_000 })],
    })
    if (directory.site !== null) directory.site.billing = 'provisional'
    const uses = [use('s1', 'awa', 3 * H), use('s2', 'bo', H)]
    const [issuer] = settleYear(directory, '2026', [{ period: '2026-10', uses }]).issuers
    expect(issuer?.payers.map(one => [one.payer.id, one.advance_cents, one.share_cents, one.balance_cents])).toEqual([
      ['awa', 300, 750, 450],
      ['bo', 100, 250, 150],
    ])
  })

  it('names a pack nobody used in the settlement that gives it back', () => {
    const directory = house({
      members: [member('awa')],
      tariffs: [tariff('t', { cents_per_hour: 100 })],
      pools: [pool('loyer', { amount_cents: 300 })],
    })
    if (directory.site !== null) directory.site.billing = 'provisional'
    const terms = { time_ms: 10 * H, price_cents: 900 }
    directory.packs.set('dix', {
      ...{ id: 'dix', issuer: 'fab', name: 'Dix heures', valid_months: null, kinds: null, machines: null, ...terms },
    })
    const holder = { kind: 'member', id: 'awa' } as const
    directory.pack_sales.set('v1', {
      ...{ id: 'v1', pack: 'dix', holder, date: '2026-10-01', valid_until: null, ...terms },
    })
    const months = [{ period: '2026-10', uses: [use('s1', 'awa', 3 * H)] }]
    const [issuer] = settleYear(directory, '2026', months).issuers
    // 3 of 10 hours used: 7/10 of 9,00 € is left; the whole price was an advance on a share of 3,00 €
    expect(issuer?.payers).toMatchObject([
      {
        ...{ advance_cents: 900, share_cents: 300, balance_cents: -600 },
        unused_packs: [{ sale: 'v1', name: 'Dix heures', left_ms: 7 * H, cents: 630 }],
      },
    ])
  })

  it('tells funders no group of fewer than three', () => {
    const people = ['a', 'b', 'c', 'd', 'e'].map(id => member(id, { category: id < 'd' ? 'coop' : 'adherent' }))
    const report = fundersReport(house({ members: people }), [
      { period: '2026-10', uses: people.map(({ id }) => use(`s${id}`, id, H)) },
    ])
    expect(report.categories).toEqual([{ category: '(few)', beneficiaries: 5, running_ms: 5 * H }])
    expect(JSON.stringify(report)).not.toMatch(/"(a|b|c|d|e)"/)
  })

  it('an entry that would be edited or refers to nothing is refused with its reason', async () => {
    const { moneyRefusal } = await import('./refusal.ts')
    const directory = priced({ cents_per_hour: 400 }, { pools: [pool('loyer')] })
    const put = (terms: Partial<TariffFacts>) =>
      moneyRefusal(directory, { type: 'tariff-put', tariff: tariff('t', terms), by: 'x' })
    expect(put({ cents_per_hour: 400, valid_until: '2026-12-31' })).toBeNull()
    expect(put({ cents_per_hour: 401 })).toMatchObject({ kind: 'conflict', code: 'tariff-exists' })
    expect(moneyRefusal(directory, { type: 'tariff-put', tariff: tariff('u'), by: 'x' })).toMatchObject({
      code: 'tariffs-overlap-everywhere',
      params: { a: 't', b: 'u' },
    })
    const purchase = { id: 'a', pool: 'eau', date: '2026-10-01', amount_cents: 1, document: 'd', label: 'l' }
    const bought = (value: typeof purchase) => ({ type: 'money-put', kind: 'purchases', value, by: 'x' }) as const
    expect(moneyRefusal(directory, bought(purchase))).toMatchObject({ code: 'no-pool', params: { id: 'eau' } })
    const good = bought({ ...purchase, pool: 'loyer' })
    expect(moneyRefusal(directory, good)).toBeNull()
    expect(moneyRefusal(applyEntry(directory, good).directory, good)).toMatchObject({ kind: 'conflict' })
  })
})

describe('the calendar', () => {
  const zone = 'Europe/Paris'
  it.each([
    ['29 February', '2028-02-28T20:00:00Z', ['2028-02', '2028-03']],
    ['clocks forward', '2026-03-28T20:00:00Z', ['2026-03', '2026-04']],
    ['clocks back, and the month’s end', '2026-10-24T20:00:00Z', ['2026-10', '2026-11']],
    ['New Year', '2026-12-31T12:00:00Z', ['2026-12', '2027-01']],
  ])('%s: each session is in one month, and the months sum to the sessions', (_name, from, months) => {
    const directory = house({ members: [member('awa')], pools: [pool('loyer')] })
    const starts = Array.from({ length: 8 * 24 * 6 }, (_, i) => Date.parse(from) + i * 600_000)
    const uses = starts.map((start_at_ms, i) =>
      useOfSession(session(`s${i}`, 'awa', 660_000, { start_at_ms }), directory),
    )
    const sums = months.map(period => {
      const { from_ms, to_ms } = periodRange(period, zone)
      const own = uses.filter(one => one.start_at_ms >= from_ms && one.start_at_ms < to_ms)
      for (const one of own) expect(one.date.slice(0, 7)).toBe(period)
      return periodStatement({ directory, period, uses: own }).members[0]?.running_ms ?? 0
    })
    expect(sums.reduce((a, b) => a + b, 0)).toBe(starts.length * 660_000)
  })
})
