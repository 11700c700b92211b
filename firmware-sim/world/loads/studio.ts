/** A rack of electronics: a recording studio, a screening room, an editing desk. Steady while it is on. */
import { type Load, usualLoad } from '../load.ts'

export const studio: Load = {
  kind: 'studio',
  levels: { idle_A: 0.12, work_A: 1.6 },
  taught_ratio: 0.958,
  power_factor: 0.9,
  thresholds: { on: 0.5, off: 0.4 },
  hold_ms: 30_000,
  cycle_ms: 600_000,
  stretch: rng => ({
    work_ms: rng.spread(1_500_000, 0.5, 240_000, 5_400_000),
    pause_ms: rng.spread(120_000, 0.6, 45_000, 900_000),
    load: usualLoad(rng, 0.01),
  }),
  amps: (levels, work, { t_ms, mains, noise }) => {
    if (!work.working) return levels.idle_A * (1 + 0.03 * noise)
    const programme = 1 + 0.02 * Math.sin(t_ms / 900)
    return ((levels.work_A * programme * work.load) / mains) * (1 + 0.01 * noise)
  },
}
