/**
 * What the fold meters against what really happened, for each of the eight machine kinds (issue "From badge to bill",
 * Figures). The truth is the work script's; nothing of the simulator knows the estimator, and the profiles were taught
 * on traces of other seeds (firmware-sim/world/teach.ts).
 * With registers a whole month; from 1 Hz RMS a week, because a month of it is four million messages.
 */
import { describe, expect, it } from 'vitest'
import type { Message } from '#firmware-sim/firmware/messages.ts'
import { simulate } from '#firmware-sim/simulate.ts'
import { eightMachines, KINDS } from '#firmware-sim/testing/scenario.ts'
import { createRng } from '#firmware-sim/world/rng.ts'
import type { TrueMachine } from '#firmware-sim/world/truth.ts'
import { fold, initialState, openSession } from '#server/domain/metering/station.ts'
import type { StationMessage } from '#server/domain/metering/types.ts'
import { directoryOf } from '#test/support/workshop-directory.ts'

const DAY_MS = 86_400_000
const FROM_MS = Date.parse('2026-10-01T00:00:00+02:00')
const DELAY_MS = 200

type Metered = { sessions_ms: number; nobody_ms: number }

/** Folds as it comes; `lost` says which samples never arrive. */
const meter = (register: boolean, days: number, sample_ms: number, lost: () => boolean) => {
  const scenario = eightMachines(register, sample_ms)
  const directory = directoryOf(scenario)
  const states = new Map(KINDS.map(kind => [kind as string, initialState(kind, kind)]))
  const metered = new Map(KINDS.map((kind): [string, Metered] => [kind, { sessions_ms: 0, nobody_ms: 0 }]))
  const onMessage = (station: string, message: Message) => {
    if (message.type === 'sample' && lost()) return
    const state = states.get(station)
    const sum = metered.get(station)
    if (state === undefined || sum === undefined) throw new Error(`no state for ${station}`)
    const received_at_ms = (message.at_ms ?? 0) + DELAY_MS
    const folded = fold(
      state,
      { kind: 'message', epoch: 1, received_at_ms, message: message as StationMessage },
      { directory },
    )
    states.set(station, folded.state)
    for (const effect of folded.effects) {
      if (effect.kind === 'session-ended') sum.sessions_ms += effect.session.running_ms
      if (effect.kind === 'unattributed') sum.nobody_ms += effect.running_ms
    }
  }
  const { machines } = simulate({ scenario, seed: 2_026, from_ms: FROM_MS, duration_ms: days * DAY_MS, onMessage })
  for (const [station, state] of states) {
    const sum = metered.get(station)
    if (sum) sum.sessions_ms += openSession(state)?.running_ms ?? 0
  }
  return { metered, truth: new Map(machines.map(one => [one.machine, one])) }
}

type Outcome = { metered: Map<string, Metered>; truth: Map<string, TrueMachine> }
const errorOf = ({ metered, truth }: Outcome, kind: string): number => {
  const true_ms = truth.get(kind)?.running_ms_true ?? 0
  expect(true_ms).toBeGreaterThan(3_600_000)
  return (metered.get(kind)?.sessions_ms ?? 0) / true_ms - 1
}
const report = (what: string, outcome: Outcome) => {
  const line = KINDS.map(kind => `${kind} ${(errorOf(outcome, kind) * 100).toFixed(3)} %`)
  console.info(`${what}: ${line.join(' · ')}`)
}
const nothingLost = () => false

describe('with the running_ms register, over a month', () => {
  const outcome = meter(true, 31, 5_000, nothingLost)
  report('register', outcome)

  it.each(KINDS)('%s: within 0.5 %% of the truth', kind => {
    expect(Math.abs(errorOf(outcome, kind))).toBeLessThanOrEqual(0.005)
  })

  it('next to nothing is worked for nobody', () => {
    for (const kind of KINDS) {
      const { sessions_ms, nobody_ms } = outcome.metered.get(kind) as Metered
      expect(nobody_ms / sessions_ms).toBeLessThan(0.001)
    }
  })
})

describe('with the running_ms register, 3 % of samples lost', () => {
  it('the total changes by nothing', () => {
    const rng = createRng(77)
    const whole = meter(true, 2, 1_000, nothingLost)
    const holed = meter(true, 2, 1_000, () => rng.chance(0.03))
    for (const kind of KINDS) {
      const { sessions_ms, nobody_ms } = whole.metered.get(kind) as Metered
      const after = holed.metered.get(kind) as Metered
      // Every difference comes with the next sample, and nobody works in a boot's last minutes.
      expect(after.sessions_ms + after.nobody_ms).toBe(sessions_ms + nobody_ms)
    }
  })
})

describe('from 1 Hz RMS alone with taught levels, over a week', () => {
  const outcome = meter(false, 7, 1_000, nothingLost)
  report('RMS', outcome)

  it.each(KINDS)('%s: within 3 %% of the truth', kind => {
    expect(Math.abs(errorOf(outcome, kind))).toBeLessThanOrEqual(0.03)
  })
})
