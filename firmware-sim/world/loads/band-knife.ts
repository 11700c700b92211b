/** Band knife: an induction motor switched on for a cut, a heavy start, the blade coasting down without current. */
import { fading, type Load, usualLoad } from '../load.ts'

export const bandKnife: Load = {
  kind: 'band-knife',
  levels: { idle_A: 0.06, work_A: 3.7 },
  taught_ratio: 0.955,
  power_factor: 0.78,
  thresholds: { on: 0.5, off: 0.4 },
  hold_ms: 10_000,
  cycle_ms: 60_000,
  stretch: rng => ({
    work_ms: rng.spread(30_000, 0.5, 8_000, 120_000),
    pause_ms: rng.spread(35_000, 0.7, 5_000, 240_000),
    load: usualLoad(rng, 0.05),
  }),
  amps: (levels, work, { t_ms, mains, noise }) => {
    if (!work.working) return levels.idle_A * (1 + 0.04 * noise)
    const inrush = 1 + 3.8 * fading(work.since_ms, 160)
    // The lay resists now more, now less.
    const lay = 1 + 0.05 * Math.sin(t_ms / 1_700)
    return ((levels.work_A * inrush * lay * work.load) / mains) * (1 + 0.015 * noise)
  },
}
