import { describe, expect, it } from 'vitest'
import { pzem004t } from './codec.ts'

describe('PZEM-004T v3', () => {
  it.each([
    // The user manual's own example (§2.3): 220.0 V, 1.000 A, 220.0 W, 0 Wh, 50.0 Hz, 1.00
    [[0x0898, 0x03e8, 0, 0x0898, 0, 0, 0, 0x01f4, 0x0064, 0], { current_mA: 1_000, power_W: 220, energy_Wh: 0 }],
    // By hand, low word first: 1 × 65536 + 0x1170 = 70 000 mA; 0x8100 + 2 × 65536 = 164 096 → 16 409.6 W; 152 × 65536 + 0x967e = 9 999 998 Wh
    [
      [2300, 0x1170, 1, 0x8100, 2, 0x967e, 152, 500, 99, 0xffff],
      { current_mA: 70_000, power_W: 16_409.6, energy_Wh: 9_999_998 },
    ],
  ])('%j', (words, reading) => {
    expect(pzem004t.decode([words])).toEqual({ kind: 'reading', reading })
  })

  it('asks for ten registers at once', () => {
    expect(pzem004t.reads).toEqual([{ address: 0, words: 10 }])
  })

  it('refuses a current no workshop draws, and a short answer', () => {
    expect(pzem004t.decode([[0, 0, 0x7fff, 0, 0, 0, 0, 0, 0, 0]])).toMatchObject({ kind: 'implausible' })
    expect(pzem004t.decode([[2300, 5]])).toMatchObject({ kind: 'implausible' })
    expect(pzem004t.decode([])).toMatchObject({ kind: 'implausible' })
  })

  it('writes its address to holding register 2', () => {
    expect(pzem004t.setAddress(7)).toEqual({ address: 2, words: [7] })
  })
})
