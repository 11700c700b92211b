/** Ceramic kiln: elements on a contactor, pulse after pulse for hours, hotter as it rises; nobody stays with it. */
import type { Load } from '../load.ts'

export const kiln: Load = {
  kind: 'kiln',
  levels: { idle_A: 0.08, work_A: 13 },
  taught_ratio: 0.994,
  power_factor: 1,
  thresholds: { on: 0.5, off: 0.4 },
  hold_ms: 90_000,
  cycle_ms: 60_000,
  unattended: { busy_ms: [30_000, 70_000], ordinary_ms: [5 * 3_600_000, 8 * 3_600_000] },
  stretch: rng => ({
    work_ms: rng.spread(38_000, 0.3, 15_000, 90_000),
    pause_ms: rng.spread(20_000, 0.4, 6_000, 55_000),
    load: 1,
  }),
  amps: (levels, work, { mains, noise }) => {
    if (!work.working) return levels.idle_A * (1 + 0.05 * noise)
    // Elements draw a little more while they are cold.
    return levels.work_A * mains * (1 + 0.02 * Math.exp(-work.since_ms / 8_000)) * (1 + 0.005 * noise)
  },
}
