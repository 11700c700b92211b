import { describe, expect, test } from 'vitest'
import { atelier } from '../metering/testing.ts'
import type { ClosureFacts } from './facts.ts'
import { refusalOf } from './refusal.ts'

/** Monday to Friday, eight to eight, in Paris. */
const OPENING = [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }]
const HOUR_ms = 3_600_000
const at = (text: string): number => Date.parse(text)
const FRIDAY = '2026-10-16'
const SATURDAY = '2026-10-17'

type Given = { from: string; hours: number; exception?: Omit<ClosureFacts, 'id' | 'why'>; now?: string }

function booked({ from, hours, exception, now = `${FRIDAY}T06:00:00Z` }: Given): string | undefined {
  const directory = atelier({ site: { opening: OPENING } })
  if (exception !== undefined) directory.closures.set('c', { ...exception, id: 'c', why: '' })
  const from_ms = at(from)
  const span = { from_ms, until_ms: from_ms + hours * HOUR_ms }
  const reservation = { ...{ id: 'r', machine: 'juki-1', member: 'awa', made_by: 'awa' }, ...span }
  return refusalOf(directory, { type: 'reservation-made', reservation, at_ms: at(now) })?.code
}

describe('a booking is for when a badge would open the machine', () => {
  const saturday = { from_ms: at(`${SATURDAY}T00:00:00Z`), until_ms: at(`${SATURDAY}T20:00:00Z`) }
  const friday = { from_ms: at(`${FRIDAY}T00:00:00Z`), until_ms: at(`${FRIDAY}T22:00:00Z`) }
  test.each<[string, Given, string | undefined]>([
    ['an open hour', { from: `${FRIDAY}T08:00:00Z`, hours: 2 }, undefined],
    ['a day that is never open', { from: `${SATURDAY}T08:00:00Z`, hours: 2 }, 'closed-then'],
    ['the night', { from: `${FRIDAY}T19:00:00Z`, hours: 2 }, 'closed-then'],
    ['an hour before it opens, and on', { from: `${FRIDAY}T05:00:00Z`, hours: 3 }, undefined],
    ['beginning as it closes', { from: `${FRIDAY}T18:00:00Z`, hours: 2 }, 'closed-then'],
    ['what is left is closed', { from: `${FRIDAY}T16:00:00Z`, hours: 5, now: `${FRIDAY}T19:00:00Z` }, 'closed-then'],
    [
      'an exceptional closure',
      { from: `${FRIDAY}T08:00:00Z`, hours: 2, exception: { ...friday, kind: 'closed' } },
      'closed-then',
    ],
    [
      'an exceptional opening',
      { from: `${SATURDAY}T08:00:00Z`, hours: 2, exception: { ...saturday, kind: 'open' } },
      undefined,
    ],
  ])('%s', (_, given, code) => {
    expect(booked(given)).toBe(code)
  })
})
