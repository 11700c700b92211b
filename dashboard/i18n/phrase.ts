/**
 * One text, filled: i18next's notation (`{{name}}`, `_zero` `_one` `_other`) on the browser's own plural rules. The library itself
 * was a quarter of the first load (15 kB of 60); `test/support/texts.ts` holds every text of the house against it. One thing more
 * than it: in French the `de` before a blank elides by the word that fills it.
 */
import { deWords, type Language, LOCALE } from './format.ts'

export type Values = Record<string, string | number>
export type WithoutPlural<K> = K extends `${infer Base}_${'one' | 'other' | 'zero'}` ? Base : K

const PLURALS: Record<Language, Intl.PluralRules> = {
  fr: new Intl.PluralRules(LOCALE.fr),
  en: new Intl.PluralRules(LOCALE.en),
}

/** A key that is in no list is shown as it is: seen at once, and never an empty button. */
export const phrase = (texts: Record<string, string>, key: string, values: Values, language: Language): string =>
  fill(texts[formOf(texts, key, values.count, language)] ?? key, DOUBLE, language, name => values[name])

/** With the `de` that may stand before it: it elides by the word that comes in. */
const blanks = (open: string, close: string) => new RegExp(`(?:(?<!\\p{L})([Dd])e )?${open}(\\w+)${close}`, 'gu')
const DOUBLE = blanks('\\{\\{', '\\}\\}')
/** As the server's refusals write theirs. */
export const SINGLE = blanks('\\{', '\\}')

export const fill = (
  text: string,
  notation: RegExp,
  language: Language,
  wordOf: (name: string) => string | number | undefined,
): string =>
  text.replace(notation, (blank: string, d: string | undefined, name: string) => {
    const word = wordOf(name)
    if (word === undefined) return blank
    if (d === undefined) return String(word)
    return language === 'fr' ? `${d}${deWords(String(word)).slice(1)}` : `${d}e ${word}`
  })

function formOf(texts: Record<string, string>, key: string, count: string | number | undefined, language: Language) {
  if (typeof count !== 'number' || texts[key] !== undefined) return key
  if (count === 0 && texts[`${key}_zero`] !== undefined) return `${key}_zero`
  // French has a third form, for millions, that none of our sentences needs: everything but one is "other".
  return `${key}_${PLURALS[language].select(count) === 'one' ? 'one' : 'other'}`
}
