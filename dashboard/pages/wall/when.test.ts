import { expect, test } from 'vitest'
import { whenOf } from './when.ts'

const of = (iso: string, today: string) => whenOf(Date.parse(iso), today, 'fr', 'Europe/Paris')

test('an hour of another day is never shown as one of today', () => {
  expect(of('2026-11-22T08:05:00Z', '2026-11-22').day).toBe('today')
  expect(of('2026-11-21T17:40:00Z', '2026-11-22').day).toBe('yesterday')
  expect(of('2026-11-20T17:40:00Z', '2026-11-22').day).toBe('ven. 20 nov.')
})

test('the day changes at midnight on the workshop’s wall, also where a day has 25 hours', () => {
  expect(of('2026-11-21T23:00:00Z', '2026-11-22').day).toBe('today')
  expect(of('2026-11-21T22:59:59Z', '2026-11-22').day).toBe('yesterday')
  expect(of('2026-10-24T22:30:00Z', '2026-10-26').day).toBe('yesterday')
})
