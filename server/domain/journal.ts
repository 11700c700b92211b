/** One entry of the append-only journal, as fold, verify and telemetry read it. Hashing lives in the ledger. */
import type { AccountsEntry } from './accounting/entries.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { DirectoryEntry } from './directory.ts'
import type { StationAction, StationMessage } from './metering/types.ts'
import type { BooksEntry } from './periods/entries.ts'

/** `folded` changed a station's state; `late` came after its place had passed and changed nothing. */
export type Disposition = 'folded' | 'late'

export type JournalEntry =
  | {
      kind: 'up'
      station: string
      epoch: number
      disposition: Disposition
      received_at_ms: number
      /** `up_ms` of the last message of the same boot in its batch; absent or null: it came alone */
      batch_last_up_ms?: number | null | undefined
      message: StationMessage
    }
  | { kind: 'action'; station: string; received_at_ms: number; action: StationAction }
  | { kind: 'directory'; received_at_ms: number; entry: DirectoryEntry }
  | { kind: 'books'; received_at_ms: number; entry: BooksEntry }
  | { kind: 'accounts'; received_at_ms: number; entry: AccountsEntry }
  | { kind: 'checkpoint'; received_at_ms: number; checkpoint: Checkpoint }

/** What a station's fold takes in. */
export type StationEntry = Exclude<JournalEntry, { kind: 'directory' | 'books' | 'accounts' | 'checkpoint' }>
export const isStationEntry = (entry: JournalEntry): entry is StationEntry =>
  entry.kind === 'up' || entry.kind === 'action'
