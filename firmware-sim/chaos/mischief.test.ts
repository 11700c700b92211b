import { describe, expect, it } from 'vitest'
import { mischiefAt } from './mischief.ts'

const HOUR_S = 3_600
const hourOf = (seed: number) => Array.from({ length: HOUR_S }, (_, s) => mischiefAt(seed, s * 1_000))

describe('mischief', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(hourOf(3)).toEqual(hourOf(3))
    expect(hourOf(3)).not.toEqual(hourOf(4))
  })

  it.each([1, 2, 3])('pulls plugs and loses links within an hour, and leaves most of it alone (seed %i)', seed => {
    const hour = hourOf(seed)
    const unplugged_s = hour.filter(one => one.unplugged).length
    const unlinked_s = hour.filter(one => one.unlinked).length
    expect(unplugged_s).toBeGreaterThan(10)
    expect(unlinked_s).toBeGreaterThan(unplugged_s)
    expect(unlinked_s).toBeLessThan(HOUR_S / 2)
  })

  it.each([1, 2, 3])('also kills sensors and turns clocks, each in every way there is (seed %i)', seed => {
    const hour = hourOf(seed)
    expect(new Set(hour.flatMap(({ sensor }) => sensor ?? []))).toEqual(new Set(['dead', 'fallen', 'stuck']))
    const clocks = new Set(hour.flatMap(({ clock }) => clock ?? []))
    expect(clocks).toEqual(new Set(['1970', 'day-ahead', 'day-behind', 'minutes-behind']))
  })

  it('a station without power has no link, and the beginning is calm', () => {
    const hour = hourOf(7)
    expect(hour.every(one => one.unlinked || !one.unplugged)).toBe(true)
    expect(hour.slice(0, 15).some(one => one.unlinked)).toBe(false)
  })
})
