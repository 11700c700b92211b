import { describe, expect, it } from 'vitest'
import type { Opening, SiteFacts } from '../directory.ts'
import { closingAt, isOpen } from './hours.ts'

const siteWith = (opening: Opening[] | null): SiteFacts => ({
  site: 'atelier',
  name: 'Atelier',
  timezone: 'Europe/Paris',
  currency: 'EUR',
  billing: 'share',
  opening,
  link_loss_s: 28_800,
})
const at = (iso: string): number => Date.parse(iso)
const WEEK = [1, 2, 3, 4, 5]

/** 2026-10-05 is a Monday; Paris is at +02:00. */
it.each<[string, Opening[] | null, string, string | null]>([
  ['always open', null, '2026-10-05T10:00+02:00', null],
  ['a working day', [{ days: WEEK, from: '08:00', to: '20:00' }], '2026-10-05T08:00+02:00', '2026-10-05T20:00+02:00'],
  [
    'a day in two parts that touch',
    [
      { days: WEEK, from: '08:00', to: '12:00' },
      { days: WEEK, from: '12:00', to: '20:00' },
    ],
    '2026-10-05T09:00+02:00',
    '2026-10-05T20:00+02:00',
  ],
  ['to midnight', [{ days: [1], from: '08:00', to: '24:00' }], '2026-10-05T23:00+02:00', '2026-10-06T00:00+02:00'],
  ['past midnight', [{ days: [1], from: '18:00', to: '02:00' }], '2026-10-05T23:00+02:00', '2026-10-06T02:00+02:00'],
  ['after midnight', [{ days: [1], from: '18:00', to: '02:00' }], '2026-10-06T01:00+02:00', '2026-10-06T02:00+02:00'],
  ['every day, all day', [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }], '2026-10-05T10:00+02:00', null],
  [
    'over the night the clocks go back',
    [{ days: [6], from: '20:00', to: '04:00' }],
    '2026-10-24T23:00+02:00',
    '2026-10-25T04:00+01:00',
  ],
])('%s: open, and closes when it should', (_, opening, now, closing) => {
  expect(isOpen(siteWith(opening), at(now))).toBe(true)
  expect(closingAt(siteWith(opening), at(now))).toBe(closing === null ? null : at(closing))
})

describe('closed', () => {
  it.each([
    ['2026-10-05T07:59+02:00', '08:00', '20:00'],
    ['2026-10-05T20:00+02:00', '08:00', '20:00'],
    ['2026-10-10T10:00+02:00', '08:00', '20:00'],
    ['2026-10-05T12:00+02:00', '18:00', '02:00'],
    ['2026-10-10T02:00+02:00', '18:00', '02:00'],
  ])('at %s between %s and %s', (now, from, to) => {
    const site = siteWith([{ days: WEEK, from, to }])
    expect(isOpen(site, at(now))).toBe(false)
    expect(closingAt(site, at(now))).toBeNull()
  })
})
