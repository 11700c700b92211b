/** The journal from its first entry: numbers without holes, every payload what was hashed, every link of the chain. */
import type { JournalEntry } from '#server/domain/journal.ts'
import { chainOf, GENESIS, payloadHash } from '../chain.ts'
import type { Connection } from '../connection.ts'
import { entryOf, hasExpired, type JournalLine } from '../journal-line.ts'
import type { Problems } from './problems.ts'

/** `entry` is null where its payload has expired. */
export type Replayed = { line: JournalLine; entry: JournalEntry | null }

/** Up to `expired_n` a message's payload may be gone: a checkpoint stands for what it brought about. */
export function* journalEntries(db: Connection, expired_n: number, problems: Problems): Generator<Replayed> {
  let previous_n = 0
  let previous_chain: Uint8Array = GENESIS
  for (const line of db.prepare<[], JournalLine>('SELECT * FROM journal ORDER BY n').iterate()) {
    const { n } = line
    if (n !== previous_n + 1) problems.add(`journal: entries ${previous_n + 1} to ${n - 1} are missing`)
    if (!chainOf(previous_chain, line, line.payload_hash).equals(line.chain))
      problems.add(`journal ${n}: the chain is broken here`)
    previous_n = n
    previous_chain = line.chain
    if (hasExpired(line) && line.kind === 'up' && n <= expired_n) {
      yield { line, entry: null }
      continue
    }
    const payload_intact = payloadHash(line.salt, line.payload).equals(line.payload_hash)
    if (!payload_intact) problems.add(`journal ${n}: the payload is not the one that was hashed`)
    const entry = entryOf(line)
    if (entry === null) problems.add(`journal ${n}: this is no ${line.kind} entry`)
    else yield { line, entry }
  }
}
