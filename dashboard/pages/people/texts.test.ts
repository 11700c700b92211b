import { describe, expect, test } from 'vitest'
import { DenialReason } from '#server/contract/uplink.ts'
import { language } from '../../i18n/index.ts'
import { sayProblem, sayReason } from './say.ts'
import { en, fr, w } from './texts.ts'

describe('French words about people', () => {
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

test.each(['fr', 'en'] as const)('every denial of the contract has its sentence in %s', lng => {
  language.value = lng
  for (const reason of DenialReason.options) {
    const sentence = sayReason(reason, null, 'piqueuse')
    expect(sentence, reason).toMatch(/^\p{Lu}.{10,}\.$/u)
    expect(sentence).not.toContain('{{')
  }
})

test('a cause says more than its reason, an unknown one falls back', () => {
  language.value = 'fr'
  expect(sayReason('no-qualification', 'minor', 'presse')).toContain('18 ans')
  expect(sayReason('no-qualification', 'surprise', 'presse')).toContain('presse')
  expect(sayReason('surprise', null, null)).toBe('surprise')
  expect(sayProblem('iban', 'FR76')).toContain('FR76')
  expect(w('list.count', { count: 2 })).toBe('2 membres')
})
