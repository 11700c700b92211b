/** Saws, planers, drills, wheels, suction tables: an induction motor that is switched on to work, loaded more or less. */
import { fading, type Load, usualLoad } from '../load.ts'

export const workshopMotor: Load = {
  kind: 'workshop-motor',
  levels: { idle_A: 0.05, work_A: 5.2 },
  taught_ratio: 0.968,
  power_factor: 0.8,
  thresholds: { on: 0.5, off: 0.4 },
  hold_ms: 8_000,
  cycle_ms: 70_000,
  stretch: rng => ({
    work_ms: rng.spread(40_000, 0.6, 8_000, 240_000),
    pause_ms: rng.spread(30_000, 0.7, 6_000, 300_000),
    load: usualLoad(rng, 0.03),
  }),
  amps: (levels, work, { t_ms, mains, noise }) => {
    if (!work.working) return levels.idle_A * (1 + 0.05 * noise)
    const inrush = 1 + 4.5 * fading(work.since_ms, 180)
    // The wood comes and goes under the blade.
    const cut = 1 + 0.04 * Math.sin(t_ms / 2_300)
    return ((levels.work_A * inrush * cut * work.load) / mains) * (1 + 0.015 * noise)
  },
}
