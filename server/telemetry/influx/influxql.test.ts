import { describe, expect, test } from 'vitest'
import { ident, ms, text, within } from './influxql.ts'

describe('InfluxQL literals', () => {
  test.each([
    ['juki-1', `'juki-1'`],
    [`l'atelier`, `'l\\'atelier'`],
    ['back\\slash', `'back\\\\slash'`],
    [`\\'`, `'\\\\\\''`],
    ['two\nlines', `'two\\nlines'`],
  ])('text %j', (value, quoted) => expect(text(value)).toBe(quoted))

  test.each([
    ['navette', '"navette"'],
    ['a"b', '"a\\"b"'],
    ['a\\', '"a\\\\"'],
  ])('identifier %j', (value, quoted) => expect(ident(value)).toBe(quoted))

  test('a range is half-open, in whole milliseconds', () => {
    expect(within({ from_ms: 1, to_ms: 2 })).toBe('time >= 1ms AND time < 2ms')
    expect(() => ms(Number.NaN)).toThrow(RangeError)
    expect(() => ms(0.5)).toThrow(RangeError)
  })
})
