/** What holds of every list of words the dashboard has, the first load's and each page's own. */
import { describe, expect, test } from 'vitest'

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
  test('both languages have the same keys and the same blanks', () => {
    const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]).sort()
    expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort())
    for (const [key, text] of Object.entries(en)) expect(blanks(text), key).toEqual(blanks(fr[key] ?? ''))
  })
}
