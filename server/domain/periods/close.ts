/** Whether a month may close, and the entry that closes it. */
import type { Directory } from '../directory.ts'
import { type Said, said } from '../refusals.ts'
import { type PeriodStatement, periodStatement } from '../sharing/statement.ts'
import type { Use } from '../sharing/use.ts'
import { periodRange } from '../time.ts'
import { nextPeriod } from './calendar.ts'
import type { ClosedEntry } from './entries.ts'
import { statementInput } from './input.ts'
import type { Closing, Month } from './month.ts'
import { hashOf, pack } from './pack.ts'
import { type SettleItem, settlingQueue } from './queue.ts'
import { rulesOf } from './rules.ts'
import { withoutTrials } from './trial.ts'
import { usesOf } from './uses.ts'

/** To be raised whenever the same uses and the same directory come to another statement than before. */
export const EDITION = 4

export type CloseRefusal =
  | { kind: 'already-closed'; closing: Closing }
  /** an earlier month has to close first */
  | { kind: 'out-of-order'; first: string }
  | { kind: 'not-over'; until_at_ms: number }
  /** computed beside the old way of counting until this month: nothing of it is issued, so nothing is closed */
  | { kind: 'on-trial'; until: string }
  | { kind: 'unsettled'; items: SettleItem[] }

export type Computed = { uses: Use[]; queue: SettleItem[]; statement: PeriodStatement }

/** What the month comes to as it stands at this head. */
export function computeMonth(read: Month, directory: Directory): Computed {
  const month = withoutTrials(read, directory)
  const rules = rulesOf(directory.site)
  const { uses } = usesOf(month, directory, rules)
  const statement = periodStatement({ directory, ...statementInput(month, directory, uses) })
  return { uses, queue: settlingQueue(month, rules), statement }
}

/** `first_period`: the month of the very first session or run; null where there is none. */
export type CloseContext = {
  now_ms: number
  closings: readonly Closing[]
  first_period: string | null
  /** last month on trial */
  trial_until: string | null
}

/**
 * The first reason that applies. Months close one after the other, without a hole; empty ones before the first, and those on
 * trial, may be left out.
 */
export function refusalToClose(
  month: Pick<Month, 'period' | 'zone'>,
  queue: readonly SettleItem[],
  { now_ms, closings, first_period, trial_until }: CloseContext,
): CloseRefusal | null {
  const closing = closings.find(one => one.period === month.period)
  if (closing !== undefined) return { kind: 'already-closed', closing }
  if (trial_until !== null && month.period <= trial_until) return { kind: 'on-trial', until: trial_until }
  const first =
    closings.length === 0 ? afterTrial(first_period, trial_until) : nextPeriod(closings.at(-1)?.period ?? '')
  const early = closings.length === 0 && first !== null && month.period < first
  if (first !== null && first !== month.period && !early) return { kind: 'out-of-order', first }
  const { to_ms } = periodRange(month.period, month.zone)
  if (now_ms < to_ms) return { kind: 'not-over', until_at_ms: to_ms }
  const items = queue.filter(item => item.blocks)
  return items.length === 0 ? null : { kind: 'unsettled', items }
}

const afterTrial = (first: string | null, trial_until: string | null): string | null =>
  first === null || trial_until === null || first > trial_until ? first : nextPeriod(trial_until)

/** The refusal as whoever asked is told it. */
export function saidOfClosing(period: string, refusal: CloseRefusal): Said {
  switch (refusal.kind) {
    case 'already-closed':
      return said('period-closed', { period })
    case 'out-of-order':
      return said('earlier-period-open', { period: refusal.first })
    case 'not-over':
      return said('period-not-over', { period })
    case 'on-trial':
      return said('period-on-trial', { period, until: refusal.until })
    case 'unsettled':
      return said('items-wait', { count: refusal.items.length })
  }
}

export function closedEntry(month: Month, { uses, statement }: Computed, by: string): ClosedEntry {
  return {
    type: 'closed',
    period: month.period,
    by,
    edition: EDITION,
    computed_n: month.head_n,
    uses_hash: hashOf(uses),
    uses: uses.length,
    statement_hash: hashOf(statement),
    ...pack(statement),
  }
}
