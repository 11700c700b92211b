/**
 * A machine and whoever sits at it, step by step: carries a plan out as far as the relay and the answers to badges let
 * it. Amps come from the work, the work never from amps.
 */
import type { Levels, Load } from './load.ts'
import { mainsAt, NOMINAL_V } from './mains.ts'
import type { Breakdown, Stint, Visit } from './people.ts'
import { noiseAt } from './rng.ts'
import type { MachineTruth } from './truth.ts'

/** Contract §1: an answer older than this is none; the person gives up too. */
const PATIENCE_MS = 10_000
/** The same badge within 2 s changes nothing: one waits a little before trying again. */
const TRY_AGAIN_MS = 2_600
/** Tries at one machine before somebody goes for another. */
const TRIES_MAX = 3
/** By then no transient is left in what a standing machine draws. */
const SETTLED_MS = 5_000

export type Gesture =
  | { kind: 'badge'; uid: string; order?: string }
  | { kind: 'start-confirm' }
  | { kind: 'fault'; code: Breakdown['code']; active: boolean }

type Phase =
  | { kind: 'away' }
  | { kind: 'asking'; until_ms: number; tries: number }
  | { kind: 'retrying'; at_ms: number; tries: number; confirm: boolean }
  | { kind: 'working'; shift_ms: number; stint: number }
  | { kind: 'leaving'; until_ms: number; tries: number }
  | { kind: 'repairing'; until_ms: number; code: Breakdown['code'] }
  /** nobody is there, and it works on */
  | { kind: 'firing'; shift_ms: number; stint: number }

const SILENT: readonly Gesture[] = []

export class MachineActor {
  #load: Load
  #levels: Levels
  #seeds: { mains: number; noise: number }
  #truth: MachineTruth
  #visits: Visit[] = []
  #next = 0
  #visit: Visit | null = null
  #phase: Phase = { kind: 'away' }
  #current: Stint | null = null
  /** what goes on once whoever started it has left */
  #firing: (Phase & { kind: 'firing' }) | null = null
  #rested_ms = 0
  #powered_ms = 0
  #stopping = false
  #gestures: Gesture[] = []

  #badges: boolean

  /**
   * `seeds.mains` is shared by all machines of a workshop, `seeds.noise` is this machine's own. Without `badges` there is no
   * reader: whoever wants to work does.
   */
  constructor(load: Load, levels: Levels, seeds: { mains: number; noise: number }, truth: MachineTruth, badges = true) {
    this.#badges = badges
    this.#load = load
    this.#levels = levels
    this.#seeds = seeds
    this.#truth = truth
  }

  expect(visits: readonly Visit[]): void {
    this.#visits = [...this.#visits.slice(this.#next), ...visits]
    this.#next = 0
  }

  powered(at_ms: number): void {
    this.#powered_ms = at_ms
    this.#rested_ms = Number.NEGATIVE_INFINITY
  }

  /** Its supply or its start-enable went: it stands, with the work under the needle. */
  stopped(t_ms: number): void {
    if (this.#current === null) return
    this.#truth.worked(this.#current.from_ms, Math.min(t_ms, this.#current.to_ms))
    this.#current = null
    this.#rested_ms = t_ms
  }

  /** The plug is pulled: what was under the needle stays there, and whoever sat there goes for a coffee. */
  powerCut(t_ms: number): void {
    this.stopped(t_ms)
    this.#firing = null
    this.#rested_ms = t_ms
    this.#gestures = []
    this.#truth.end(t_ms)
    // A repair goes on: the fault is still to be told as mended
    if (this.#phase.kind !== 'repairing') this.#phase = { kind: 'away' }
  }

  /** Everybody finishes what is under the needle and badges out; nobody comes any more. */
  stop(): void {
    this.#stopping = true
  }

  /** Nobody is here and the machine has stood for a while: nothing changes before this instant, or null. */
  quietUntil(t_ms: number): number | null {
    if (this.#phase.kind !== 'away' || this.#current !== null || t_ms - this.#rested_ms < SETTLED_MS) return null
    return this.#visits[this.#next]?.from_ms ?? Number.POSITIVE_INFINITY
  }

  /** For how long the stint under way has lasted; 0 without one. */
  workingFor_ms(t_ms: number): number {
    return this.#current === null ? 0 : t_ms - this.#current.from_ms
  }

  get leaving(): boolean {
    return this.#phase.kind === 'leaving'
  }

  get gone(): boolean {
    return this.#phase.kind === 'away' && this.#stopping
  }

  /** People's gestures up to this instant. */
  act(t_ms: number, relay_on: boolean): readonly Gesture[] {
    this.#finishStint(t_ms)
    this.#live(t_ms, relay_on)
    if (this.#gestures.length === 0) return SILENT
    const gestures = this.#gestures
    this.#gestures = []
    return gestures
  }

  /** RMS of the mains cycle at this instant, and the true power; counted into the truth for `step_ms`. */
  draw(t_ms: number, step_ms: number): { current_A: number; power_W: number } {
    const mains = mainsAt(this.#seeds.mains, t_ms)
    const stint = this.#current
    const work = {
      working: stint !== null,
      since_ms: t_ms - (stint?.from_ms ?? this.#rested_ms),
      powered_ms: t_ms - this.#powered_ms,
      load: stint?.load ?? 1,
    }
    const noise = noiseAt(this.#seeds.noise, t_ms)
    const current_A = Math.max(0, this.#load.amps(this.#levels, work, { t_ms, mains, noise }))
    const power_W = current_A * mains * NOMINAL_V * this.#load.power_factor
    this.#truth.used((power_W * step_ms) / 1_000)
    return { current_A, power_W }
  }

  /** What the station shows the person. */
  shown(verdict: 'granted' | 'denied' | 'ended', reason: string | null, t_ms: number): void {
    const phase = this.#phase
    if (phase.kind === 'asking') this.#answered(phase.tries, verdict, reason, t_ms)
    else if (phase.kind === 'leaving') {
      if (verdict === 'granted' && phase.tries < TRIES_MAX) {
        // The session had ended by itself, and the badge opened another: badge out of that one.
        this.#phase = { kind: 'leaving', until_ms: t_ms + TRY_AGAIN_MS, tries: phase.tries + 1 }
      } else this.#leave(t_ms)
    }
  }

  #answered(tries: number, verdict: 'granted' | 'denied' | 'ended', reason: string | null, t_ms: number): void {
    const visit = this.#visit as Visit
    if (verdict === 'granted') {
      this.#truth.begin(visit.member, t_ms)
      this.#phase = { kind: 'working', shift_ms: Math.max(0, t_ms - visit.from_ms), stint: 0 }
      return
    }
    const confirm = reason === 'start-not-confirmed'
    const worth = tries < TRIES_MAX && (confirm || verdict === 'ended')
    this.#phase = worth ? { kind: 'retrying', at_ms: t_ms + TRY_AGAIN_MS, tries, confirm } : { kind: 'away' }
  }

  #finishStint(t_ms: number): void {
    const stint = this.#current
    if (stint === null) return
    const end_ms = this.#stopping ? Math.min(t_ms, stint.to_ms) : stint.to_ms
    if (t_ms < end_ms) return
    this.#truth.worked(stint.from_ms, end_ms)
    this.#rested_ms = end_ms
    this.#current = null
  }

  #live(t_ms: number, relay_on: boolean): void {
    const phase = this.#phase
    switch (phase.kind) {
      case 'away':
        this.#arrive(t_ms)
        break
      case 'asking':
        if (t_ms >= phase.until_ms) this.#phase = { kind: 'away' }
        break
      case 'retrying':
        if (t_ms < phase.at_ms) break
        if (phase.confirm) this.#gestures.push({ kind: 'start-confirm' })
        this.#ask(t_ms, phase.tries + 1)
        break
      case 'working':
        this.#work(phase, t_ms, relay_on)
        break
      case 'firing':
        this.#fire(phase, t_ms)
        break
      case 'leaving':
        if (t_ms < phase.until_ms) break
        if (phase.tries === 0 || phase.tries >= TRIES_MAX) this.#leave(t_ms)
        else this.#badgeOut(t_ms, phase.tries)
        break
      case 'repairing':
        if (t_ms < phase.until_ms && !this.#stopping) break
        this.#gestures.push({ kind: 'fault', code: phase.code, active: false }, { kind: 'start-confirm' })
        this.#phase = { kind: 'away' }
        break
    }
  }

  #arrive(t_ms: number): void {
    if (this.#stopping) return
    let visit = this.#visits[this.#next]
    while (visit !== undefined && t_ms >= visit.to_ms) {
      this.#next += 1
      visit = this.#visits[this.#next]
    }
    if (visit === undefined || t_ms < visit.from_ms) return
    this.#next += 1
    this.#visit = visit
    if (this.#badges) this.#ask(t_ms, 1)
    else this.#phase = { kind: 'working', shift_ms: Math.max(0, t_ms - visit.from_ms), stint: 0 }
  }

  #ask(t_ms: number, tries: number): void {
    const { uid, order } = this.#visit as Visit
    this.#gestures.push({ kind: 'badge', uid, ...(order === undefined ? {} : { order }) })
    this.#phase = { kind: 'asking', until_ms: t_ms + PATIENCE_MS, tries }
  }

  #work(phase: Phase & { kind: 'working' }, t_ms: number, relay_on: boolean): void {
    const visit = this.#visit as Visit
    if (this.#load.unattended !== undefined && t_ms >= visit.to_ms + phase.shift_ms && phase.stint > 0) {
      this.#firing = { kind: 'firing', shift_ms: phase.shift_ms, stint: phase.stint }
      this.#badgeOut(t_ms, 0)
      return
    }
    if (this.#current !== null) return
    const planned = visit.stints[phase.stint]
    if (planned !== undefined && !this.#stopping) {
      const from_ms = planned.from_ms + phase.shift_ms
      if (t_ms < from_ms) return
      this.#phase = { ...phase, stint: phase.stint + 1 }
      const to_ms = planned.to_ms + phase.shift_ms
      // An open relay inhibits the start; a stint that would already be over is not begun.
      if (relay_on && t_ms < to_ms) this.#current = { from_ms, to_ms, load: planned.load }
      return
    }
    if (t_ms >= visit.to_ms + phase.shift_ms || this.#stopping) this.#finish(visit, t_ms)
  }

  /** The next pulses of a firing that began under a right: nothing cuts them, whatever the relay is about to do. */
  #fire(phase: Phase & { kind: 'firing' }, t_ms: number): void {
    if (this.#current !== null) return
    const planned = (this.#visit as Visit).stints[phase.stint]
    if (planned === undefined || this.#stopping) {
      this.#phase = { kind: 'away' }
      return
    }
    const from_ms = planned.from_ms + phase.shift_ms
    if (t_ms < from_ms) return
    this.#phase = { ...phase, stint: phase.stint + 1 }
    const to_ms = planned.to_ms + phase.shift_ms
    if (t_ms < to_ms) this.#current = { from_ms, to_ms, load: planned.load }
  }

  #finish(visit: Visit, t_ms: number): void {
    if (!this.#badges) this.#leave(t_ms)
    else if (visit.breakdown && !this.#stopping) {
      this.#gestures.push({ kind: 'fault', code: visit.breakdown.code, active: true })
      const repair_ms = visit.breakdown.clear_ms - visit.to_ms
      this.#truth.end(t_ms)
      this.#phase = { kind: 'repairing', until_ms: t_ms + repair_ms, code: visit.breakdown.code }
    } else if (visit.leaves === 'forgets' && !this.#stopping) this.#leave(t_ms)
    else this.#badgeOut(t_ms, 0)
  }

  #badgeOut(t_ms: number, tries: number): void {
    this.#gestures.push({ kind: 'badge', uid: (this.#visit as Visit).uid })
    this.#phase = { kind: 'leaving', until_ms: t_ms + PATIENCE_MS, tries: tries === 0 ? 0 : TRIES_MAX }
  }

  #leave(t_ms: number): void {
    this.#truth.end(t_ms, this.#firing !== null)
    this.#phase = this.#firing ?? { kind: 'away' }
    this.#firing = null
  }
}
