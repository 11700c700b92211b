/**
 * An open month's use, the quick way: what nobody has to decide about is added up by the ledger, and only the rest is gone
 * through session by session. Where a price looks at single sessions, all of them are.
 */
import type { Directory } from './domain/directory.ts'
import type { Month } from './domain/periods/month.ts'
import { rulesOf } from './domain/periods/rules.ts'
import { withoutTrials } from './domain/periods/trial.ts'
import { usesOf } from './domain/periods/uses.ts'
import type { PlainUse, PlainUseQuestion } from './domain/records.ts'
import { slicesOf } from './domain/sharing/slices.ts'
import { payerOf, type Use } from './domain/sharing/use.ts'
import { instantOf, periodRange } from './domain/time.ts'

export interface MonthUseLedger {
  monthInputs(question: {
    period: string
    zone: string
    from_ms: number
    to_ms: number
    head_n: number | null
    without_plain?: boolean
  }): Promise<Month>
  /** absent: nothing is added up beforehand */
  plainUse?(question: PlainUseQuestion): Promise<PlainUse[]>
}

export type MonthUse = { month: Month; uses: Use[] }

/** `head_n` null: as it stands now. */
export async function monthUse(
  ledger: MonthUseLedger,
  directory: Directory,
  period: string,
  head_n: number | null,
): Promise<MonthUse> {
  const zone = directory.site?.timezone ?? 'UTC'
  const range = periodRange(period, zone)
  const slices = ledger.plainUse === undefined ? null : slicesOf(directory, period)
  const question = { period, zone, ...range, head_n }
  const read = await ledger.monthInputs(slices === null ? question : { ...question, without_plain: true })
  const month = withoutTrials(read, directory)
  const { uses } = usesOf(month, directory, rulesOf(directory.site))
  for (const [i, date] of (slices ?? []).entries()) {
    const next = slices?.[i + 1]
    const groups = await ledger.plainUse?.({
      from_ms: i === 0 ? range.from_ms : instantOf(date, 0, '00:00', zone),
      to_ms: next === undefined ? range.to_ms : instantOf(next, 0, '00:00', zone),
      head_n: month.head_n,
    })
    for (const group of groups ?? []) uses.push(useOfGroup(group, directory, date))
  }
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
