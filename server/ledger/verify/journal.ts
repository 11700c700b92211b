/** The journal from its first entry: numbers without holes, every payload what was hashed, every link of the chain. */
import type { Selectable } from 'kysely'
import type { DirectoryEntry } from '#server/domain/directory.ts'
import type { JournalEntry } from '#server/domain/journal.ts'
import type { StationAction, StationMessage } from '#server/domain/metering/types.ts'
import type { BooksEntry } from '#server/domain/periods/entries.ts'
import { chainOf, GENESIS, payloadHash } from '../chain.ts'
import type { Connection } from '../connection.ts'
import type { JournalTable } from '../schema.ts'
import type { Problems } from './problems.ts'

export type JournalLine = Selectable<JournalTable>
export type Replayed = { line: JournalLine; entry: JournalEntry }

export function* journalEntries(db: Connection, problems: Problems): Generator<Replayed> {
  let previous_n = 0
  let previous_chain: Uint8Array = GENESIS
  for (const line of db.prepare<[], JournalLine>('SELECT * FROM journal ORDER BY n').iterate()) {
    const { n } = line
    if (n !== previous_n + 1) problems.add(`journal: entries ${previous_n + 1} to ${n - 1} are missing`)
    const payload_intact = payloadHash(line.salt, line.payload).equals(line.payload_hash)
    if (!payload_intact) problems.add(`journal ${n}: the payload is not the one that was hashed`)
    if (!chainOf(previous_chain, line, line.payload_hash).equals(line.chain))
      problems.add(`journal ${n}: the chain is broken here`)
    previous_n = n
    previous_chain = line.chain
    const entry = parsed(line)
    if (entry === null) problems.add(`journal ${n}: this is no ${line.kind} entry`)
    else yield { line, entry }
  }
}

function parsed(line: JournalLine): JournalEntry | null {
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
    default:
      return null
  }
}
