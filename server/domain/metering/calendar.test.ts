import { describe, expect, it } from 'vitest'
import { BELIEVED_AHEAD_MS, BELIEVED_FROM_MS, place } from './calendar.ts'
import { T0 } from './testing.ts'

const message = (up_ms: number, at_ms: number | null) => ({ boot: 1, seq: 1, up_ms, at_ms })
const DAY_MS = 86_400_000

describe('a clock is believed from 2024-01-01 to receipt + 5 min (contract §1)', () => {
  it.each([
    [BELIEVED_FROM_MS, true],
    [BELIEVED_FROM_MS - 1, false],
    [T0 + BELIEVED_AHEAD_MS, true],
    [T0 + BELIEVED_AHEAD_MS + 1, false],
    [0, false],
    [null, false],
  ])('%d: %s', (at_ms, believed) => {
    const placed = place(null, message(5_000, at_ms), { received_at_ms: T0 })
    expect(placed).toMatchObject({ believed, at_ms: believed ? at_ms : T0 })
  })
})

describe('without a clock', () => {
  it('a message lies before its batch’s last by their difference in up_ms', () => {
    const placed = place(null, message(1_000, null), { received_at_ms: T0, batch_last_up_ms: 61_000 })
    expect(placed).toMatchObject({ at_ms: T0 - 60_000, age_ms: 60_000 })
  })

  it('the least delayed message of the boot places the rest', () => {
    const late = place(null, message(1_000, null), { received_at_ms: T0 + 90_000 })
    const live = place(late.anchor, message(31_000, null), { received_at_ms: T0 + 31_000 })
    const later = place(live.anchor, message(32_000, null), { received_at_ms: T0 + 50_000 })
    expect([live.at_ms, later.at_ms, later.age_ms]).toEqual([T0 + 31_000, T0 + 32_000, 18_000])
  })
})

it('is as old as the larger of clock and up_ms says (contract §1, An authority grows stale)', () => {
  const first = place(null, message(0, T0), { received_at_ms: T0 })
  expect(place(first.anchor, message(1_000, T0 + 8_000), { received_at_ms: T0 + 9_000 }).age_ms).toBe(8_000)
  expect(place(first.anchor, message(9_000, T0 + 1_000), { received_at_ms: T0 + 9_000 }).age_ms).toBe(8_000)
})

it('a crystal 100 ppm slow does not make a badge stale after five days', () => {
  let anchor = place(null, message(0, null), { received_at_ms: T0 }).anchor
  for (let elapsed_ms = 30_000; elapsed_ms <= 5 * DAY_MS; elapsed_ms += 30_000) {
    const up_ms = Math.floor(elapsed_ms * (1 - 100e-6))
    const placed = place(anchor, message(up_ms, null), { received_at_ms: T0 + elapsed_ms })
    anchor = placed.anchor
    expect(placed.age_ms).toBeLessThan(1_000)
  }
})
