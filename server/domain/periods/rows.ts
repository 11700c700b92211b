/**
 * The books as the ledger keeps them: each entry makes rows of one table, and nothing ever changes a row. What is written and
 * what `verify` expects come from here alike.
 */
import type { PeriodStatement } from '../sharing/statement.ts'
import type { BooksEntry, ClosedEntry } from './entries.ts'
import { unpack } from './pack.ts'

/** `subject`: what it is about, by which it is found again. */
export type BookRow = { type: BookRowType; period: string; subject: string; value: object }
export type BookRowType =
  | 'settled'
  | 'declared'
  | 'confirmed'
  | 'contested'
  | 'answered'
  | 'closed'
  | 'sheet'
  | 'statement'

/** Entry `n`, received at `at_ms`. */
export function rowsOfBooks(entry: BooksEntry, n: number, at_ms: number): BookRow[] {
  const { period } = entry
  switch (entry.type) {
    case 'settled': {
      const { items, decision, by, reason } = entry
      return items.map(subject => ({ type: 'settled', period, subject, value: { decision, by, reason, at_ms } }))
    }
    case 'declared': {
      const { session, by, reason } = entry
      return [{ type: 'declared', period, subject: session.id, value: { session, by, reason, at_ms } }]
    }
    case 'confirmed': {
      const { declared, confirmed, by } = entry
      return [{ type: 'confirmed', period, subject: declared, value: { confirmed, by, at_ms } }]
    }
    case 'contested': {
      const { item, member, reason } = entry
      return [{ type: 'contested', period, subject: item, value: { n, member, reason, at_ms } }]
    }
    case 'answered': {
      const { contest, item, accepted, decision, by, reason } = entry
      const answer: BookRow = {
        ...{ type: 'answered', period, subject: item },
        value: { contest, accepted, by, reason, at_ms },
      }
      if (decision === null) return [answer]
      return [answer, { type: 'settled', period, subject: item, value: { decision, by, reason, at_ms } }]
    }
    case 'closed':
      return closedRows(entry, at_ms)
  }
}

function closedRows(entry: ClosedEntry, at_ms: number): BookRow[] {
  const { period, by, edition, computed_n, uses_hash, uses, statement_hash } = entry
  const { members, ...sheet } = statementOf(entry)
  const closing = { by, edition, computed_n, uses_hash, uses, statement_hash, at_ms }
  return [
    { type: 'closed', period, subject: period, value: closing },
    { type: 'sheet', period, subject: period, value: sheet },
    ...members.map((member): BookRow => ({ type: 'statement', period, subject: member.id, value: member })),
  ]
}

/** The statement a closing carries, in the words of the day it was closed. */
export const statementOf = (entry: ClosedEntry): PeriodStatement => unpack(entry) as PeriodStatement
