import { expect, it } from 'vitest'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { en, fr, languageOf } from './texts.ts'

setAsFrench(fr)
sameInBoth(fr, en)

it.each([
  [{}, 'fr'],
  [{ LANG: 'C.UTF-8' }, 'fr'],
  [{ LANG: 'fr_FR.UTF-8' }, 'fr'],
  [{ LANG: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'fr_FR.UTF-8', LC_ALL: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'fr_BE.UTF-8' }, 'fr'],
])('speaks the language of %j', (env, language) => {
  expect(languageOf(env)).toBe(language)
})
