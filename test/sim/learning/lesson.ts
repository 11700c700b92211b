/** A person beside the machine: presses "idle", "work", "idle" … with the slowness of a hand. */
import { createRng, seedOf } from '#firmware-sim/world/rng.ts'
import type { Lesson } from '#server/domain/learning/learn.ts'
import { intervalsOf } from '#server/domain/learning/marks.ts'
import type { Mark } from '#server/domain/learning/types.ts'
import type { Sample } from './stations.ts'
import type { Waveform } from './waveform.ts'

/** A press comes about so long after what it tells of, give or take. */
const SLOW_MS = 350
const UNSTEADY_MS = 150
export function lessonOf(wave: Waveform, samples: readonly Sample[], seed: number): Lesson {
  const rng = createRng(seedOf(seed, 'teacher'))
  const slow_ms = () => Math.max(50, Math.round(SLOW_MS + UNSTEADY_MS * rng.gauss()))
  const marks: Mark[] = [{ at_ms: 1_000, phase: 'idle' }]
  for (const { from_ms, to_ms } of wave.stints) {
    marks.push({ at_ms: from_ms + slow_ms(), phase: 'work' })
    marks.push({ at_ms: to_ms + slow_ms(), phase: 'idle' })
  }
  const until_ms = samples.at(-1)?.up_ms ?? 0
  const readings = samples.map(({ up_ms, current_mA }) => ({ at_ms: up_ms, current_mA }))
  return { readings, taught: intervalsOf(marks, until_ms), hold_before_ms: 3_000 }
}
