/** Words on screen: typed keys, the language remembered, and every text redrawn when it changes. */
import { batch, signal } from '@preact/signals'
import { recall, remember } from '../ui/memory.ts'
import type { Language } from './format.ts'
import type { fr } from './fr.ts'
import { phrase, type Values, type WithoutPlural } from './phrase.ts'

export type TextKey = keyof typeof fr
export type Texts = Record<TextKey, string>
export type BaseKey = WithoutPlural<TextKey>

const LOADERS: Record<Language, () => Promise<Texts>> = {
  fr: async () => (await import('./fr.ts')).fr,
  en: async () => (await import('./en.ts')).en,
}

/** Reading either subscribes the component that is being drawn. */
export const language = signal<Language>('fr')
const words = signal<Record<string, string>>({})

/** What was chosen before, else French: the house's first language. */
export const preferredLanguage = (): Language => (recall('language') === 'en' ? 'en' : 'fr')

/** The words come first, over the network: until they are here the former language stays, whole. */
export async function setLanguage(next: Language): Promise<void> {
  const texts = await LOADERS[next]()
  batch(() => {
    words.value = texts
    language.value = next
  })
  document.documentElement.lang = next
}

export async function chooseLanguage(next: Language): Promise<void> {
  remember('language', next)
  await setLanguage(next)
}

export const t = (key: BaseKey, values: Values = {}): string => phrase(words.value, key, values, language.value)

/** What it is, and then which: French alone sets its colon apart. */
export const titled = (what: string, which: string): string =>
  `${what}${language.value === 'fr' ? '\u00a0' : ''}: ${which}`

/** A text for a code from the server, with a fallback for a code this version does not know. */
export const known = (prefix: string, code: string, fallback: string): string =>
  words.value[`${prefix}.${code}`] ?? fallback
