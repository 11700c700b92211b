/** Closes a month in one transaction: all of it, on the head it was computed on, or nothing and a reason. */
import { type CloseRefusal, closedEntry } from '#server/domain/periods/close.ts'
import type { PeriodStatement } from '#server/domain/sharing/statement.ts'
import type { Tell } from '#server/jobs/desk.ts'
import { basisOf, closeContext, monthNow, refusalNow } from './month.ts'
import { type BooksParts, TRIES_MAX } from './ports.ts'

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

/** Computed, and written: neither can be counted finer, since the writing is one transaction. */
const STEPS = 2

export async function closePeriod(
  parts: BooksParts,
  { period, by, statement_hash }: CloseOrder,
  tell: Tell = () => undefined,
): Promise<CloseOutcome> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const now_ms = parts.now_ms()
    tell('computing', { done: 0, of: STEPS })
    const now = await monthNow(parts, period)
    const refusal = refusalNow(now, now_ms, await closeContext(parts))
    if (refusal !== null) return { kind: 'refused', refusal }
    if (statement_hash !== null && statement_hash !== now.statement_hash)
      return { kind: 'changed', statement_hash: now.statement_hash }
    const entry = closedEntry(now.month, now, by)
    const { books_n, ...inputs } = basisOf(now.month, now.directory_n)
    tell('writing', { done: 1, of: STEPS })
    const result = await parts.ledger.appendBooks({ entries: [entry], books_n, inputs }, now_ms)
    if (result.kind === 'booked')
      return { kind: 'closed', n: result.n, statement: now.statement, statement_hash: now.statement_hash }
  }
  return { kind: 'busy' }
}
