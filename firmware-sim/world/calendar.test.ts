import { expect, it } from 'vitest'
import { openWindows } from './calendar.ts'

const WEEKDAYS = [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }]
const at = (text: string) => Date.parse(text)

it('opens on its days, in the atelier’s own zone, through the end of summer time', () => {
  const windows = openWindows(
    WEEKDAYS,
    'Europe/Paris',
    at('2026-10-23T00:00:00+02:00'),
    at('2026-10-27T00:00:00+01:00'),
  )
  expect(windows).toEqual([
    { from_ms: at('2026-10-23T08:00:00+02:00'), to_ms: at('2026-10-23T20:00:00+02:00') },
    { from_ms: at('2026-10-26T08:00:00+01:00'), to_ms: at('2026-10-26T20:00:00+01:00') },
  ])
})

it('cuts what lies outside, and knows 24:00', () => {
  const always = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }]
  const from_ms = at('2026-10-05T18:00:00Z')
  const to_ms = at('2026-10-06T03:00:00Z')
  const windows = openWindows(always, 'Europe/Paris', from_ms, to_ms)
  expect(windows).toEqual([
    { from_ms, to_ms: at('2026-10-05T22:00:00Z') },
    { from_ms: at('2026-10-05T22:00:00Z'), to_ms },
  ])
})
