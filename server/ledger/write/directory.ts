/**
 * Directory entries from outside of ingest (the command line, a new token): each its own write transaction, which reads
 * the head inside (design rule 3), chains, and brings the derived rows up to date.
 */
import { type Applied, applyEntries, directoryFromRows } from '#server/domain/apply.ts'
import { canonical } from '#server/domain/canonical.ts'
import type { Directory, DirectoryEntry } from '#server/domain/directory.ts'
import { wordsOf } from '#server/domain/refusals.ts'
import { isJudged, refusalOf } from '#server/domain/who/refusal.ts'
import { GENESIS } from '../chain.ts'
import type { Connection } from '../connection.ts'
import { LedgerError } from '../errors.ts'
import type { JournalAppend } from '../types.ts'
import { directoryWriter } from './commit.ts'
import { journalWriter } from './journal.ts'
import { personEraser } from './people.ts'

export type DirectoryAppender = {
  read(): Directory
  /** Only inside a write transaction. Returns the number of the last entry. */
  append(entries: readonly DirectoryEntry[], received_at_ms: number): number
}

export function directoryAppender(db: Connection): DirectoryAppender {
  const journal = journalWriter(db)
  const write = directoryWriter(db)
  const erase = personEraser(db)
  const rows = db.prepare<[], { kind: string; id: string; value: string }>('SELECT kind, id, value FROM directory')
  // By the index journal_other.
  const last_entry = db
    .prepare<[], Buffer>("SELECT chain FROM journal WHERE kind <> 'up' AND station IS NULL ORDER BY n DESC LIMIT 1")
    .pluck()
  /**
   * As of the last directory entry, which its chain names (its number would not: one that was rolled back gives it on).
   * Whoever changes the directory appends an entry; so n stations added one by one read the table once.
   */
  let known: { chain: Buffer; directory: Directory } | null = null
  const read = (): Directory => {
    const chain = last_entry.get() ?? GENESIS
    if (known === null || !known.chain.equals(chain)) known = { chain, directory: directoryFromRows(rows.iterate()) }
    return known.directory
  }

  return {
    read,
    append(entries, received_at_ms) {
      const { directory, changes } = applyAllowed(read(), entries)
      for (const { kind, id, value } of changes) write({ kind, id, value: value === null ? null : canonical(value) })
      const { n, chain } = journal.append(
        journal.head(),
        entries.map(entry => lineOf(entry, received_at_ms)),
      )
      for (const entry of entries) if (entry.type === 'member-erased') erase(entry.member)
      if (entries.length > 0) known = { chain: Buffer.from(chain), directory }
      return n
    },
  }
}

/** Each is judged on what those before it made. Nothing is written where one is refused. */
function applyAllowed(before: Directory, entries: readonly DirectoryEntry[]): Applied {
  entries.forEach((entry, i) => {
    if (!isJudged(entry)) return
    const refusal = refusalOf(applyEntries(before, entries.slice(0, i)).directory, entry)
    if (refusal !== null) throw new LedgerError(refusal.kind, wordsOf(refusal), { said: refusal })
  })
  return applyEntries(before, entries)
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
