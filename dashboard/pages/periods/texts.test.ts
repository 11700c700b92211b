import { afterAll, expect, test } from 'vitest'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { language } from '../../i18n/index.ts'
import { b, en, fr } from './texts.ts'

// the files of a worker share the language: it is left as it was found
afterAll(() => {
  language.value = 'fr'
})

setAsFrench(fr)
sameInBoth(fr, en)

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
