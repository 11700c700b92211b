/**
 * What the fold meters against what really happened, for each of the eight machine kinds (issue "From badge to bill",
 * Figures). The truth is the work script's; nothing of the simulator knows the estimator, and the profiles were taught
 * on traces of other seeds (firmware-sim/world/teach.ts).
 *
 * One month is lived once, at 10 Hz while somebody is near and at 1 Hz while nobody is (a standing draw is the same at
 * either), nights and Sundays skipped: machines are switched off then. Its messages are folded three times: as they come;
 * with 3 % of the samples lost; and with the registers taken away, as a station that has none would have sent them.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '#firmware-sim/firmware/messages.ts'
import type { Scenario } from '#firmware-sim/scenario.ts'
import { simulate } from '#firmware-sim/simulate.ts'
import { eightMachines, KINDS } from '#firmware-sim/testing/scenario.ts'
import { createRng } from '#firmware-sim/world/rng.ts'
import type { TrueMachine } from '#firmware-sim/world/truth.ts'
import type { Directory } from '#server/domain/directory.ts'
import { fold, initialState, openSession, type StationState } from '#server/domain/metering/station.ts'
import type { StationMessage } from '#server/domain/metering/types.ts'
import { directoryOf } from '#test/support/workshop-directory.ts'
import { WithoutRegisters } from './without-registers.ts'

const DAY_MS = 86_400_000
const FROM_MS = Date.parse('2026-10-01T00:00:00+02:00')
const DAYS = 31
const SAMPLE_MS = 1_000
const DELAY_MS = 200
const LOST_SHARE = 0.03

type Metered = { sessions_ms: number; nobody_ms: number }

/** One way of metering the month: a fold for each station. */
class Bench {
  readonly #directory: Directory
  readonly #states = new Map<string, StationState>(KINDS.map(kind => [kind, initialState(kind, kind)]))
  readonly #metered = new Map<string, Metered>(KINDS.map(kind => [kind, { sessions_ms: 0, nobody_ms: 0 }]))

  constructor(scenario: Scenario) {
    this.#directory = directoryOf(scenario)
  }

  take(station: string, message: Message): void {
    const received_at_ms = (message.at_ms ?? 0) + DELAY_MS
    const entry = { kind: 'message', epoch: 1, received_at_ms, message: message as StationMessage } as const
    const folded = fold(this.#states.get(station) as StationState, entry, { directory: this.#directory })
    this.#states.set(station, folded.state)
    if (folded.effects.length === 0) return
    const sum = this.of(station)
    for (const effect of folded.effects) {
      if (effect.kind === 'session-ended') sum.sessions_ms += effect.session.running_ms
      if (effect.kind === 'unattributed') sum.nobody_ms += effect.running_ms
    }
  }

  of(station: string): Metered {
    return this.#metered.get(station) as Metered
  }

  close(): void {
    for (const [station, state] of this.#states) this.of(station).sessions_ms += openSession(state)?.running_ms ?? 0
  }
}

let truth: Map<string, TrueMachine>
let register: Bench
let holed: Bench
let rms: Bench

const errorOf = (bench: Bench, kind: string): number => {
  const true_ms = truth.get(kind)?.running_ms_true ?? 0
  expect(true_ms).toBeGreaterThan(3_600_000)
  return bench.of(kind).sessions_ms / true_ms - 1
}

beforeAll(() => {
  const scenario = eightMachines(true, SAMPLE_MS)
  register = new Bench(scenario)
  holed = new Bench(scenario)
  rms = new Bench(scenario)
  const bare = new Map(KINDS.map(kind => [kind as string, new WithoutRegisters()]))
  const rng = createRng(77)
  const { machines } = simulate({
    scenario,
    seed: 2_026,
    from_ms: FROM_MS,
    duration_ms: DAYS * DAY_MS,
    idle_step_ms: SAMPLE_MS,
    onMessage: (station, message) => {
      register.take(station, message)
      if (message.type !== 'sample' || !rng.chance(LOST_SHARE)) holed.take(station, message)
      for (const one of bare.get(station)?.take(message) ?? []) rms.take(station, one)
    },
  })
  truth = new Map(machines.map(one => [one.machine, one]))
  for (const bench of [register, holed, rms]) bench.close()
  for (const [what, bench] of Object.entries({ register, rms })) {
    console.info(`${what}: ${KINDS.map(kind => `${kind} ${(errorOf(bench, kind) * 100).toFixed(3)} %`).join(' · ')}`)
  }
}, 180_000)

describe('a month with the running_ms register', () => {
  it.each(KINDS)('%s: within 0.5 %% of the truth', kind => {
    expect(Math.abs(errorOf(register, kind))).toBeLessThanOrEqual(0.005)
  })

  it('next to nothing is worked for nobody', () => {
    for (const kind of KINDS) {
      const { sessions_ms, nobody_ms } = register.of(kind)
      expect(nobody_ms / sessions_ms).toBeLessThan(0.001)
    }
  })
})

describe('a month with the running_ms register, 3 % of samples lost', () => {
  it.each(KINDS)('%s: the total changes by nothing', kind => {
    const { sessions_ms, nobody_ms } = register.of(kind)
    const after = holed.of(kind)
    // Every difference comes with the next sample, and nobody works in a boot's last minutes.
    expect(after.sessions_ms + after.nobody_ms).toBe(sessions_ms + nobody_ms)
  })
})

describe('a month from 1 Hz RMS alone, with taught levels', () => {
  it.each(KINDS)('%s: within 3 %% of the truth', kind => {
    expect(Math.abs(errorOf(rms, kind))).toBeLessThanOrEqual(0.03)
  })
})
