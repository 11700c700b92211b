import { lastDay } from '#server/domain/sharing/validity.ts'

export const MONTHS: readonly string[] = [
  ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin'],
  ...['juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
]
/** Of `yyyy-mm`. */
export const daysIn = (period: string): number => Number(lastDay(period).slice(-2))

const month = (figures: string | undefined): string => MONTHS[Number(figures) - 1] ?? ''

/** `2026-11-01` → `1er novembre 2026`. */
export function day(date: string): string {
  const [year, of, figures] = date.split('-')
  const number = Number(figures)
  return `${number === 1 ? '1er' : number}\u00a0${month(of)}\u00a0${year}`
}

/** `d’octobre 2026`, `de mars 2026`, `de 2026`. */
export const ofPeriod = (of: string): string => `${/^[ao]/.test(period(of)) ? 'd’' : 'de '}${period(of)}`

/** `2026-10` → `octobre 2026`; `2026` stays. */
export function period(of: string): string {
  const [year, figures] = of.split('-')
  return figures === undefined ? of : `${month(figures)}\u00a0${year}`
}
