import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wrap } from './wrap.ts'

const letters = (text: string): number => [...text].length
const at = (width: number) => (text: string) => wrap(text, width, letters)

describe('lines of a column', () => {
  it('breaks at spaces and after hyphens', () => {
    expect(at(12)('Coopérative de la Goutte-d’Or')).toEqual(['Coopérative', 'de la', 'Goutte-d’Or'])
    expect(at(10)('Goutte-d’Or')).toEqual(['Goutte-', 'd’Or'])
  })
  it('never between an amount and its unit', () =>
    expect(at(9)('pour 1\u202f524,17\u00a0€')).toEqual(['pour', '1\u202f524,17\u00a0', '€']))
  it('cuts a word that is wider than the column', () => expect(at(4)('aaaaaaaaaa b')).toEqual(['aaaa', 'aaaa', 'aa b']))
  it('has no line for nothing', () => expect(at(4)('  ')).toEqual([]))

  it('keeps every letter, in order, and no line is wider than the column', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'é', ' ', '-', '\u00a0', '\u00ad', '中'), maxLength: 80 }),
        fc.integer({ min: 1, max: 20 }),
        (text, width) => {
          const lines = at(width)(text)
          const inked = (of: string): string => of.replaceAll(/[ \u00a0]/g, '')
          expect(inked(lines.join(''))).toBe(inked(text))
          expect(lines.every(line => letters(line) <= width)).toBe(true)
        },
      ),
    )
  })
})
