/** A stretch that is watched while it grows: with its seconds, so that one sees it move. */
import type { Language } from '../../i18n/format.ts'

const NO_BREAK = '\u00a0'

export function exactly(ms: number, language: Language): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000)
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  const two = (n: number): string => `${n}`.padStart(2, '0')
  const min = language === 'en' || hours === 0 ? `${NO_BREAK}min` : ''
  if (hours > 0) return `${hours}${NO_BREAK}h${NO_BREAK}${two(minutes)}${min}`
  if (minutes > 0) return `${minutes}${min}${NO_BREAK}${two(seconds % 60)}${NO_BREAK}s`
  return `${seconds}${NO_BREAK}s`
}
