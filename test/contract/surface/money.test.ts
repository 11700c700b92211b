/** Contract §7 and §5 `period preview`: one month, two issuers (one shares, one prices), every cent by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Outsider, type Station } from '#test/support/outsider.ts'

const HOUR_MS = 3_600_000
const levels = { idle_mA: 90, run_mA: 1030, run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3000 }
const pool = (id: string, amount_cents: number, driver: string, more: object = {}) => ({
  ...{ id, issuer: 'house', name: id, amount_cents, per: 'month', driver, machines: null },
  ...{ subsidy_cents: 0, normal_capacity_ms: null, ...more },
})
const member = (id: string, uid: string, more: object = {}) => ({
  ...{ id, name: id, charter_signed: '2025-09-01', badges: [uid], ...more },
})
const ATELIER = {
  ...{ navette: 1, site: 'surface', name: 'Surface', timezone: 'Europe/Paris', currency: 'EUR', billing: 'share' },
  issuers: [
    { id: 'house', name: 'House', legal_form: 'SCIC', vat: 'standard' },
    { id: 'shop', name: 'Shop', billing: 'tariff' },
    { id: 'advance', name: 'Advance', billing: 'provisional' },
  ],
  profiles: [{ id: 'servo', ...levels, idle_timeout_s: null }],
  machines: [
    { id: 'juki', profile: 'servo', sample_ms: 600_000 },
    { id: 'iron', profile: 'servo', sample_ms: 600_000 },
    { id: 'press', profile: 'servo', sample_ms: 600_000 },
    { id: 'spare' },
  ],
  categories: [{ id: 'coop', name: 'Coop' }],
  members: [
    member('awa', '04A2B3C4D5E680', { category: 'coop' }),
    member('bo', '04A2B3C4D5E681'),
    member('cy', '04A2B3C4D5E682'),
    member('gone', '04A2B3C4D5E683', { left: '2026-09-30' }),
    member('soon', '04A2B3C4D5E684', { joined: '2026-11-01' }),
    member('barred', '04A2B3C4D5E685', { suspended: true }),
    member('joining', '04A2B3C4D5E686', { joined: '2026-10-31' }),
  ],
  tariffs: [
    { id: 'any', issuer: 'shop', valid_from: '2026-01-01', price: 'running', cents_per_hour: 100, machines: ['juki'] },
    {
      id: 'coop',
      issuer: 'shop',
      valid_from: '2026-01-01',
      category: 'coop',
      price: 'running',
      cents_per_hour: 241,
      machines: ['juki'],
    },
    {
      id: 'later',
      issuer: 'shop',
      valid_from: '2026-11-01',
      price: 'running',
      cents_per_hour: 99_999,
      machines: ['juki'],
    },
    {
      id: 'ironing',
      issuer: 'shop',
      valid_from: '2026-01-01',
      price: 'session',
      cents_per_hour: 50,
      machines: ['iron'],
    },
    { id: 'silent', issuer: 'house', valid_from: '2026-01-01', price: 'running', cents_per_hour: 99_999 },
    {
      id: 'advance',
      issuer: 'advance',
      valid_from: '2026-01-01',
      price: 'session',
      cents_per_hour: 10,
      machines: ['press'],
    },
  ],
  pools: [
    pool('rent', 120_000, 'running_ms', { subsidy_cents: 20_000, normal_capacity_ms: 10 * HOUR_MS }),
    pool('power', 1_001, 'running_ms'),
    pool('fee', 1_000, 'equal'),
    pool('visits', 700, 'sessions'),
    pool('present', 999, 'session_ms', { machines: ['juki'] }),
    pool('unused', 5_000, 'running_ms', { machines: ['spare'] }),
    pool('gift', 300, 'equal', { subsidy_cents: 300 }),
    pool('prices-only', 4_242, 'running_ms', { issuer: 'shop' }),
  ],
}

type Line = { label: string; cents: number; sessions: string[]; pool?: string }
type Preview = {
  period: string
  pools: { id: string; amount_cents: number; shared_cents: number }[]
  cooperative_cents: number
  members: { id: string; total_cents: number; running_ms: number; sessions: number; lines: Line[] }[]
}

let outsider: Outsider
let october: Preview
const ids: Record<string, string> = {}

/** A session by register from `at`, of `running_ms`, in `session_ms`, on a boot of its own. */
async function session(one: Station, uid: string, at: string, running_ms: number, session_ms: number): Promise<string> {
  one.origin_at_ms = Date.parse(at) - 2_000
  await one.hello()
  await one.sample(1_000, 90, { running_ms: 0 })
  await one.sample(2_000, 90, { running_ms: 0 })
  const seq = await one.offline(2_000, outsider.badge(uid))
  const id = one.session(seq)
  for (let step_ms = 500_000; step_ms < session_ms; step_ms += 500_000)
    await one.sample(2_000 + step_ms, 90, { running_ms: Math.min(running_ms, step_ms) })
  await one.sample(2_000 + session_ms, 90, { running_ms })
  await one.offline(2_000 + session_ms, outsider.badge(uid), 'ended')
  one.boot += 1
  one.seq = 0
  return id
}

beforeAll(async () => {
  outsider = await Outsider.come(ATELIER)
  const juki = await outsider.station('juki', 'juki')
  const iron = await outsider.station('iron', 'iron')
  const press = await outsider.station('press', 'press')
  const before = '04A2B3C4D5E682'
  ids.september = await session(juki, before, '2026-09-30T23:59:59+02:00', 600_000, 1_200_000)
  ids.awa = await session(juki, '04A2B3C4D5E680', '2026-10-05T10:00:00+02:00', 2 * HOUR_MS, 3 * HOUR_MS)
  ids.bo = await session(juki, '04A2B3C4D5E681', '2026-10-06T10:00:00+02:00', 1 * HOUR_MS, 1 * HOUR_MS)
  ids.bo2 = await session(juki, '04A2B3C4D5E681', '2026-10-31T23:59:00+01:00', 18_000, 600_000)
  ids.november = await session(juki, before, '2026-11-01T00:00:00+01:00', 600_000, 1_200_000)
  ids.iron = await session(iron, '04A2B3C4D5E681', '2026-10-07T10:00:00+02:00', 0, 36_000)
  ids.press = await session(press, '04A2B3C4D5E680', '2026-10-08T10:00:00+02:00', 0, 180_000)
  const ran = await outsider.lab.run('period', 'preview', '2026-10', '--json')
  if (ran.code !== 0) throw new Error(ran.stderr)
  october = ran.json<Preview>()
}, 120_000)
afterAll(() => outsider?.leave())

const of = (id: string) => october.members.find(one => one.id === id)
const cents = (id: string, pool: string) =>
  of(id)?.lines.find(line => line.pool === pool || line.label === pool)?.cents ?? 0
const onPool = (id: string) => october.pools.find(one => one.id === id)

describe('period preview', () => {
  it('counts what began in the month, in the atelier’s zone', () => {
    expect(of('cy')).toMatchObject({ sessions: 0, running_ms: 0 })
    expect(of('awa')).toMatchObject({ sessions: 2, running_ms: 2 * HOUR_MS })
    expect(of('bo')).toMatchObject({ sessions: 3, running_ms: HOUR_MS + 18_000 })
  })

  it('has pools net of subsidy, each shared to the cent with the cooperative’s part', () => {
    expect(october.period).toBe('2026-10')
    expect(october.pools.map(({ id, amount_cents }) => [id, amount_cents])).toEqual(
      expect.arrayContaining([
        ['rent', 100_000],
        ['power', 1_001],
        ['fee', 1_000],
        ['gift', 0],
        ['unused', 5_000],
      ]),
    )
    for (const one of october.pools) expect(one.shared_cents).toBe(one.amount_cents)
    const lines = october.members.flatMap(one => one.lines).filter(line => line.pool !== undefined)
    const sum = lines.reduce((total, line) => total + line.cents, october.cooperative_cents)
    expect(sum).toBe(october.pools.reduce((total, one) => total + one.amount_cents, 0))
  })

  it('gives unused normal capacity to the cooperative', () => {
    // 100 000 over 10 h: awa 2 h, bo 1 h 0 min 18 s = 3 618 s of 36 000 s
    expect(cents('awa', 'rent')).toBe(20_000)
    expect(cents('bo', 'rent')).toBe(10_050)
    // what is left of rent, and the pool nobody used
    expect(october.cooperative_cents).toBe(100_000 - 20_000 - 10_050 + 5_000)
    expect(onPool('unused')).toMatchObject({ shared_cents: 5_000 })
  })

  it('shares by running time, sessions and session time', () => {
    // 1 001 × 7 200 / 10 818 = 666.22…, × 3 618 / 10 818 = 334.77…: the cent goes to the larger remainder
    expect([cents('awa', 'power'), cents('bo', 'power')]).toEqual([666, 335])
    expect([cents('awa', 'visits'), cents('bo', 'visits')]).toEqual([280, 420])
    // juki only: 10 800 s and 4 200 s of 999: 719.28, 279.72
    expect([cents('awa', 'present'), cents('bo', 'present')]).toEqual([719, 280])
  })

  it('shares equally among those active in the month, used or not', () => {
    expect(['awa', 'bo', 'cy', 'joining'].map(id => cents(id, 'fee'))).toEqual([250, 250, 250, 250])
    for (const id of ['gone', 'soon', 'barred']) expect(cents(id, 'fee')).toBe(0)
  })

  it('an issuer with its own billing prices by tariff, half up on each line, and shares no pool', () => {
    expect(onPool('prices-only')).toBeUndefined()
    const lines = (id: string) => of(id)?.lines.filter(line => line.pool === undefined) ?? []
    // juki 2 h at 241; press, as an advance, 180 s of session at 10 = 0.5 → 1
    expect(
      lines('awa')
        .map(line => line.cents)
        .sort((a, b) => a - b),
    ).toEqual([1, 482])
    // juki 3 618 s at 100 = 100.5 → 101; iron 36 s of session at 50 = 0.5 → 1
    expect(
      lines('bo')
        .map(line => line.cents)
        .sort((a, b) => a - b),
    ).toEqual([1, 101])
  })

  it('each line names its sessions, and lines add up to the total', () => {
    for (const one of october.members) {
      expect(one.total_cents).toBe(one.lines.reduce((sum, line) => sum + line.cents, 0))
    }
    const juki = of('bo')?.lines.find(line => line.pool === undefined && line.cents === 101)
    expect([...(juki?.sessions ?? [])].sort()).toEqual([ids.bo, ids.bo2].sort())
    const rent = of('awa')?.lines.find(line => line.label === 'rent')
    expect(rent?.sessions).toEqual([ids.awa])
  })

  it('is the same over HTTP', async () => {
    const { body } = await outsider.get<Preview>('/periods/2026-10/preview')
    expect(body.cooperative_cents).toBe(october.cooperative_cents)
    expect(body.members.map(one => [one.id, one.total_cents])).toEqual(
      october.members.map(one => [one.id, one.total_cents]),
    )
  })

  it('the neighbours have their own sessions', async () => {
    for (const [period, id] of [
      ['2026-09', ids.september],
      ['2026-11', ids.november],
    ] as const) {
      const { body } = await outsider.get<Preview>(`/periods/${period}/preview`)
      const cy = body.members.find(one => one.id === 'cy')
      expect(cy).toMatchObject({ sessions: 1, running_ms: 600_000 })
      expect(cy?.lines.flatMap(line => line.sessions)).toContain(id)
    }
  })
})
