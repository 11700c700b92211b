/** Multi-needle embroidery: minutes of stitching, stops to change colour, the frame shaking the current. */
import { fading, type Load, usualLoad } from '../load.ts'

export const embroidery: Load = {
  kind: 'embroidery',
  levels: { idle_A: 0.26, work_A: 1.35 },
  taught_ratio: 0.924,
  power_factor: 0.66,
  thresholds: { on: 0.5, off: 0.4 },
  hold_ms: 12_000,
  cycle_ms: 130_000,
  stretch: rng => ({
    work_ms: rng.spread(110_000, 0.6, 25_000, 480_000),
    pause_ms: rng.chance(0.2) ? rng.spread(120_000, 0.5, 40_000, 400_000) : rng.spread(9_000, 0.4, 4_000, 30_000),
    load: usualLoad(rng, 0.03),
  }),
  amps: (levels, work, { t_ms, mains, noise }) => {
    const drive = levels.work_A - levels.idle_A
    if (!work.working) return levels.idle_A * (1 + 0.03 * noise) + drive * fading(work.since_ms, 70)
    const frame = 1 + 0.08 * Math.sin(t_ms / 310)
    const rise = 1 - fading(work.since_ms, 120)
    return (levels.idle_A + (drive * rise * frame * work.load) / mains) * (1 + 0.02 * noise)
  },
}
