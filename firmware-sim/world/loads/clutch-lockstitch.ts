/** Lockstitch with a clutch motor: the motor turns free all day at a constant draw, the load of sewing comes on top. */
import { fading, type Load, usualLoad } from '../load.ts'

export const clutchLockstitch: Load = {
  kind: 'clutch-lockstitch',
  levels: { idle_A: 2.1, work_A: 3.4 },
  taught_ratio: 1,
  power_factor: 0.55,
  thresholds: { on: 0.65, off: 0.55 },
  hold_ms: 3_000,
  cycle_ms: 9_000,
  stretch: rng => ({
    work_ms: rng.spread(3_600, 0.6, 1_000, 12_000),
    pause_ms: rng.chance(0.04) ? rng.spread(70_000, 0.6, 30_000, 240_000) : rng.spread(4_500, 0.7, 800, 25_000),
    load: usualLoad(rng, 0.04),
  }),
  amps: (levels, work, { mains, noise }) => {
    // Magnetising current follows the voltage; switching on takes five times as much for a moment.
    const free = levels.idle_A * mains * (1 + 4 * fading(work.powered_ms, 220))
    const top = levels.work_A - levels.idle_A
    if (!work.working) return (free + top * fading(work.since_ms, 55)) * (1 + 0.012 * noise)
    const grip = 1 - fading(work.since_ms, 50)
    const bite = 1 + 0.3 * fading(work.since_ms, 180)
    return (free + (top * grip * bite * work.load) / mains) * (1 + 0.012 * noise)
  },
}
