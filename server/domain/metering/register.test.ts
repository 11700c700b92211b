import { expect, it } from 'vitest'
import { energyOf_Wh, registerBase } from './register.ts'
import { type Meter, meterAtBoot } from './state.ts'
import type { SampleMessage } from './types.ts'

const AT_10_S: Meter = {
  ...meterAtBoot(0),
  sampled: true,
  counted_up_ms: 10_000,
  energy: { up_ms: 10_000, energy_Wh: 700 },
}
const sample = (more: Partial<SampleMessage>): SampleMessage => ({
  ...{ type: 'sample', boot: 1, seq: 9, up_ms: 20_000, at_ms: null, current_mA: 500, relay: true },
  ...more,
})

it.each<[string, Meter, Partial<SampleMessage>, number]>([
  ['a register’s difference', AT_10_S, { energy_Wh: 704 }, 4],
  ['a register that restarted at zero: nothing', AT_10_S, { energy_Wh: 3 }, 0],
  ['another meter in its place, that has counted more: nothing', AT_10_S, { energy_Wh: 912_000 }, 0],
  ['the most that ten seconds can hold', AT_10_S, { energy_Wh: 979 }, 279],
  ['more than that', AT_10_S, { energy_Wh: 980 }, 0],
  ['a first reading: nothing', { ...AT_10_S, energy: null }, { energy_Wh: 700 }, 0],
  [
    'a difference whose first half was counted for another',
    { ...AT_10_S, counted_up_ms: 15_000 },
    { energy_Wh: 704 },
    2,
  ],
  ['a reading at the same instant', AT_10_S, { energy_Wh: 701, up_ms: 10_000 }, 1],
  ['power over the time it covers', AT_10_S, { power_W: 360 }, 1],
  ['register before power', AT_10_S, { power_W: 360, energy_Wh: 704 }, 4],
  ['neither', AT_10_S, {}, 0],
])('energy: %s', (_, meter, more, energy_Wh) => {
  expect(energyOf_Wh(meter, sample(more), 10_000)).toBe(energy_Wh)
})

it('running_ms counts from power-up where no sample came before, from itself after estimated ones (contract §1)', () => {
  expect(registerBase(meterAtBoot(0))).toEqual({ up_ms: 0, running_ms: 0 })
  expect(registerBase(AT_10_S)).toBeNull()
})
