/** Overlock, direct drive: long seams at full speed, a lamp and a thread sucker standing by. */
import { fading, type Load, usualLoad } from '../load.ts'

export const overlock: Load = {
  kind: 'overlock',
  levels: { idle_A: 0.14, work_A: 1.65 },
  taught_ratio: 0.987,
  power_factor: 0.65,
  thresholds: { on: 0.65, off: 0.55 },
  hold_ms: 3_000,
  cycle_ms: 16_000,
  stretch: rng => ({
    work_ms: rng.spread(6_500, 0.55, 1_500, 25_000),
    pause_ms: rng.chance(0.05) ? rng.spread(80_000, 0.6, 30_000, 300_000) : rng.spread(6_000, 0.6, 1_200, 28_000),
    load: usualLoad(rng, 0.035),
  }),
  amps: (levels, work, { mains, noise }) => {
    const drive = levels.work_A - levels.idle_A
    if (!work.working) return levels.idle_A * (1 + 0.04 * noise) + drive * fading(work.since_ms, 60)
    const rise = 1 - fading(work.since_ms, 55)
    const pull = 1 + 0.6 * fading(work.since_ms, 150)
    return (levels.idle_A + (drive * rise * pull * work.load) / mains) * (1 + 0.02 * noise)
  },
}
