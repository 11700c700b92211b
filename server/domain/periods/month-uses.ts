/**
 * A month's use, the quick way: what nobody has to decide about is added up where it lies, and only the rest is gone through
 * session by session. Where a price looks at single sessions, all of them are.
 */
import type { Directory } from '../directory.ts'
import type { PlainUse } from '../records.ts'
import { slicesOf } from '../sharing/slices.ts'
import { payerOf, type Use } from '../sharing/use.ts'
import { instantOf, periodRange, type Range } from '../time.ts'
import type { Month } from './month.ts'
import { rulesOf } from './rules.ts'
import { withoutTrials } from './trial.ts'
import { usesOf } from './uses.ts'

/** Within it everything that asks for the date is the same as on its first day. */
export type Slice = Range & { date: string }
export type MonthUses = { month: Month; uses: Use[] }

/** Null: each session has to be priced by itself. */
export function plainSlices(directory: Directory, period: string): Slice[] | null {
  const zone = directory.site?.timezone ?? 'UTC'
  const range = periodRange(period, zone)
  const dates = slicesOf(directory, period)
  if (dates === null) return null
  const begins = dates.map((date, i) => (i === 0 ? range.from_ms : instantOf(date, 0, '00:00', zone)))
  return dates.map((date, i) => ({ date, from_ms: begins[i] ?? range.from_ms, to_ms: begins[i + 1] ?? range.to_ms }))
}

/** `read` is the month without what `plain` adds up, slice by slice. */
export function monthUses(
  read: Month,
  directory: Directory,
  plain: readonly { slice: Slice; groups: readonly PlainUse[] }[],
): MonthUses {
  const month = withoutTrials(read, directory)
  const { uses } = usesOf(month, directory, rulesOf(directory.site))
  for (const { slice, groups } of plain) for (const group of groups) uses.push(useOfGroup(group, directory, slice.date))
  return { month, uses }
}

function useOfGroup({ ids, ...group }: PlainUse, directory: Directory, date: string): Use {
  return {
    ...group,
    session: null,
    payer: payerOf(group.member, directory, date),
    date,
    waived: false,
    doubts: [],
    pool: null,
    adjusts: null,
    group: ids.split(','),
  }
}
