import { expect, test } from 'vitest'
import type { MachineState } from '#server/contract/api.ts'
import { ribbonSpan } from './ribbon-span.ts'

const at = (hours: number) => new Date(hours * 3_600_000).toISOString()
const interval = (from: number, to: number, state: MachineState) => ({
  from: at(from),
  to: at(to),
  state,
  session: null,
})
const day = { from_ms: 0, to_ms: 24 * 3_600_000 }

test('from the first word to the last, in whole hours', () => {
  const intervals = [interval(0, 7.4, 'silent'), interval(7.4, 15.2, 'idle'), interval(15.2, 24, 'silent')]
  expect(ribbonSpan({ intervals }, day)).toEqual({ from_ms: 7 * 3_600_000, to_ms: 16 * 3_600_000 })
})

test('a silence within stays in; a day without a word is whole', () => {
  const within = [interval(8, 9, 'running'), interval(9, 11, 'silent'), interval(11, 12, 'off')]
  expect(ribbonSpan({ intervals: within }, day)).toEqual({ from_ms: 8 * 3_600_000, to_ms: 12 * 3_600_000 })
  expect(ribbonSpan({ intervals: [interval(0, 24, 'silent')] }, day)).toEqual(day)
})
