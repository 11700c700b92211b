import fc from 'fast-check'
import { expect, test } from 'vitest'
import { centsOf, costTyped, typed } from './amounts.ts'

test.each([
  ['', 0],
  ['12', 1_200],
  ['12,5', 1_250],
  ['12.50', 1_250],
  ['1 234,05 €', 123_405],
  ['12,505', null],
  ['-3', null],
  ['douze', null],
])('%s is %s cents', (text, cents) => {
  expect(centsOf(text)).toBe(cents)
})

test('what is written comes back as it was', () => {
  fc.assert(
    fc.property(fc.nat(99_999_999), fc.constantFrom(',', '.'), (cents, separator) => {
      expect(centsOf(typed(cents, separator))).toBe(cents)
    }),
  )
})

test('nothing is offered to a pool where nothing was spent', () => {
  const of = (given: Record<string, string>) => costTyped(name => given[name] ?? '')
  expect(of({ pool: 'rent' })).toEqual({ parts_cents: 0, labour_cents: 0, pool: null })
  expect(of({ pool: 'rent', labour: '30' })).toEqual({ parts_cents: 0, labour_cents: 3_000, pool: 'rent' })
  expect(of({ parts: 'x' })).toBeNull()
})
