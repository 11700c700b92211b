/**
 * Issue 3, Figures: metering error per machine kind against the truth, after learning: native register ≤ 0.5 %, the meters
 * of the shops at their real reporting rates ≤ 3 %, with 3 % of samples lost no worse. Each machine is taught for some minutes
 * on one seed, as long as the lesson itself asks for, by a hand that is slow and unsteady, and measured on days of other seeds; the truth is the work's, and
 * nothing that draws a current or models a meter knows the estimator.
 */
import { describe, expect, it } from 'vitest'
import { KINDS } from '#firmware-sim/testing/scenario.ts'
import type { Load } from '#firmware-sim/world/load.ts'
import { LOADS } from '#firmware-sim/world/loads.ts'
import { createRng, seedOf } from '#firmware-sim/world/rng.ts'
import { learn } from '#server/domain/learning/learn.ts'
import type { Learnt, Levels } from '#server/domain/learning/types.ts'
import { answers, BOUGHT_METERS, type BoughtMeter } from './learning/bought-meters.ts'
import { lessonOf } from './learning/lesson.ts'
import { running_ms } from './learning/metered.ts'
import { composedSamples, nativeSamples, type Sample } from './learning/stations.ts'
import { STEP_MS, truth_ms, type Waveform, workingDay } from './learning/waveform.ts'

type LoadKind = (typeof KINDS)[number]
/** Where ten minutes of 77 were all there was, a clutch motor on an SDM120 was read 4.3 % too little. */
const TAUGHT_SEEDS = [41, 77, 5]
/** With this one also: samples lost, and the native register. */
const TAUGHT_SEED = 41
const SEEDS = [7, 1_009, 90_210]
const DAY_MS = 3 * 3_600_000
const REST_MS = 45_000
/** Whoever teaches lets each pause last long enough to be pressed (docs/learning.md). */
const PAUSE_MS_MIN = 2_500
const MINUTE_MS = 60_000
/**
 * As docs/learning.md asks: ten minutes and sixteen stretches of work, of a machine whose one job takes minutes at most
 * twenty-five; half an hour with a meter that is slow to tell.
 */
const lessonLength_ms = (load: Load, slow: boolean): number =>
  slow ? 30 * MINUTE_MS : Math.max(10 * MINUTE_MS, Math.min(16 * load.cycle_ms, 25 * MINUTE_MS))

const measured = (meter: BoughtMeter, wave: Waveform, seed: number): Sample[] =>
  composedSamples(answers(meter, wave.current_A, createRng(seedOf(seed, meter.name))), wave.current_A.length * STEP_MS)
/** Three meters of four are taught on the same one. */
const lessons = new Map<string, Waveform>()
function taughtOn(kind: LoadKind, seed: number, length_ms: number): Waveform {
  const key = `${kind} ${seed} ${length_ms}`
  const known = lessons.get(key)
  if (known !== undefined) return known
  const made = workingDay(LOADS[kind], seed, length_ms, REST_MS, PAUSE_MS_MIN)
  lessons.set(key, made)
  return made
}

/** Whoever is told that more is needed goes on by as much; nobody does so for ever. */
const SITTINGS_MAX = 6
function taughtEnough(kind: LoadKind, meter: BoughtMeter, seed: number): Extract<Learnt, { kind: 'proposal' }> {
  let length_ms = lessonLength_ms(LOADS[kind], meter.name === 'tasmota')
  for (let sitting = 1; sitting <= SITTINGS_MAX; sitting++) {
    const wave = taughtOn(kind, seed, length_ms)
    const learnt = learn(lessonOf(wave, measured(meter, wave, seed), seed))
    const more_ms = learnt.kind === 'refused' ? (learnt.figures.needed_ms ?? 0) : learnt.quality.more_ms
    if (learnt.kind === 'proposal' && more_ms === 0) return learnt
    length_ms = wave.current_A.length * STEP_MS + more_ms
  }
  throw new Error(`${kind} on a ${meter.name} is not taught after ${SITTINGS_MAX} sittings (seed ${seed})`)
}
const days = new Map(KINDS.map(kind => [kind, SEEDS.map(seed => workingDay(LOADS[kind], seed, DAY_MS, REST_MS))]))

function proposal(learnt: Learnt): Extract<Learnt, { kind: 'proposal' }> {
  if (learnt.kind === 'refused') throw new Error(`refused: ${learnt.code} ${JSON.stringify(learnt.figures)}`)
  return learnt
}

const daysOf = (kind: LoadKind): Waveform[] => days.get(kind) ?? []

/** Over all days together, as a month's bill sees it, and of the worst day. `sampled`: those days as a station sent them. */
function errorsOf(kind: LoadKind, levels: Levels, lost_share: number, sampled: readonly Sample[][]) {
  const pairs = daysOf(kind).map((wave, i) => ({
    read_ms: running_ms(sampled[i] ?? [], levels, lost_share),
    true_ms: truth_ms(wave),
  }))
  const sum = (of: 'read_ms' | 'true_ms') => pairs.reduce((total, pair) => total + pair[of], 0)
  const worst = Math.max(...pairs.map(({ read_ms, true_ms }) => Math.abs(read_ms / true_ms - 1)))
  return { all: sum('read_ms') / sum('true_ms') - 1, worst }
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`

describe.each(BOUGHT_METERS)('$name at its real rate', meter => {
  it.each(KINDS)('%s: within 3 % after learning, with 3 % of samples lost too', kind => {
    const sampled = daysOf(kind).map((day, i) => measured(meter, day, SEEDS[i] as number))
    for (const seed of TAUGHT_SEEDS) {
      const { levels, quality, found } = taughtEnough(kind, meter, seed)
      if (seed === TAUGHT_SEED) expect(Math.abs(errorsOf(kind, levels, 0.03, sampled).all)).toBeLessThanOrEqual(0.03)
      const whole = errorsOf(kind, levels, 0, sampled)
      const minutes = Math.round((found.idle_ms + found.work_ms) / MINUTE_MS)
      console.info(
        `${meter.name} ${kind}, taught ${minutes} min on ${seed}: ${percent(whole.all)} (worst day ${percent(whole.worst)}), said ± ${percent(quality.margin ?? Number.NaN)}`,
      )
      expect(Math.abs(whole.all)).toBeLessThanOrEqual(0.03)
    }
  })
})

describe('the native register', () => {
  it.each(KINDS)('%s: within 0.5 % with thresholds learnt from its own samples, whatever is lost', kind => {
    const wave = taughtOn(kind, TAUGHT_SEED, lessonLength_ms(LOADS[kind], false))
    const before = {
      ...{ idle_mA: 50, run_mA: 1_000, run_on_mA: 525, run_off_mA: 382 },
      min_on_ms: 0,
      hold_ms: 3_000,
    }
    const taught = nativeSamples(wave.current_A, { ...before, standby_mA: null })
    const { levels } = proposal(learn(lessonOf(wave, taught, TAUGHT_SEED)))
    const sampled = daysOf(kind).map(day => nativeSamples(day.current_A, levels))
    const whole = errorsOf(kind, levels, 0, sampled)
    const holed = errorsOf(kind, levels, 0.03, sampled)
    console.info(`native ${kind}: ${percent(whole.all)} (worst ${percent(whole.worst)})`)
    expect(whole.worst).toBeLessThanOrEqual(0.005)
    expect(holed.worst).toBeLessThanOrEqual(0.005)
  })
})
