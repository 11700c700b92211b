/** Words on screen: typed keys, the language remembered, and every text redrawn when it changes. */
import { signal } from '@preact/signals'
import { createInstance } from 'i18next'
import { recall, remember } from '../ui/memory.ts'
import type { Language } from './format.ts'
import type { fr } from './fr.ts'

export type TextKey = keyof typeof fr
export type Texts = Record<TextKey, string>

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    keySeparator: false
    nsSeparator: false
    resources: { translation: Texts }
  }
}

const LOADERS: Record<Language, () => Promise<Texts>> = {
  fr: async () => (await import('./fr.ts')).fr,
  en: async () => (await import('./en.ts')).en,
}

const i18n = createInstance()
export const language = signal<Language>('fr')

/** What was chosen before, else French: the house's first language. */
export const preferredLanguage = (): Language => (recall('language') === 'en' ? 'en' : 'fr')

export async function setLanguage(next: Language): Promise<void> {
  const texts = await LOADERS[next]()
  if (i18n.isInitialized) i18n.addResourceBundle(next, 'translation', texts)
  else {
    await i18n.init({
      lng: next,
      keySeparator: false,
      nsSeparator: false,
      // Preact escapes what it renders; escaping twice would show entities.
      interpolation: { escapeValue: false },
      resources: { [next]: { translation: texts } },
    })
  }
  await i18n.changeLanguage(next)
  document.documentElement.lang = next
  language.value = next
}

export async function chooseLanguage(next: Language): Promise<void> {
  remember('language', next)
  await setLanguage(next)
}

type Values = Record<string, string | number>
type WithoutPlural<K> = K extends `${infer Base}_${'one' | 'other' | 'zero'}` ? Base : K
export type BaseKey = WithoutPlural<TextKey>

/** i18next's own types ask which blanks each text has; a key with `count` and a computed key defeat them. */
const translate = i18n.t as unknown as (key: string, values: Values) => string

/** Reading `language` subscribes the component that is being drawn. */
export function t(key: BaseKey, values: Values = {}): string {
  return language.value === undefined ? '' : translate(key, values)
}

/** A text for a code from the server, with a fallback for a code this version does not know. */
export function known(prefix: string, code: string, fallback: string): string {
  const key = `${prefix}.${code}`
  return language.value !== undefined && i18n.exists(key) ? translate(key, {}) : fallback
}
