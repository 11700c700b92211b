/**
 * Words of one page, loaded with it: the first load carries only the words everybody needs. Blanks and plurals as in `fr.ts`
 * (`{{count}}`, `_zero` `_one` `_other`).
 */
import { LOCALE } from './format.ts'
import { language } from './index.ts'

export type Lexicon = Record<string, string>
type Values = Record<string, string | number>
type Base<K> = K extends `${infer B}_${'one' | 'other' | 'zero'}` ? B : K

export function lexicon<T extends Lexicon>(fr: T, en: Record<keyof T, string>) {
  /** Reading `language` subscribes the component that is being drawn. */
  return (key: Base<keyof T & string>, values: Values = {}): string => {
    const texts: Lexicon = language.value === 'fr' ? fr : (en as Lexicon)
    return fill(texts[formOf(texts, key, values.count)] ?? key, values)
  }
}

function formOf(texts: Lexicon, key: string, count: string | number | undefined): string {
  if (typeof count !== 'number' || texts[key] !== undefined) return key
  if (count === 0 && texts[`${key}_zero`] !== undefined) return `${key}_zero`
  const many = new Intl.PluralRules(LOCALE[language.value]).select(count) !== 'one'
  return `${key}_${many ? 'other' : 'one'}`
}

const fill = (text: string, values: Values): string =>
  text.replace(/\{\{(\w+)\}\}/g, (blank, name: string) => String(values[name] ?? blank))
