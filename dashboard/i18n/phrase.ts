/**
 * One text, filled: i18next's notation (`{{name}}`, `_zero` `_one` `_other`) on the browser's own plural rules. The library itself
 * was a quarter of the first load (15 kB of 60); `test/support/texts.ts` holds every text of the house against it.
 */
import { type Language, LOCALE } from './format.ts'

export type Values = Record<string, string | number>
export type WithoutPlural<K> = K extends `${infer Base}_${'one' | 'other' | 'zero'}` ? Base : K

const PLURALS: Record<Language, Intl.PluralRules> = {
  fr: new Intl.PluralRules(LOCALE.fr),
  en: new Intl.PluralRules(LOCALE.en),
}

/** A key that is in no list is shown as it is: seen at once, and never an empty button. */
export const phrase = (texts: Record<string, string>, key: string, values: Values, language: Language): string =>
  (texts[formOf(texts, key, values.count, language)] ?? key).replace(/\{\{(\w+)\}\}/g, (blank, name: string) =>
    String(values[name] ?? blank),
  )

function formOf(texts: Record<string, string>, key: string, count: string | number | undefined, language: Language) {
  if (typeof count !== 'number' || texts[key] !== undefined) return key
  if (count === 0 && texts[`${key}_zero`] !== undefined) return `${key}_zero`
  // French has a third form, for millions, that none of our sentences needs: everything but one is "other".
  return `${key}_${PLURALS[language].select(count) === 'one' ? 'one' : 'other'}`
}
