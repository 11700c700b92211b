/**
 * Months from open to closed: gathers what a month rests on, lets the pure core decide, writes. HTTP and the command line both
 * come through here, and both may be at work at once: what was decided on an older head is decided again, or told.
 */
import type { Directory } from './domain/directory.ts'
import { type CloseRefusal, type Computed, closedEntry, computeMonth, refusalToClose } from './domain/periods/close.ts'
import type { BooksEntry } from './domain/periods/entries.ts'
import type { Closing, Month } from './domain/periods/month.ts'
import { hashOf } from './domain/periods/pack.ts'
import type { PeriodStatement } from './domain/sharing/statement.ts'
import { periodOf, periodRange } from './domain/time.ts'

export type MonthQuestion = {
  period: string
  zone: string
  from_ms: number
  to_ms: number
  head_n: number | null
}

/** The ledger, as the books need it. */
export interface BooksLedger {
  monthInputs(question: MonthQuestion): Promise<Month>
  closings(): Promise<Closing[]>
  firstUseAt(): Promise<number | null>
  closedStatement(period: string): Promise<PeriodStatement | null>
  appendBooks(
    group: {
      entries: readonly BooksEntry[]
      books_n: number
      inputs: { head_n: number; before_ms: number } | null
    },
    received_at_ms: number,
  ): Promise<{ kind: 'booked'; n: number } | { kind: 'books-moved' } | { kind: 'inputs-moved' }>
}

export type BooksParts = { ledger: BooksLedger; directory: () => Directory; now_ms: () => number }

/** How often somebody else may be quicker before it is told. */
const TRIES_MAX = 5

export type MonthNow = Computed & { month: Month; statement_hash: string }

export const zoneOf = (directory: Directory): string => directory.site?.timezone ?? 'UTC'

export async function monthNow({ ledger, directory }: BooksParts, period: string): Promise<MonthNow> {
  const rules = directory()
  const zone = zoneOf(rules)
  const month = await ledger.monthInputs({ period, zone, ...periodRange(period, zone), head_n: null })
  const computed = computeMonth(month, rules)
  return { ...computed, month, statement_hash: hashOf(computed.statement) }
}

export type CloseOrder = {
  period: string
  by: string
  /** what the person was shown; another statement is not closed unseen. Null: whatever it comes to */
  statement_hash: string | null
}
export type CloseOutcome =
  | { kind: 'closed'; n: number; statement: PeriodStatement; statement_hash: string }
  | { kind: 'refused'; refusal: CloseRefusal }
  /** the month no longer comes to what was shown */
  | { kind: 'changed'; statement_hash: string }
  /** messages, rules or other people were quicker each time */
  | { kind: 'busy' }

export async function closePeriod(
  parts: BooksParts,
  { period, by, statement_hash }: CloseOrder,
): Promise<CloseOutcome> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const now_ms = parts.now_ms()
    const now = await monthNow(parts, period)
    const refusal = refusalToClose(now.month, now.queue, { now_ms, ...(await closeContext(parts)) })
    if (refusal !== null) return { kind: 'refused', refusal }
    if (statement_hash !== null && statement_hash !== now.statement_hash)
      return { kind: 'changed', statement_hash: now.statement_hash }
    const entry = closedEntry(now.month, now, by)
    const { head_n, books_n, zone } = now.month
    const inputs = { head_n, before_ms: periodRange(period, zone).to_ms }
    const result = await parts.ledger.appendBooks({ entries: [entry], books_n, inputs }, now_ms)
    if (result.kind === 'booked')
      return { kind: 'closed', n: result.n, statement: now.statement, statement_hash: now.statement_hash }
  }
  return { kind: 'busy' }
}

export async function closeContext({ ledger, directory }: BooksParts) {
  const [closings, first_at_ms] = await Promise.all([ledger.closings(), ledger.firstUseAt()])
  return { closings, first_period: first_at_ms === null ? null : periodOf(first_at_ms, zoneOf(directory())) }
}
