/** Automatic cutter: computer and drives stand by; a cut means the vacuum pump, and a head that starts and stops. */
import { fading, type Load, usualLoad } from '../load.ts'

export const cutter: Load = {
  kind: 'cutter',
  levels: { idle_A: 0.45, work_A: 9.2 },
  taught_ratio: 0.951,
  power_factor: 0.82,
  thresholds: { on: 0.5, off: 0.4 },
  hold_ms: 20_000,
  cycle_ms: 420_000,
  stretch: rng => ({
    work_ms: rng.spread(210_000, 0.5, 60_000, 900_000),
    pause_ms: rng.spread(160_000, 0.6, 40_000, 600_000),
    load: usualLoad(rng, 0.03),
  }),
  amps: (levels, work, { t_ms, mains, noise }) => {
    if (!work.working) return levels.idle_A * (1 + 0.06 * noise)
    const pump = 0.8 * (1 + 4.2 * fading(work.since_ms, 240))
    const head = 0.2 * (1 + 0.4 * Math.sin(t_ms / 230))
    const drive = levels.work_A - levels.idle_A
    return (levels.idle_A + (drive * (pump + head) * work.load) / mains) * (1 + 0.012 * noise)
  },
}
