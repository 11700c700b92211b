/** A month on trial issues nothing, then or later: what comes late of it is nobody's adjustment. */
import type { Directory } from '../directory.ts'
import { isTrial } from '../sharing/validity.ts'
import { periodOf } from '../time.ts'
import type { Month } from './month.ts'
import type { Thing } from './things.ts'

export function withoutTrials(month: Month, directory: Directory): Month {
  const counts = (thing: Thing): boolean => !isTrial(directory, periodOf(thing.start_at_ms, month.zone))
  if (month.late.every(counts) && month.again.every(counts)) return month
  const gone = new Set([...month.late, ...month.again].filter(thing => !counts(thing)).map(({ ref }) => ref))
  return {
    ...month,
    late: month.late.filter(counts),
    again: month.again.filter(counts),
    contests: month.contests.filter(({ item }) => !gone.has(item)),
  }
}
