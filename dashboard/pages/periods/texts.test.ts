import { describe, expect, test } from 'vitest'
import { language } from '../../i18n/index.ts'
import { b, en, fr } from './texts.ts'

describe('French words of the months', () => {
  test.each(Object.entries(fr))('%s is set as French is set', (_key, text) => {
    expect(text, 'straight apostrophe').not.toMatch(/'/)
    expect(text, 'plain space before a double sign').not.toMatch(/ [:;!?»]/)
    expect(text, 'no space before a double sign').not.toMatch(/[\p{L}}][:;!?»]/u)
    expect(text).not.toBe('')
  })
})

test('both languages have the same keys and the same blanks', () => {
  const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]).sort()
  expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort())
  for (const [key, text] of Object.entries(en)) expect(blanks(text), key).toEqual(blanks(fr[key as keyof typeof fr]))
})

test.each([
  ['fr', 0, 'Rien à trancher'],
  ['fr', 1, '1 point à trancher'],
  ['fr', 2, '2 points à trancher'],
  ['en', 0, 'Nothing to settle'],
  ['en', 1, '1 item to settle'],
  ['en', 2, '2 items to settle'],
] as const)('plural in %s of %i', (lng, count, expected) => {
  language.value = lng
  expect(b('waiting', { count })).toBe(expected)
})
