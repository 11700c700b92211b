/** The line a station shows with an answer of its gateway; the server's words, where it has them (2 × 16 characters). */
import type { Alone } from '../alone.ts'

export const LANGUAGES = ['fr', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const FR: Record<string, string> = {
  granted: 'Bonjour, à vous',
  'badge-out': 'Au revoir',
  idle: 'Fin : inactivité',
  'machine-locked': 'Machine hors service',
  'machine-busy': 'Machine occupée',
  'offline-not-listed': 'Hors ligne, non listé',
  'start-not-confirmed': 'Confirmez, puis rebadgez',
}
const EN: Record<string, string> = {
  granted: 'Hello, all yours',
  'badge-out': 'Goodbye',
  idle: 'Ended: idle',
  'machine-locked': 'Machine out of service',
  'machine-busy': 'Machine in use',
  'offline-not-listed': 'Offline, not listed',
  'start-not-confirmed': 'Confirm, badge again',
}
const LINES: Record<Language, Record<string, string>> = { fr: FR, en: EN }

/** Nobody's name is known here, so all read one language: the workshop's. */
export const displayAlone = ({ verdict, reason }: Alone, language: Language): string =>
  LINES[language][reason ?? verdict] ?? ''
