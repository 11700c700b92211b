/**
 * The accounts as the ledger keeps them: each entry makes rows of one table, and nothing ever changes a row. What is written and
 * what `verify` expects come from here alike.
 */
import { subjectOfBooks } from './books-entries.ts'
import type { AccountsEntry } from './entries.ts'
import { subjectsOfMoney } from './payment-entries.ts'

/** `subject`: what it is about, by which it is found again: a document's number, a mandate, a year. */
export type AccountRow = { type: AccountsEntry['type']; issuer: string; subject: string; value: AccountsEntry }

export const rowsOfAccounts = (entry: AccountsEntry): AccountRow[] => {
  const { type, issuer } = entry
  return subjectsOf(entry).map(subject => ({ type, issuer, subject, value: entry }))
}

/** One row for each: an entry that concerns several documents is found by any of them. */
function subjectsOf(entry: AccountsEntry): string[] {
  switch (entry.type) {
    case 'issued':
      return [entry.number]
    case 'vat-declared':
    case 'year-closed':
      return [subjectOfBooks(entry)]
    default:
      return subjectsOfMoney(entry)
  }
}
