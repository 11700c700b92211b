import { describe, expect, it } from 'vitest'
import { sdm120 } from './codec.ts'

/** IEEE 754, by hand: 230.0 = 43660000, 4.5 = 40900000, −1035.0 = c4816000, 12.25 kWh = 41440000. */
const LIVE = [0x4366, 0, 0, 0, 0, 0, 0x4090, 0, 0, 0, 0, 0, 0xc481, 0x6000]

describe('SDM120', () => {
  it('reads current, power (whichever way it is wired) and energy', () => {
    expect(sdm120.decode([LIVE, [0x4144, 0]])).toEqual({
      kind: 'reading',
      reading: { current_mA: 4_500, power_W: 1_035, energy_Wh: 12_250 },
    })
  })

  it('asks for two blocks: live values and total energy', () => {
    expect(sdm120.reads).toEqual([
      { address: 0, words: 14 },
      { address: 0x156, words: 2 },
    ])
  })

  it.each([
    ['what is no number', [LIVE, [0x7fc0, 0]]],
    ['infinity', [LIVE, [0x7f80, 0]]],
    ['a short answer', [LIVE.slice(0, 7), [0x4144, 0]]],
    ['nothing', []],
  ])('refuses %s', (_, blocks) => {
    expect(sdm120.decode(blocks)).toMatchObject({ kind: 'implausible' })
  })

  it('writes its address as a float to 40021: 2.0 = 40000000', () => {
    expect(sdm120.setAddress(2)).toEqual({ address: 0x14, words: [0x4000, 0] })
  })
})
