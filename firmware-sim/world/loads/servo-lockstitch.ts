/** Industrial lockstitch with a servo motor: almost nothing while the foot is off the pedal, short bursts of 1–10 s. */
import { fading, type Load, usualLoad } from '../load.ts'

export const servoLockstitch: Load = {
  kind: 'servo-lockstitch',
  levels: { idle_A: 0.09, work_A: 1.03 },
  taught_ratio: 0.991,
  power_factor: 0.62,
  thresholds: { on: 0.65, off: 0.55 },
  hold_ms: 3_000,
  cycle_ms: 8_000,
  stretch: rng => ({
    work_ms: rng.spread(3_200, 0.6, 1_000, 10_000),
    // Turning the cloth, and now and then the iron, the pins, a word with a neighbour.
    pause_ms: rng.chance(0.04) ? rng.spread(70_000, 0.6, 30_000, 240_000) : rng.spread(4_000, 0.7, 700, 25_000),
    load: usualLoad(rng, 0.03),
  }),
  amps: (levels, work, { mains, noise }) => {
    const drive = levels.work_A - levels.idle_A
    if (!work.working) {
      // The brake brings the needle up within a tenth of a second.
      return levels.idle_A * (1 + 0.05 * noise) + drive * fading(work.since_ms, 40)
    }
    const rise = 1 - fading(work.since_ms, 35)
    const pull = 1 + 0.45 * fading(work.since_ms, 110)
    // The drive keeps its power: lower voltage, more current.
    return (levels.idle_A + (drive * rise * pull * work.load) / mains) * (1 + 0.025 * noise)
  },
}
