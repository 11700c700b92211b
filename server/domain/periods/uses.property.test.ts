/** No sequence of decisions loses or doubles a millisecond: Σ uses = Σ measured, field by field, whatever people decide. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Use } from '../sharing/use.ts'
import type { Decision, Measures } from './entries.ts'
import { measuresOf, minus, NOTHING } from './measures.ts'
import type { Decided, Month } from './month.ts'
import { rulesOf } from './rules.ts'
import { aDirectory, aMonth, aRun, aSession, plus } from './testing.ts'
import type { Thing } from './things.ts'
import { usesOf } from './uses.ts'

const RULES = rulesOf(null)
const ms = fc.nat({ max: 10_000_000 })
const member = fc.constantFrom('awa', 'bo', 'cy')
const bearer = fc.oneof(
  member.map(id => ({ to: 'member' as const, member: id })),
  fc.constant({ to: 'cooperative' as const }),
  fc.constant({ to: 'pool' as const, pool: 'training' }),
)
const measures: fc.Arbitrary<Measures> = fc
  .record({ running_ms: ms, pause_ms: ms, idle_ms: ms, silent_ms: ms, fault_ms: ms, energy_Wh: fc.nat(5_000) })
  .map(({ running_ms, pause_ms, idle_ms, silent_ms, fault_ms, energy_Wh }) => ({
    session_ms: running_ms + idle_ms + silent_ms + fault_ms,
    worked_ms: running_ms + Math.min(pause_ms, idle_ms),
    ...{ running_ms, idle_ms, fault_ms, energy_Wh },
  }))
const decision: fc.Arbitrary<Decision> = fc.oneof(
  fc.constant({ kind: 'keep' as const }),
  fc.constant({ kind: 'waive' as const }),
  member.map(id => ({ kind: 'assign' as const, member: id })),
  fc.constant({ kind: 'pool' as const, pool: 'training' }),
  fc
    .record({ first: measures, one: bearer, two: bearer })
    .map(({ first, one, two }) => ({ kind: 'split' as const, at_ms: 1, first, bearers: [one, two] as [never, never] })),
)

const thing = (i: number): fc.Arbitrary<Thing> =>
  fc
    .record({ whole: measures, who: member, tail_ms: ms, run: fc.boolean(), no_current: fc.boolean() })
    .map(({ whole, who, tail_ms, run, no_current }) =>
      run
        ? aRun(i + 1, { running_ms: whole.running_ms, energy_Wh: whole.energy_Wh })
        : {
            ...aSession(`s${i}`, { member: who, no_current }),
            measures: whole,
            silent_ms: whole.session_ms - whole.running_ms - whole.idle_ms - whole.fault_ms,
            tail_ms: Math.min(tail_ms, whole.session_ms - whole.running_ms - whole.fault_ms),
          },
    )
const things = fc.integer({ min: 0, max: 12 }).chain(n => fc.tuple(...Array.from({ length: n }, (_, i) => thing(i))))

const decided = (n: number, item: string, what: Decision): Decided => ({
  ...{ n, at_ms: n, item, decision: what, by: 'tresor', reason: 'because' },
})
/** Any of the things, any number of times, in any order: the last one stands. */
const decisionsOn = (all: readonly Thing[]): fc.Arbitrary<Decided[]> =>
  all.length === 0
    ? fc.constant([])
    : fc
        .array(fc.record({ which: fc.nat(all.length - 1), what: decision }), { maxLength: 20 })
        .map(said => said.map(({ which, what }, i) => decided(100 + i, all[which]?.ref ?? '', what)))

const sumOf = (uses: readonly Use[]): Omit<Measures, 'fault_ms'> =>
  uses.reduce(
    (sum, { session_ms, running_ms, worked_ms, idle_ms, energy_Wh }) => ({
      session_ms: sum.session_ms + session_ms,
      running_ms: sum.running_ms + running_ms,
      worked_ms: sum.worked_ms + worked_ms,
      idle_ms: sum.idle_ms + idle_ms,
      energy_Wh: sum.energy_Wh + energy_Wh,
    }),
    { session_ms: 0, running_ms: 0, worked_ms: 0, idle_ms: 0, energy_Wh: 0 },
  )
const told = ({ fault_ms: _, ...rest }: Measures) => rest
const wholeOf = (all: readonly Thing[]): Measures => all.reduce((sum, one) => plus(sum, one.measures), NOTHING)

const uses = (month: Month) => usesOf(month, aDirectory(['awa', 'bo', 'cy'], ['training']), RULES)

describe('what is shared is what was measured', () => {
  it('of a month, whatever is decided', () => {
    const month = things.chain(own => decisionsOn(own).map(decisions => aMonth({ own, decisions })))
    fc.assert(
      fc.property(month, one => {
        const { uses: made, undecided } = uses(one)
        const waiting = wholeOf(one.own.filter(each => undecided.includes(each.ref)))
        expect(sumOf(made)).toEqual(told(minus(wholeOf(one.own), waiting)))
      }),
      { numRuns: 2_000 },
    )
  })

  it('of what was decided again after its month closed: it moves, and nothing is added or taken', () => {
    const month = things.chain(again =>
      fc.tuple(decisionsOn(again), decisionsOn(again)).map(([earlier, decisions]) => {
        const all = again.map(one => ({ ...one, start_at_ms: one.start_at_ms - 20 * 86_400_000, no_current: false }))
        return aMonth({ again: all.filter(one => one.kind !== 'run'), decisions, earlier })
      }),
    )
    fc.assert(
      fc.property(month, one => {
        const made = uses(one).uses
        expect(sumOf(made)).toEqual(told(NOTHING))
        for (const use of made) expect(use.adjusts).toBe('2026-08')
      }),
      { numRuns: 1_000 },
    )
  })

  it('of a session settled while open that went on: only what came since is new', () => {
    fc.assert(
      fc.property(measures, measures, decision, (counted, more, what) => {
        const whole = plus(counted, more)
        const late = { ...aSession('s', { member: 'awa' }), measures: whole, start_at_ms: 0 }
        const before = decided(5, 's', { kind: 'as-counted', measures: counted, until_at_ms: 1 })
        const made = uses(aMonth({ late: [late], earlier: [before], decisions: [decided(9, 's', what)] })).uses
        expect(sumOf(made)).toEqual(told(measuresOf(more)))
      }),
      { numRuns: 500 },
    )
  })

  it('never charges faulted minutes nor the time after the last current', () => {
    fc.assert(
      fc.property(thing(1), one => {
        const kept = uses(aMonth({ own: [one], decisions: [decided(9, one.ref, { kind: 'keep' })] })).uses
        const charged = sumOf(kept.filter(use => !use.waived))
        expect(charged.session_ms).toBeLessThanOrEqual(one.measures.session_ms - one.measures.fault_ms - one.tail_ms)
        expect(charged.running_ms).toBe(one.member === null ? 0 : one.measures.running_ms)
      }),
      { numRuns: 500 },
    )
  })
})
