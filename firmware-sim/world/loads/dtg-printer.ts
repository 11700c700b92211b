/** Direct-to-garment printer: electronics and ink circulation stand by, a carriage to and fro while it prints. */
import { fading, type Load, usualLoad } from '../load.ts'

const CIRCULATION_EVERY_MS = 240_000
const CIRCULATION_MS = 15_000

export const dtgPrinter: Load = {
  kind: 'dtg-printer',
  levels: { idle_A: 0.34, work_A: 1.75 },
  taught_ratio: 0.955,
  power_factor: 0.72,
  thresholds: { on: 0.5, off: 0.4 },
  hold_ms: 15_000,
  cycle_ms: 260_000,
  stretch: rng => ({
    work_ms: rng.spread(165_000, 0.25, 90_000, 300_000),
    pause_ms: rng.spread(70_000, 0.5, 20_000, 300_000),
    load: usualLoad(rng, 0.03),
  }),
  amps: (levels, work, { t_ms, mains, noise }) => {
    const circulation = t_ms % CIRCULATION_EVERY_MS < CIRCULATION_MS ? 0.12 : 0
    const standby = levels.idle_A * (1 + circulation) * (1 + 0.03 * noise)
    const print = levels.work_A - levels.idle_A
    if (!work.working) return standby + print * fading(work.since_ms, 120)
    const carriage = 1 + 0.12 * Math.sin(t_ms / 145)
    return standby + ((print * (1 - fading(work.since_ms, 140)) * carriage * work.load) / mains) * (1 + 0.015 * noise)
  },
}
