import { expect, it } from 'vitest'
import { pastMonths } from './prepare.ts'

it('goes back whole months from the beginning of the present one, in the zone of the atelier', () => {
  const now_ms = Date.parse('2026-11-22T13:00:00+01:00')
  const november_ms = Date.parse('2026-11-01T00:00:00+01:00')
  expect(pastMonths(now_ms, 'Europe/Paris', 1)).toEqual({
    ...{ from_ms: Date.parse('2026-10-01T00:00:00+02:00'), to_ms: november_ms },
  })
  expect(pastMonths(now_ms, 'Europe/Paris', 13)).toEqual({
    ...{ from_ms: Date.parse('2025-10-01T00:00:00+02:00'), to_ms: november_ms },
  })
})
