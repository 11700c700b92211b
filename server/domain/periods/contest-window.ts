/** Until when a session of a closed month may be contested. A date is told, on a phone and on paper: so all of that day is in time. */
import { addDays, instantOf, localDate } from '../time.ts'

export type ContestRules = { contest_days: number; zone: string }

/** The last millisecond in which it may be; so many days of the calendar after the closing's own. None at all: only before it closed. */
export function contestUntil_ms(closed_at_ms: number, { contest_days, zone }: ContestRules): number {
  if (contest_days === 0) return closed_at_ms
  const last = addDays(localDate(closed_at_ms, zone), contest_days)
  return instantOf(last, 1, '00:00', zone) - 1
}
