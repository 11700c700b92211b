import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TIMES } from '#test/vectors/times.ts'
import {
  amperes,
  clock,
  decimalOf,
  duration,
  elapsed,
  energy,
  euros,
  longDay,
  monthName,
  ofMonth,
  shortDay,
  watts,
} from './format.ts'

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

describe('money', () => {
  test.each([
    [0, '0,00 €'],
    [5, '0,05 €'],
    [-1205, '-12,05 €'],
    [123_456_789, '1 234 567,89 €'],
  ])('%i cents', (cents, text) => {
    expect(plain(euros(cents, 'fr'))).toBe(text)
  })

  test('no cent is ever lost on the way to the screen', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), cents => {
        const shown = euros(cents, 'fr').replace(/[^\d-]/g, '')
        expect(BigInt(shown)).toBe(BigInt(cents))
      }),
    )
  })

  test('the space before € does not break', () => {
    expect(euros(100, 'fr')).toMatch(/\d[\u00a0\u202f]€$/)
  })

  test('decimal text keeps the sign of small debts', () => {
    expect(decimalOf(-5)).toBe('-0.05')
  })
})

describe('durations', () => {
  test.each([...TIMES, { ms: 360_000_000, figures: '100 h 00' }, { ms: -5, figures: '0 s' }])('$ms ms', told => {
    expect(plain(duration(told.ms, 'fr'))).toBe(told.figures)
  })
  test('English says the minutes', () => {
    expect(plain(duration(13_320_000, 'en'))).toBe('3 h 42 min')
  })
})

test('how long ago is said in days from two on, a whole one at a time', () => {
  expect(elapsed(172_799_999, 'fr')).toBe(duration(172_799_999, 'fr'))
  expect(plain(elapsed(172_800_000, 'fr'))).toBe('2 jours')
  expect(plain(elapsed(3_484_980_000, 'fr'))).toBe('40 jours')
  expect(plain(elapsed(3_484_980_000, 'en'))).toBe('40 days')
})

test('power, current and energy keep few digits and their unit', () => {
  expect(plain(watts(240.4, 'fr'))).toBe('240 W')
  expect(plain(watts(1850, 'fr'))).toBe('1,85 kW')
  expect(plain(amperes(2_340, 'fr'))).toBe('2,3 A')
  expect(plain(energy(999, 'fr'))).toBe('999 Wh')
  expect(plain(energy(12_340, 'en'))).toBe('12.3 kWh')
})

test('clock and calendar are the atelier’s, not the reader’s', () => {
  const at_ms = Date.parse('2026-11-21T23:05:00Z')
  expect(plain(clock(at_ms, 'fr', 'Europe/Paris'))).toBe('0 h 05')
  expect(longDay(at_ms, 'fr', 'Europe/Paris')).toBe('dimanche 22 novembre')
  expect(monthName('2026-11', 'fr')).toBe('novembre 2026')
})

test.each([
  ['2026-10-01', 'fr', 'jeudi 1er octobre', 'jeu. 1er oct.'],
  ['2026-10-11', 'fr', 'dimanche 11 octobre', 'dim. 11 oct.'],
  ['2026-10-01', 'en', 'Thursday 1 October', 'Thu 1 Oct'],
] as const)('the day %s in %s', (day, language, long, short) => {
  const at_ms = Date.parse(`${day}T12:00:00Z`)
  expect(longDay(at_ms, language, 'UTC')).toBe(long)
  expect(shortDay(at_ms, language, 'UTC').replace(',', '')).toBe(short)
})

test.each([
  ['2026-10', 'fr', 'd’octobre 2026'],
  ['2026-08', 'fr', 'd’août 2026'],
  ['2026-11', 'fr', 'de novembre 2026'],
  ['2026-10', 'en', 'of October 2026'],
] as const)('of the month %s in %s: %s', (month, language, words) => expect(ofMonth(month, language)).toBe(words))
