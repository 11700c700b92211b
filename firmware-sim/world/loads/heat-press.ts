/** Heat press: a resistance on a thermostat. Each pulse runs; the pauses between pulses, under the hold, are worked. */
import type { Load } from '../load.ts'

export const heatPress: Load = {
  kind: 'heat-press',
  levels: { idle_A: 0.12, work_A: 8.1 },
  taught_ratio: 0.996,
  power_factor: 1,
  thresholds: { on: 0.5, off: 0.4 },
  hold_ms: 45_000,
  cycle_ms: 40_000,
  stretch: rng => ({
    work_ms: rng.spread(17_000, 0.3, 8_000, 40_000),
    // Between two loads the platen is left to cool a while: longer than the hold, so that it is no longer worked.
    pause_ms: rng.chance(0.1) ? rng.spread(150_000, 0.5, 60_000, 600_000) : rng.spread(19_000, 0.25, 9_000, 38_000),
    load: 1,
  }),
  amps: (levels, work, { mains, noise }) => {
    if (!work.working) return levels.idle_A * (1 + 0.05 * noise)
    // A resistance follows the voltage; cold, it draws a little more.
    return levels.work_A * mains * (1 + 0.03 * Math.exp(-work.since_ms / 4_000)) * (1 + 0.006 * noise)
  },
}
