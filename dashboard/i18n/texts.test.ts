import { createInstance } from 'i18next'
import { describe, expect, test } from 'vitest'
import { en } from './en.ts'
import { fr } from './fr.ts'

const entries = Object.entries(fr)

describe('French texts', () => {
  test.each(entries)('%s is set as French is set', (_key, text) => {
    expect(text, 'straight apostrophe').not.toMatch(/'/)
    expect(text, 'plain space before a double sign').not.toMatch(/ [:;!?»]/)
    expect(text, 'no space before a double sign').not.toMatch(/[\p{L}}][:;!?»]/u)
    expect(text, 'three dots').not.toContain('...')
    expect(text).not.toBe('')
  })

  test('a lockout is never called a consignation', () => {
    expect(entries.filter(([, text]) => /consign/i.test(text))).toEqual([])
  })
})

test('both languages have the same keys and the same blanks', () => {
  const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]).sort()
  expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort())
  for (const [key, text] of Object.entries(en)) {
    expect(blanks(text), key).toEqual(blanks(fr[key as keyof typeof fr]))
  }
})

test.each([
  ['fr', fr, 0, 'Aucun poste en marche'],
  ['fr', fr, 1, '1 poste en marche'],
  ['fr', fr, 2, '2 postes en marche'],
  ['en', en, 0, 'No machine running'],
  ['en', en, 1, '1 machine running'],
  ['en', en, 2, '2 machines running'],
] as const)('plural in %s of %#', async (lng, texts, count, expected) => {
  const i18n = createInstance()
  await i18n.init({ lng, keySeparator: false, nsSeparator: false, resources: { [lng]: { translation: texts } } })
  expect(i18n.t('wall.running' as never, { count })).toBe(expected)
})
