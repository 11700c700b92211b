/** What documents say in words. They are French by law and in every language of the screen: they go to French books. */
import { basisPoints } from './settings.ts'

const MONTHS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ')

/** `octobre 2026`; a year stays a year. */
export function periodWords(period: string): string {
  const [year = '', month] = period.split('-')
  return month === undefined ? `l’année ${year}` : `${MONTHS[Number(month) - 1] ?? month} ${year}`
}

/** `d’octobre 2026`, `de mars 2026`, `de l’année 2026`. */
export function ofPeriodWords(period: string): string {
  const words = periodWords(period)
  return `${/^[ao]/.test(words) ? 'd’' : 'de '}${words}`
}

/** `3 octobre 2026`; the first is `1er`. */
export function dateWords(date: string): string {
  const day = Number(date.slice(8, 10))
  return `${day === 1 ? '1er' : day} ${periodWords(date.slice(0, 7))}`
}

/** `12 h 30 min`, to the minute; under one, seconds. Cut, never rounded up: as screens say it (docs/sharing.md). */
export function timeWords(ms: number): string {
  const sign = ms < 0 ? '−' : ''
  const seconds = Math.floor(Math.abs(ms) / 1_000)
  if (seconds < 60) return `${sign}${seconds} s`
  const minutes = Math.floor(seconds / 60)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return sign + (hours === 0 ? `${rest} min` : rest === 0 ? `${hours} h` : `${hours} h ${rest} min`)
}

/** With a comma, as many decimals as it needs. */
export const numberWords = (value: number, decimals_max: number): string =>
  value
    .toFixed(decimals_max)
    .replace(/\.?0+$/, '')
    .replace('.', ',')
    .replace('-', '−')

export const eurosWords = (cents: number): string => `${(cents / 100).toFixed(2).replace('.', ',').replace('-', '−')} €`

export const percentWords = (percent: number): string => `${numberWords(basisPoints(percent) / 100, 2)} %`

/** `a, b et c` */
export const listWords = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} et ${items.at(-1)}`
