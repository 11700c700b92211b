/** Words of a small form: so that a page with one need not load all that is said of people. */
import { lexicon } from '../../i18n/lexicon.ts'

export const fr = {
  'error.fields_one': 'Un champ est à revoir.',
  'error.fields_other': '{{count}} champs sont à revoir.',
}

export const en: Record<keyof typeof fr, string> = {
  'error.fields_one': 'One field needs another look.',
  'error.fields_other': '{{count}} fields need another look.',
}

export const f = lexicon(fr, en)
