/** A line of the journal as the entry it holds; null where it holds none. */
import type { Selectable } from 'kysely'
import type { AccountsEntry } from '#server/domain/accounting/entries.ts'
import type { Checkpoint } from '#server/domain/checkpoint.ts'
import type { DirectoryEntry } from '#server/domain/directory.ts'
import type { JournalEntry } from '#server/domain/journal.ts'
import type { StationAction, StationMessage } from '#server/domain/metering/types.ts'
import type { BooksEntry } from '#server/domain/periods/entries.ts'
import type { JournalTable } from './schema.ts'

export type JournalLine = Selectable<JournalTable>
/** What an entry is read from. */
export type EntryLine = Pick<
  JournalLine,
  'kind' | 'type' | 'disposition' | 'station' | 'epoch' | 'received_at_ms' | 'batch_last_up_ms' | 'payload'
>

/** Dropped after its time (design rule 10). Its hash stays, its salt went with it: short payloads could be guessed by it. */
export const hasExpired = ({ salt }: Pick<JournalLine, 'salt'>): boolean => salt.length === 0

export function entryOf(line: EntryLine): JournalEntry | null {
  const { kind, station, epoch, received_at_ms, disposition, batch_last_up_ms } = line
  let content: object
  try {
    content = JSON.parse(line.payload) as object
  } catch {
    return null
  }
  switch (kind) {
    case 'up': {
      if (station === null || epoch === null) return null
      const message = { ...content, type: line.type } as StationMessage
      return { kind, station, epoch, disposition, received_at_ms, batch_last_up_ms, message }
    }
    case 'action':
      return station === null ? null : { kind, station, received_at_ms, action: content as StationAction }
    case 'directory':
      return { kind, received_at_ms, entry: content as DirectoryEntry }
    case 'books':
      return { kind, received_at_ms, entry: content as BooksEntry }
    case 'accounts':
      return { kind, received_at_ms, entry: content as AccountsEntry }
    case 'checkpoint':
      return { kind, received_at_ms, checkpoint: content as Checkpoint }
    default:
      return null
  }
}
