/** The journal from its first entry: numbers without holes, every payload what was hashed, every link of the chain. */
import type { JournalEntry } from '#server/domain/journal.ts'
import { chainOf, GENESIS, payloadHash } from '../chain.ts'
import type { Connection } from '../connection.ts'
import { entryOf, type JournalLine } from '../journal-line.ts'
import type { Problems } from './problems.ts'

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
    const entry = entryOf(line)
    if (entry === null) problems.add(`journal ${n}: this is no ${line.kind} entry`)
    else yield { line, entry }
  }
}
