/**
 * Entries of the books, in one write transaction each: all of it or nothing. The caller says which head it knew; what was
 * decided on an older one is refused here, inside the transaction (design rule 3), and never half written.
 */
import { canonical } from '#server/domain/canonical.ts'
import type { BooksEntry } from '#server/domain/periods/entries.ts'
import { rowsOfBooks } from '#server/domain/periods/rows.ts'
import type { Connection } from '../connection.ts'
import { INPUTS_MOVED } from '../read/moved.ts'
import type { JournalAppend } from '../types.ts'
import { journalWriter } from './journal.ts'

export type BooksGroup = {
  entries: readonly BooksEntry[]
  /** last entry of the books the decision rests on */
  books_n: number
  /** for a closing: nothing that its statement rests on has changed since this head, and no rule since `directory_n` */
  inputs: { head_n: number; directory_n: number; before_ms: number } | null
}
export type BooksResult =
  | { kind: 'booked'; n: number }
  /** somebody settled or closed in between */
  | { kind: 'books-moved' }
  /** messages or rules came in between: compute again */
  | { kind: 'inputs-moved' }

export function booksAppender(db: Connection): (group: BooksGroup, received_at_ms: number) => BooksResult {
  const journal = journalWriter(db)
  const books_n = db.prepare<[], number>('SELECT coalesce(max(n), 0) FROM book').pluck()
  const moved = db.prepare<NonNullable<BooksGroup['inputs']>, number>(INPUTS_MOVED).pluck()
  const insert = db.prepare('INSERT INTO book (n, i, type, period, subject, value) VALUES (?, ?, ?, ?, ?, ?)')

  const work = db.transaction((group: BooksGroup, received_at_ms: number): BooksResult => {
    if (books_n.get() !== group.books_n) return { kind: 'books-moved' }
    if (group.inputs !== null && moved.get(group.inputs) === 1) return { kind: 'inputs-moved' }
    const before = journal.head()
    const { n } = journal.append(
      before,
      group.entries.map(entry => lineOf(entry, received_at_ms)),
    )
    group.entries.forEach((entry, at) => {
      const entry_n = before.n + 1 + at
      for (const [i, { type, period, subject, value }] of rowsOfBooks(entry, entry_n, received_at_ms).entries())
        insert.run(entry_n, i, type, period, subject, canonical(value))
    })
    return { kind: 'booked', n }
  })
  return (group, received_at_ms) => work.immediate(group, received_at_ms)
}

const lineOf = (entry: BooksEntry, received_at_ms: number): JournalAppend => ({
  ...{ received_at_ms, kind: 'books', type: entry.type, disposition: 'folded', station: null, epoch: null },
  ...{ boot: null, seq: null, at_ms: null, at_order: 0, payload: canonical(entry) },
})
