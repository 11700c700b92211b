import { afterAll, expect, test } from 'vitest'
import { DenialReason } from '#server/contract/uplink.ts'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { language } from '../../i18n/index.ts'
import { sayProblem, sayReason } from './say.ts'
import { en, fr, w } from './texts.ts'

// the files of a worker share the language: it is left as it was found
afterAll(() => {
  language.value = 'fr'
})

setAsFrench(fr)
sameInBoth(fr, en)

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
