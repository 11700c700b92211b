import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from './canonical.ts'

/** The same value with the members of every object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, member]) => [key, shuffled(member)] as const)
  return Object.fromEntries(entries.reverse())
}

describe('canonical', () => {
  it.each([
    [null, 'null'],
    [true, 'true'],
    [0, '0'],
    [-0, '0'],
    [1e21, '1e+21'],
    [0.1, '0.1'],
    ['é\u2028', '"é\u2028"'],
    ['a"b\\c\n\u0001', '"a\\"b\\\\c\\n\\u0001"'],
    ['\u007f', '"\u007f"'],
    ['\ud83d\ude00', '"\ud83d\ude00"'],
    ['\ud83d', '"\\ud83d"'],
    [[1, [], {}], '[1,[],{}]'],
    // RFC 8785 §3.2.3: by UTF-16 code unit, digits as text
    [{ b: 1, a: { d: null, c: [] }, 10: 'x', 9: 'y' }, '{"10":"x","9":"y","a":{"c":[],"d":null},"b":1}'],
    [{ '\ufb33': 1, '\ud83d\ude00': 2, '\u20ac': 3 }, '{"\u20ac":3,"\ud83d\ude00":2,"\ufb33":1}'],
    [{ a: undefined, b: 1 }, '{"b":1}'],
  ])('writes %j as %s', (value, text) => {
    expect(canonical(value)).toBe(text)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 0, Symbol('x'), undefined])('refuses %s', value => {
    expect(() => canonical(value)).toThrow(TypeError)
  })

  it('keeps the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = JSON.stringify(value)
        expect(JSON.parse(canonical(JSON.parse(text)))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('does not depend on the order of keys, and is its own fixed point', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = canonical(value)
        expect(canonical(shuffled(value))).toBe(text)
        expect(canonical(JSON.parse(text))).toBe(text)
      }),
    )
  })

  it('sorts and quotes names as sort and JSON.stringify do, few or many', () => {
    const name = fc.string({ unit: 'binary', maxLength: 40 }).filter(key => key !== '__proto__')
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 40 }), keys => {
        const members = [...keys].sort().map(key => `${JSON.stringify(key)}:1`)
        expect(canonical(Object.fromEntries(keys.map(key => [key, 1])))).toBe(`{${members.join(',')}}`)
      }),
    )
  })

  it('tells different values apart', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = JSON.stringify(shuffled(a)) === JSON.stringify(shuffled(b))
        if (same) expect(canonical(a)).toBe(canonical(b))
        else if (canonical(a) === canonical(b)) expect(JSON.parse(canonical(a))).toEqual(JSON.parse(JSON.stringify(b)))
      }),
    )
  })
})
