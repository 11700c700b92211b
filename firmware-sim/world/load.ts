/** What a machine draws. Amps are the RMS of one mains cycle; they depend on nothing but the arguments. */
import type { Rng } from './rng.ts'

export type LoadKind =
  | 'servo-lockstitch'
  | 'clutch-lockstitch'
  | 'overlock'
  | 'band-knife'
  | 'cutter'
  | 'dtg-printer'
  | 'heat-press'
  | 'embroidery'
  | 'kiln'
  | 'workshop-motor'
  | 'studio'

/** What the machine is doing: the ground truth of the work script, never read off a current. */
export type Work = {
  working: boolean
  /** since work last began or stopped */
  since_ms: number
  /** since the machine was switched on */
  powered_ms: number
  /** thickness of the cloth, size of the print: 1 is usual */
  load: number
}

/** `mains` is voltage relative to nominal, `noise` a standard normal of this very instant. */
export type Surroundings = { t_ms: number; mains: number; noise: number }

/** Standing and working draw of one machine. */
export type Levels = { idle_A: number; work_A: number }

/** One stretch of work and the pause after it. */
export type Stretch = { work_ms: number; pause_ms: number; load: number }

export type Load = {
  kind: LoadKind
  /** What such a machine draws where nobody says otherwise. */
  levels: Levels
  /** `run_mA` / `work_A` that half an hour of teaching gives (contract §3: levels are learnt, not read off a plateau). */
  taught_ratio: number
  power_factor: number
  /** Thresholds between idle and work, as shares of the way from one to the other; taught too (see teach.ts). */
  thresholds: { on: number; off: number }
  /** A pause shorter than this is still work in hand. */
  hold_ms: number
  /** About how long one stretch and its pause take: people stay at least for one. */
  cycle_ms: number
  /** It works on by itself, for so long at either tempo, when whoever started it has badged out. */
  unattended?: { busy_ms: [number, number]; ordinary_ms: [number, number] }
  stretch(rng: Rng): Stretch
  amps(levels: Levels, work: Work, around: Surroundings): number
}

/** 1 at the start of a transient, fading with time constant `tau_ms`. */
export const fading = (since_ms: number, tau_ms: number): number => Math.exp(-since_ms / tau_ms)

/** Thickness of the work in hand: a few percent either way, never absurd. */
export const usualLoad = (rng: Rng, sigma: number): number => 1 + Math.max(-2.5, Math.min(2.5, rng.gauss())) * sigma
