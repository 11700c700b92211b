/** What holds of every list of words the dashboard has, the first load's and each page's own. */
import { createInstance } from 'i18next'
import { describe, expect, test } from 'vitest'
import { phrase } from '../../dashboard/i18n/phrase.ts'

export type Texts = Readonly<Record<string, string>>

/** Imprimerie nationale: a thin or full no-break space before double signs, the curly apostrophe. */
export function setAsFrench(fr: Texts): void {
  describe('French texts', () => {
    test.each(Object.entries(fr))('%s is set as French is set', (_key, text) => {
      expect(text, 'straight apostrophe').not.toMatch(/'/)
      expect(text, 'plain space before a double sign').not.toMatch(/ [:;!?»]/)
      expect(text, 'no space before a double sign').not.toMatch(/[\p{L}}][:;!?»]/u)
      expect(text, 'three dots').not.toContain('...')
      expect(text).not.toBe('')
    })
  })
}

export function sameInBoth(fr: Texts, en: Texts): void {
  saidAsI18next(fr, en)
  test('both languages have the same keys and the same blanks', () => {
    const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]).sort()
    expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort())
    for (const [key, text] of Object.entries(en)) expect(blanks(text), key).toEqual(blanks(fr[key] ?? ''))
  })
}

/** Counts where French and English part (0), where both turn (1, 2), and where a rule of tens would show (21, 100). */
const COUNTS = [0, 1, 2, 11, 21, 100]

/** The notation is i18next's, so that any translator's tool reads it: the library and the page must say the same of every text. */
function saidAsI18next(fr: Texts, en: Texts): void {
  test.each([
    ['fr', fr],
    ['en', en],
  ] as const)('i18next says the same of every text in %s', async (lng, texts) => {
    const i18n = createInstance()
    await i18n.init({
      lng,
      keySeparator: false,
      nsSeparator: false,
      interpolation: { escapeValue: false },
      resources: { [lng]: { translation: texts } },
    })
    const library = i18n.t as unknown as (key: string, values: Record<string, string | number>) => string
    for (const key of new Set(Object.keys(texts).map(name => name.replace(/_(zero|one|other)$/, '')))) {
      for (const count of COUNTS) {
        const values = filled(texts, key, count)
        expect(phrase(texts, key, values, lng), `${key} of ${count}`).toBe(library(key, values))
      }
    }
  })
}

/** A word for every blank of a text and of its plural forms; one is markup, which neither may swallow or escape. */
function filled(texts: Texts, key: string, count: number): Record<string, string | number> {
  const forms = [key, `${key}_zero`, `${key}_one`, `${key}_other`].map(name => texts[name] ?? '')
  const blanks = forms.flatMap(text => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1] ?? ''))
  return { ...Object.fromEntries(blanks.map(blank => [blank, `<b>${blank}</b> & co`])), count }
}
