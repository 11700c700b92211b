/** One cell as people type it → a value; null: it is not what its column says. */
import { isValidIBAN } from 'ibantools'
import * as z from 'zod'
import { compactNumber } from '#server/domain/who/siren.ts'
import { plain } from './headers.ts'

export const NAME_CHARS_MAX = 200
/** Years of two digits belong to this century up to here: nobody joined an atelier in 1985 by mistake for 2085. */
const CENTURY = 2000

/** C0, C1, and what turns the direction of a line round (UAX #9, explicit formatting): a name needs none of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

export const hasHidden = (text: string): boolean => HIDDEN.test(text)

/** `31/12/2026`, `31.12.26`, `2026-12-31`; spreadsheets add a midnight. */
export function dateOf(text: string): string | null {
  const bare = text.replace(/[T ]00:00(:00)?$/, '')
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})$/.exec(bare)
  const [, day = '', month = '', year = ''] = french ?? []
  const full = year.length === 2 ? `${CENTURY + Number(year)}` : year
  const iso = french === null ? bare : `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return z.iso.date().safeParse(iso).success ? iso : null
}

/** Euros with a decimal comma or point and blanks between thousands → cents. */
export function centsOf(text: string): number | null {
  const bare = text.replaceAll(/[\s\u00a0\u202f€]/g, '')
  const found = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(bare)
  return found === null ? null : Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
}

const YES = new Set(['oui', 'o', 'x', '1', 'vrai', 'yes', 'y', 'true'])
const NO = new Set(['non', 'n', '0', 'faux', 'no', 'false'])

export function yesNoOf(text: string): boolean | null {
  const word = plain(text)
  return YES.has(word) ? true : NO.has(word) ? false : null
}

export const emailOf = (text: string): string | null => (z.email().safeParse(text).success ? text : null)

export function ibanOf(text: string): string | null {
  const compact = compactNumber(text).toUpperCase()
  return isValidIBAN(compact) ? compact : null
}

/** Several in one cell, separated by what does not separate columns. */
export const listOf = (text: string): string[] =>
  text
    .split(/[,;|\n]/)
    .map(part => part.trim())
    .filter(part => part !== '')

/** A raw UID as readers and stickers write it, with or without colons. */
export function uidOf(text: string): string | null {
  const bare = text.replaceAll(/[\s:-]/g, '').toLowerCase()
  return /^[0-9a-f]{8,20}$/.test(bare) && bare.length % 2 === 0 ? bare : null
}
