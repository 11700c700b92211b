/**
 * Directory entries from outside of ingest (the command line, a new token): each its own write transaction, which reads
 * the head inside (design rule 3), chains, and brings the derived rows up to date.
 */
import { applyEntry, directoryFromRows } from '#server/domain/apply.ts'
import { canonical } from '#server/domain/canonical.ts'
import type { Directory, DirectoryEntry } from '#server/domain/directory.ts'
import type { Connection } from '../connection.ts'
import type { JournalAppend } from '../types.ts'
import { directoryWriter } from './commit.ts'
import { journalWriter } from './journal.ts'

export type DirectoryAppender = {
  read(): Directory
  /** Only inside a write transaction. Returns the number of the last entry. */
  append(entries: readonly DirectoryEntry[], received_at_ms: number): number
}

export function directoryAppender(db: Connection): DirectoryAppender {
  const journal = journalWriter(db)
  const write = directoryWriter(db)
  const rows = db.prepare<[], { kind: string; id: string; value: string }>('SELECT kind, id, value FROM directory')
  const read = (): Directory => directoryFromRows(rows.iterate())

  return {
    read,
    append(entries, received_at_ms) {
      let directory = read()
      for (const entry of entries) {
        const applied = applyEntry(directory, entry)
        directory = applied.directory
        for (const { kind, id, value } of applied.changes)
          write({ kind, id, value: value === null ? null : canonical(value) })
      }
      return journal.append(
        journal.head(),
        entries.map(entry => lineOf(entry, received_at_ms)),
      ).n
    },
  }
}

const lineOf = (entry: DirectoryEntry, received_at_ms: number): JournalAppend => ({
  received_at_ms,
  kind: 'directory',
  type: entry.type,
  disposition: 'folded',
  station: null,
  epoch: null,
  boot: null,
  seq: null,
  at_ms: null,
  at_order: 0,
  payload: canonical(entry),
})
