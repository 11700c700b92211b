import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compactNumber, isSiren, isSiret, isVatNumber } from './siren.ts'

it.each([
  // La Poste's own head office, and one of its offices that Luhn would refuse
  ['356000000', true],
  ['732829320', true],
  ['732829321', false],
  ['000000000', false],
  ['73282932', false],
  ['73282932O', false],
])('SIREN %s: %s', (text, good) => expect(isSiren(text)).toBe(good))

it.each([
  ['73282932000074', true],
  ['73282932000075', false],
  ['73282932100074', false],
  ['35600000000048', true],
  ['35600000009075', true],
  ['35600000009076', false],
  // five divides its sum, but it is not La Poste
  ['73282932000087', false],
])('SIRET %s: %s', (text, good) => expect(isSiret(text)).toBe(good))

it.each([
  ['FR44732829320', true],
  ['FR45732829320', false],
  ['FR44732829321', false],
  ['FRK7732829320', true],
  ['DE136695976', true],
  ['732829320', false],
  ['FR', false],
])('VAT number %s: %s', (text, good) => expect(isVatNumber(text)).toBe(good))

it('finds every single wrong digit', () => {
  fc.assert(
    fc.property(fc.nat({ max: 8 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
      const digits = [...'732829320'].map(Number)
      digits[place] = ((digits[place] ?? 0) + by) % 10
      expect(isSiren(digits.join(''))).toBe(false)
    }),
  )
})

it('reads numbers as people write them', () => expect(compactNumber('732 829\u202f320')).toBe('732829320'))
