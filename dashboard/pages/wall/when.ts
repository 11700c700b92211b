/** When something happened, as one says it on the spot: the hour alone today, with its day otherwise. Pure. */
import { clock, type Language, shortDay } from '../../i18n/format.ts'
import { addDays, dayOf } from '../../time/zone.ts'

export type When = { day: 'today' | 'yesterday' | string; hour: string }

/** `today`: the atelier's, as `dayOf` gives it. */
export function whenOf(at_ms: number, today: string, language: Language, timezone: string): When {
  const day = dayOf(at_ms, timezone)
  const hour = clock(at_ms, language, timezone)
  if (day === today) return { day: 'today', hour }
  return { day: day === addDays(today, -1) ? 'yesterday' : shortDay(at_ms, language, timezone), hour }
}
