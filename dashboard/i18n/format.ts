/** Numbers as people of the house read them. Integers in, words out; `Intl` does the rest. */
export type Language = 'fr' | 'en'

export const LOCALE: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' }
const NARROW = '\u202f'
const NO_BREAK = '\u00a0'

/** `-1205` → `-12.05`, by string, so that no cent passes through a binary fraction. */
export function decimalOf(cents: number): `${number}` {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`
}

const money: Record<Language, Intl.NumberFormat> = {
  fr: new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' }),
  en: new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' }),
}

export const euros = (cents: number, language: Language): string => money[language].format(decimalOf(cents))

/** `3 h 42`, `42 min`, `12 s`: what a person says aloud, of what has fully passed (test/vectors/times.ts). Hours never roll into days. */
export function duration(ms: number, language: Language): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000)
  if (seconds < 60) return `${seconds}${NO_BREAK}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}${NO_BREAK}min`
  const hours = Math.floor(minutes / 60)
  const rest = String(minutes % 60).padStart(2, '0')
  return `${hours}${NO_BREAK}h${NO_BREAK}${rest}${language === 'en' ? `${NO_BREAK}min` : ''}`
}

const DAY_MS = 86_400_000
/** How long ago, not how long it took: from two days on nobody counts in hours. */
export const elapsed = (ms: number, language: Language): string =>
  ms < 2 * DAY_MS ? duration(ms, language) : inDays[language].format(Math.floor(ms / DAY_MS))
const inDays: Record<Language, Intl.NumberFormat> = {
  fr: new Intl.NumberFormat('fr-FR', { style: 'unit', unit: 'day', unitDisplay: 'long' }),
  en: new Intl.NumberFormat('en-GB', { style: 'unit', unit: 'day', unitDisplay: 'long' }),
}

/** Always that many digits: a figure that loses its last one while one looks makes the line jump. */
const decimals = (value: number, digits: number, language: Language): string => {
  const key = `${language} ${digits}`
  let format = DECIMALS.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat(LOCALE[language], { minimumFractionDigits: digits, maximumFractionDigits: digits })
    DECIMALS.set(key, format)
  }
  return format.format(value)
}
/** Making one takes longer than drawing the machine it is for. */
const DECIMALS = new Map<string, Intl.NumberFormat>()

export function watts(power_W: number, language: Language): string {
  if (power_W < 1000) return `${decimals(power_W, 0, language)}${NO_BREAK}W`
  return `${decimals(power_W / 1000, 2, language)}${NO_BREAK}kW`
}

export const amperes = (current_mA: number, language: Language): string =>
  `${decimals(current_mA / 1000, 1, language)}${NO_BREAK}A`

export function energy(energy_Wh: number, language: Language): string {
  if (energy_Wh < 1000) return `${decimals(energy_Wh, 0, language)}${NO_BREAK}Wh`
  return `${decimals(energy_Wh / 1000, 1, language)}${NO_BREAK}kWh`
}

export const percent = (ratio: number, language: Language): string =>
  new Intl.NumberFormat(LOCALE[language], { style: 'percent', maximumFractionDigits: 1 }).format(ratio)

const dates = new Map<string, Intl.DateTimeFormat>()
function dated(at_ms: number, language: Language, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`
  const format = dates.get(key) ?? new Intl.DateTimeFormat(LOCALE[language], { timeZone, ...options })
  dates.set(key, format)
  return format.format(at_ms)
}

export const clock = (at_ms: number, language: Language, timezone: string): string =>
  language === 'fr'
    ? dated(at_ms, language, timezone, { hour: 'numeric', minute: '2-digit' }).replace(':', `${NARROW}h${NARROW}`)
    : dated(at_ms, language, timezone, { hour: 'numeric', minute: '2-digit' })

export const clockExact = (at_ms: number, language: Language, timezone: string): string =>
  dated(at_ms, language, timezone, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** French says *premier* of the first day alone; `Intl` does not. */
export const ordinal = (day: string, language: Language): string =>
  language === 'fr' ? day.replace(/(^|\s)1(?=\s\p{L})/u, '$11er') : day

export const longDay = (at_ms: number, language: Language, timezone: string): string =>
  ordinal(dated(at_ms, language, timezone, { weekday: 'long', day: 'numeric', month: 'long' }), language)

export const shortDay = (at_ms: number, language: Language, timezone: string): string =>
  ordinal(dated(at_ms, language, timezone, { weekday: 'short', day: 'numeric', month: 'short' }), language)

/** `novembre 2026`; the month is a name, so noon of its 15th in UTC is safe in every zone. */
export const monthName = (month: string, language: Language): string =>
  dated(Date.parse(`${month}-15T12:00:00Z`), language, 'UTC', { month: 'long', year: 'numeric' })

/** A y is a vowel before a consonant alone: d’Yves, de Yasmine. An h is left alone: nobody can hear whether it is mute. */
const VOWEL_FIRST = /^(?:[aeiouéèêàâîôûœæ]|y(?![aeiouéèêàâîôûœ]))/iu
/** French `de` before these words: `de novembre 2026`, `d’octobre 2026`. What of a text's own blanks follows `de` is set so by `phrase`. */
export const deWords = (words: string): string => (VOWEL_FIRST.test(words) ? `d’${words}` : `de ${words}`)
/** Takes a year, or any other words, too. */
export const ofWords = (words: string, language: Language): string =>
  language === 'en' ? `of ${words}` : deWords(words)
export const ofMonth = (month: string, language: Language): string => ofWords(monthName(month, language), language)
