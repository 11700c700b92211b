/** The machines we know, and which of them a free-text kind most resembles (kinds are not a closed list, §7). */
import type { Levels, Load, LoadKind } from './load.ts'
import { bandKnife } from './loads/band-knife.ts'
import { clutchLockstitch } from './loads/clutch-lockstitch.ts'
import { cutter } from './loads/cutter.ts'
import { dtgPrinter } from './loads/dtg-printer.ts'
import { embroidery } from './loads/embroidery.ts'
import { heatPress } from './loads/heat-press.ts'
import { kiln } from './loads/kiln.ts'
import { overlock } from './loads/overlock.ts'
import { servoLockstitch } from './loads/servo-lockstitch.ts'
import { studio } from './loads/studio.ts'
import { workshopMotor } from './loads/workshop-motor.ts'

export const LOADS: Record<LoadKind, Load> = {
  'servo-lockstitch': servoLockstitch,
  'clutch-lockstitch': clutchLockstitch,
  overlock,
  'band-knife': bandKnife,
  cutter,
  'dtg-printer': dtgPrinter,
  'heat-press': heatPress,
  embroidery,
  kiln,
  'workshop-motor': workshopMotor,
  studio,
}

/** First match wins; `clutch` is also told from the levels: no other machine draws half its load standing still. */
const RESEMBLANCE: [RegExp, LoadKind][] = [
  [/clutch|debray/, 'clutch-lockstitch'],
  [/overlock|serger|surjet|cover/, 'overlock'],
  [/band|knife|ciseau/, 'band-knife'],
  [/kiln|firing|cuisson|raku/, 'kiln'],
  [/cutter|cutting|laser|coupe|cnc/, 'cutter'],
  [/dtg|print|impr|plotter|copier|riso|traceur/, 'dtg-printer'],
  [
    /saw|scie|drill|perceuse|plane|rabot|sand|ponc|lathe|router|wheel|mixer|vacuum|aspir|compress|grind|motor/,
    'workshop-motor',
  ],
  [/press|oven|iron|four|steam|heat|fer-/, 'heat-press'],
  [/embroid|brod/, 'embroidery'],
  [/studio|screen|project|audio|video|computer|editing/, 'studio'],
]

export type ProfileLevels = { idle_mA: number; run_mA: number }

export const loadFor = (kind: string, profile: ProfileLevels): Load => {
  if (Object.hasOwn(LOADS, kind)) return LOADS[kind as LoadKind]
  const clutch = profile.run_mA > 0 && profile.idle_mA > 0.4 * profile.run_mA
  const match = RESEMBLANCE.find(([pattern]) => pattern.test(kind.toLowerCase()))
  return LOADS[match?.[1] ?? (clutch ? 'clutch-lockstitch' : 'servo-lockstitch')]
}

/** A profile's levels were taught on this very machine: the machine draws what they say, or what such machines draw. */
export const levelsFor = (load: Load, profile: ProfileLevels): Levels =>
  profile.run_mA > profile.idle_mA
    ? { idle_A: profile.idle_mA / 1_000, work_A: profile.run_mA / 1_000 / load.taught_ratio }
    : load.levels

/** The profile half an hour of teaching would give such a machine. */
export const taughtProfile = (load: Load) => {
  const idle_mA = Math.round(load.levels.idle_A * 1_000)
  const run_mA = Math.round(load.levels.work_A * 1_000 * load.taught_ratio)
  const between = (share: number) => Math.round(idle_mA + (run_mA - idle_mA) * share)
  return {
    idle_mA,
    run_mA,
    run_on_mA: between(load.thresholds.on),
    run_off_mA: between(load.thresholds.off),
    min_on_ms: 0,
    hold_ms: load.hold_ms,
  }
}
