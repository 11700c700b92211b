/** Words of one page, loaded with it: the first load carries only the words everybody needs. Notation as in `phrase.ts`. */
import { language } from './index.ts'
import { phrase, type Values, type WithoutPlural } from './phrase.ts'

export type Lexicon = Record<string, string>

export function lexicon<T extends Lexicon>(fr: T, en: Record<keyof T, string>) {
  /** Reading `language` subscribes the component that is being drawn. */
  return (key: WithoutPlural<keyof T & string>, values: Values = {}): string =>
    phrase(language.value === 'fr' ? fr : en, key, values, language.value)
}
