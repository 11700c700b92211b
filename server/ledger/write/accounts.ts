/**
 * Entries of the accounts (payments, sendings, closings of a year), in one write transaction each: all of them or none. The
 * caller says which head it knew; what was decided on an older one is refused here (design rule 3). Issuing has a transaction
 * of its own (issue.ts).
 */

import { bookingDate } from '#server/domain/accounting/booked.ts'
import type { AccountsEntry } from '#server/domain/accounting/entries.ts'
import { rowsOfAccounts } from '#server/domain/accounting/rows.ts'
import { canonical } from '#server/domain/canonical.ts'
import type { MailOrder } from '#server/domain/mail/types.ts'
import { said } from '#server/domain/refusals.ts'
import type { Connection } from '../connection.ts'
import { LedgerError } from '../errors.ts'
import type { JournalAppend } from '../types.ts'
import { journalWriter } from './journal.ts'
import { mailQueue } from './mail.ts'

export type AccountsGroup = {
  entries: readonly Exclude<AccountsEntry, { type: 'issued' }>[]
  /** last entry of the accounts the decision rests on */
  accounts_n: number
  /** letters that say so to whom it concerns: queued with the entries or not at all */
  mails?: readonly MailOrder[]
}
export type AccountsResult =
  | { kind: 'booked'; n: number }
  /** somebody issued, paid or closed in between: look again */
  | { kind: 'accounts-moved' }

export const ACCOUNTS_HEAD = 'SELECT coalesce(max(n), 0) FROM account'

export function accountsAppender(db: Connection): (group: AccountsGroup, received_at_ms: number) => AccountsResult {
  const write = accountsWriter(db)
  const mail = mailQueue(db)
  const accounts_n = db.prepare<[], number>(ACCOUNTS_HEAD).pluck()
  const work = db.transaction((group: AccountsGroup, received_at_ms: number): AccountsResult => {
    if (accounts_n.get() !== group.accounts_n) return { kind: 'accounts-moved' }
    const n = write(group.entries, received_at_ms)
    if (group.mails !== undefined) mail.enqueue(group.mails, received_at_ms)
    return { kind: 'booked', n }
  })
  return (group, received_at_ms) => work.immediate(group, received_at_ms)
}

/** Journal lines and their rows; only inside a write transaction. Returns the number of the last entry. */
export function accountsWriter(db: Connection): (entries: readonly AccountsEntry[], received_at_ms: number) => number {
  const journal = journalWriter(db)
  const insert = db.prepare('INSERT INTO account (n, i, type, issuer, subject, value) VALUES (?, ?, ?, ?, ?, ?)')
  const closed = db
    .prepare<[string, string], 0 | 1>(
      "SELECT EXISTS (SELECT 1 FROM account WHERE type = 'year-closed' AND issuer = ? AND subject = ?)",
    )
    .pluck()
  return (entries, received_at_ms) => {
    for (const entry of entries) refuseInClosedYear(entry, (issuer, year) => closed.get(issuer, `year/${year}`) === 1)
    const before = journal.head()
    const { n } = journal.append(
      before,
      entries.map(entry => lineOf(entry, received_at_ms)),
    )
    for (const [at, entry] of entries.entries())
      for (const [i, { type, issuer, subject, value }] of rowsOfAccounts(entry).entries())
        insert.run(before.n + 1 + at, i, type, issuer, subject, canonical(value))
    return n
  }
}

/** A closed year is what the accountant has: nothing that is dated in it comes after. */
function refuseInClosedYear(entry: AccountsEntry, isClosed: (issuer: string, year: string) => boolean): void {
  const year = bookingDate(entry)?.slice(0, 4)
  if (year === undefined || !isClosed(entry.issuer, year)) return
  const { issuer } = entry
  throw new LedgerError('refused', `the year ${year} of ${issuer} is closed`, {
    said: said('year-closed', { year, issuer }),
  })
}

const lineOf = (entry: AccountsEntry, received_at_ms: number): JournalAppend => ({
  ...{ received_at_ms, kind: 'accounts', type: entry.type, disposition: 'folded', station: null, epoch: null },
  ...{ boot: null, seq: null, at_ms: null, at_order: 0, payload: canonical(entry) },
})
