/**
 * A closed month that is corrected, again and again, comes to what a fresh close would have said of it: every term a tariff
 * may have is in force, and sessions are taken back, moved and added in whatever month follows.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Directory, TariffFacts } from '../directory.ts'
import { accountOf } from './account.ts'
import { chargedFor } from './corrected.ts'
import type { AccountLine } from './lines.ts'
import type { PackBalance } from './packs.ts'
import { type PeriodStatement, periodStatement } from './statement.ts'
import { house, member, pool, tariff, use } from './testing.ts'
import type { Use } from './use.ts'

const MINUTE = 60_000
/** energy is paid for in full, and never capped */
const PLENTY_CENTS = 10_000_000
const MEMBERS = ['awa', 'bo', 'cyd']
const DAY_MS = 86_400_000
const FIRST_MS = Date.UTC(2026, 8, 1, 8)

type Made = { id: number; who: string; minutes: number; day: number; wh: number }
const made: fc.Arbitrary<Made> = fc.record({
  id: fc.nat(1_000_000),
  who: fc.constantFrom(...MEMBERS),
  minutes: fc.integer({ min: 1, max: 300 }),
  day: fc.integer({ min: 0, max: 9 }),
  wh: fc.nat(3_000),
})
const optional = (values: fc.Arbitrary<number>) => fc.option(values, { nil: null })
const terms: fc.Arbitrary<Partial<TariffFacts>> = fc.record({
  cents_per_hour: fc.integer({ min: 0, max: 900 }),
  step_ms: optional(fc.constantFrom(15 * MINUTE, 7 * MINUTE)),
  minimum_cents: optional(fc.integer({ min: 0, max: 400 })),
  setup_cents: optional(fc.integer({ min: 0, max: 250 })),
  free_ms: optional(fc.integer({ min: 0, max: 200 * MINUTE })),
  cap_day_cents: optional(fc.integer({ min: 0, max: 1_500 })),
  cap_month_cents: optional(fc.integer({ min: 0, max: 4_000 })),
})
type Terms = { terms: Partial<TariffFacts>; pack_ms: number; shared: boolean; turn: number; energy_cents?: number }
const house_of: fc.Arbitrary<Terms> = fc.record({
  terms,
  pack_ms: fc.integer({ min: 0, max: 400 * MINUTE }),
  shared: fc.boolean(),
  /** day from which on Bo's organisation pays for him */
  turn: fc.nat(9),
})

const dateOf = (day: number): string => `2026-09-${String(day + 1).padStart(2, '0')}`

/** One pack is Awa's, or the organisation's that pays for Bo and Cyd. */
function houseOf(given: Terms): Directory {
  const hourly = { measure: 'running', cents_per_hour: given.terms.cents_per_hour ?? 0 } as const
  const energy = { measure: 'energy', cents_per_kWh: 25, pool: 'power' } as const
  const directory = house({
    members: MEMBERS.map(id => member(id)),
    pools: [pool('power', { amount_cents: given.energy_cents ?? PLENTY_CENTS, driver: 'energy_Wh' })],
    tariffs: [tariff('base', { ...given.terms, components: [hourly, energy] })],
    billing: 'tariff',
  })
  directory.packs.set('heures', {
    ...{ id: 'heures', issuer: 'fab', name: 'Heures', time_ms: given.pack_ms, price_cents: 1_000 },
    ...{ valid_months: null, kinds: null, machines: null },
  })
  directory.pack_sales.set('vente', {
    ...{ id: 'vente', pack: 'heures', date: '2026-01-01', valid_until: null },
    holder: given.shared ? { kind: 'organisation', id: 'wax' } : { kind: 'member', id: 'awa' },
    ...{ time_ms: given.pack_ms, price_cents: 1_000 },
  })
  return directory
}

function useOf({ id, who, minutes, day, wh }: Made, { turn }: Terms): Use {
  const wax = who === 'cyd' || (who === 'bo' && day >= turn)
  return {
    ...use(`s${id}`, who, minutes * MINUTE, { energy_Wh: wh, date: dateOf(day) }),
    start_at_ms: FIRST_MS + day * DAY_MS + id,
    payer: wax ? { kind: 'organisation', id: 'wax' } : { kind: 'member', id: who },
  }
}

const negated = (one: Use): Use => ({
  ...one,
  ...{ running_ms: -one.running_ms, worked_ms: -one.worked_ms, session_ms: -one.session_ms, energy_Wh: -one.energy_Wh },
})
const adjusting = (one: Use): Use => ({ ...one, adjusts: '2026-09' })

/** What is in one list and not in the other: an id stands for the same session wherever it is. */
const without = (all: readonly Use[], others: readonly Use[]): Use[] => {
  const known = new Set(others.map(({ session }) => session))
  return all.filter(({ session }) => !known.has(session))
}

/** Months one after the other, each finding September otherwise than the one before. */
function close(given: Terms, states: readonly (readonly Made[])[]) {
  const directory = houseOf(given)
  const statements: PeriodStatement[] = []
  const touched = new Set<string>()
  let packs: PackBalance[] = []
  let before: Use[] = []
  for (const [i, state] of states.entries()) {
    const uses = state.map(one => useOf(one, given))
    const changes = i === 0 ? [] : [...without(before, uses).map(negated), ...without(uses, before)]
    for (const one of changes) touched.add(accountOf(one, directory))
    const closed = { period: '2026-09', directory, uses, statements: [...statements], packs: [] }
    const month =
      i === 0
        ? { period: '2026-09', uses, packs }
        : { period: `2026-1${i - 1}`, uses: changes.map(adjusting), packs, corrected: [closed] }
    const statement = periodStatement({ directory, ...month })
    statements.push(statement)
    packs = statement.packs
    before = uses
  }
  return { directory, statements, packs, uses: before, touched }
}

function sums(lines: readonly AccountLine[]): Map<string, number> {
  const sum = new Map<string, number>()
  for (const { account, line } of lines) {
    if (line.kind === 'pack') continue
    const key = `${account}|${line.payer.kind}/${line.payer.id}|${line.kind}`
    sum.set(key, (sum.get(key) ?? 0) + line.cents)
  }
  return new Map([...sum].filter(([, cents]) => cents !== 0).sort())
}

const distinct = fc.uniqueArray(made, { selector: one => one.id, maxLength: 8 })
/** Each state has some sessions of the one before, and others that came late. */
const states = fc
  .tuple(distinct, fc.array(fc.tuple(fc.array(fc.nat(7), { maxLength: 3 }), distinct), { minLength: 1, maxLength: 2 }))
  .map(([first, changes]) => {
    const all = [first]
    for (const [gone, late] of changes) {
      const last = all.at(-1) ?? []
      const ids = new Set(last.map(({ id }) => id))
      all.push([...last.filter((_, i) => !gone.includes(i)), ...late.filter(({ id }) => !ids.has(id))])
    }
    return all
  })

describe('Σ closed + corrections', () => {
  it('is what a fresh close says of everybody that something changed for, and packs are as they would be', () => {
    fc.assert(
      fc.property(house_of, states, (given, all) => {
        const { directory, statements, packs, uses, touched } = close(given, all)
        const fresh = periodStatement({ directory, period: '2026-09', uses })
        const whole = { period: '2026-09', directory, uses, packs: [] }
        const of = (lines: AccountLine[]) => sums(lines.filter(({ account }) => touched.has(account)))
        expect(of(chargedFor({ ...whole, statements }))).toEqual(of(chargedFor({ ...whole, statements: [fresh] })))
        if (given.shared || touched.has('awa')) expect(packs).toEqual(fresh.packs)
      }),
      { numRuns: 1_000 },
    )
  }, 60_000)

  it('is nothing for whoever has nothing left, and leaves the others’ bills as they are', () => {
    fc.assert(
      fc.property(house_of, distinct, (given, first) => {
        const { statements } = close({ ...given, shared: false }, [first, first.filter(({ who }) => who !== 'awa')])
        const [closed, correction] = statements
        const lines = statements.flatMap(({ members }) => members.find(({ id }) => id === 'awa')?.lines ?? [])
        expect(lines.filter(({ kind }) => kind !== 'pack').reduce((sum, { cents }) => sum + cents, 0)).toBe(0)
        expect(correction?.members.filter(({ id, lines: own }) => id !== 'awa' && own.length > 0)).toEqual([])
        expect(closed?.period).toBe('2026-09')
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  it('of energy never brings in more than it cost, and gives back what was paid for what is taken back', () => {
    fc.assert(
      fc.property(house_of, fc.nat(300), states, (given, energy_cents, all) => {
        const { directory, statements, uses } = close({ ...given, energy_cents }, all)
        const lines = chargedFor({ period: '2026-09', statements }).filter(({ line }) => line.kind === 'energy')
        const sum = lines.reduce((cents, { line }) => cents + line.cents, 0)
        expect(sum).toBeLessThanOrEqual(directory.pools.get('power')?.amount_cents ?? 0)
        for (const id of MEMBERS.filter(who => !uses.some(one => one.member === who)))
          expect(lines.reduce((cents, one) => (one.account === id ? cents + one.line.cents : cents), 0)).toBe(0)
      }),
      { numRuns: 300 },
    )
  }, 60_000)
})
