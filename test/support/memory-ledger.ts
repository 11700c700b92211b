/** The ingest port over plain arrays, with the switches a test needs: refuse commits, hold them, write behind its back. */

import { applyEntry } from '#server/domain/apply.ts'
import type { Directory } from '#server/domain/directory.ts'
import { type DirectoryEntry, emptyDirectory } from '#server/domain/directory.ts'
import type { Untouched } from '#server/domain/who/erasure.ts'
import type {
  CommitResult,
  Group,
  IngestLedger,
  JournalAppend,
  KnownIdentity,
  QuarantineAppend,
  StoredVerdict,
} from '#server/ingest/ports.ts'
import { foldTail, type StateLine } from '#server/ledger/read/tail.ts'
import { REPLAY_CORE } from '#server/ledger/verify/core.ts'

/** States are the domain's: what a load folds anew is folded with it. */
export class MemoryLedger implements IngestLedger {
  readonly journal: JournalAppend[] = []
  readonly quarantine: QuarantineAppend[] = []
  readonly commits: Group[] = []
  directory: Directory = emptyDirectory()
  /** When set, every commit rejects with it. */
  refuse: Error | null = null
  /** How much `reserve` still finds, and what it was asked for. */
  room_bytes = Number.POSITIVE_INFINITY
  readonly reserved: number[] = []
  /** The last entry about a member's sessions or money. */
  readonly touched = new Map<string, number>()
  /** When set, commits wait for it. */
  hold: Promise<void> | null = null
  readonly #states = new Map<string, StateLine>()
  /** Where a load begins to fold, and the directory before each entry that changed it. */
  #states_n = 0
  readonly #directories = new Map<number, Directory>()
  readonly #verdicts = new Map<string, StoredVerdict>()
  readonly #lines = new Map<string, JournalAppend>()
  #version = 1

  async load(): ReturnType<IngestLedger['load']> {
    const tail = this.journal.map((line, i) => ({ ...line, n: i + 1, batch_last_up_ms: line.batch_last_up_ms ?? null }))
    const [, directory = this.directory] = [...this.#directories].find(([n]) => n > this.#states_n) ?? []
    const states = foldTail(REPLAY_CORE, this.#states, tail.slice(this.#states_n), directory)
    return { head: this.journal.length, directory: this.directory, ...states }
  }

  async directoryAfter(head: number): ReturnType<IngestLedger['directoryAfter']> {
    if (this.journal.slice(head).some(({ station }) => station !== null)) return null
    return { head: this.journal.length, directory: this.directory }
  }

  async commit(group: Group): Promise<CommitResult> {
    if (this.hold !== null) await this.hold
    if (this.refuse !== null) throw this.refuse
    if (group.expected_head !== this.journal.length) return { kind: 'stale' }
    this.commits.push(group)
    for (const { entry, station, effect } of group.effects) {
      const line = group.journal[entry]
      if (effect.kind !== 'verdict' || effect.for === null || line?.epoch == null) continue
      this.#verdicts.set(keyOf({ station, epoch: line.epoch, ...effect.for }), effect)
    }
    for (const line of group.journal) this.#enter(line)
    for (const { station, state } of group.states) this.#states.set(station, { station, state, n: this.journal.length })
    if (group.states.length > 0) this.#states_n = group.states_n ?? this.journal.length
    this.quarantine.push(...group.quarantine)
    return { kind: 'committed', head: this.journal.length }
  }

  async reserve(bytes: number): Promise<void> {
    this.reserved.push(bytes)
    if (bytes > this.room_bytes) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }

  #enter(line: JournalAppend): void {
    this.journal.push(line)
    const { kind, station, epoch, boot, seq, payload } = line
    if (kind === 'directory') {
      this.#directories.set(this.journal.length, this.directory)
      this.directory = applyEntry(this.directory, JSON.parse(payload) as DirectoryEntry).directory
    } else if (kind === 'up' && station !== null && epoch !== null && boot !== null && seq !== null) {
      const key = keyOf({ station, epoch, boot, seq })
      // As the ledger's unique index: an identity enters once
      if (this.#lines.has(key)) throw new Error(`${key} is in the journal already`)
      this.#lines.set(key, line)
    }
  }

  lineOf(identity: KnownIdentity): JournalAppend | undefined {
    return this.#lines.get(keyOf(identity))
  }

  async lookup(identity: KnownIdentity, payload: string): Promise<'absent' | 'same' | 'different'> {
    const line = this.lineOf(identity)
    if (line === undefined) return 'absent'
    return line.payload === payload ? 'same' : 'different'
  }

  async quarantined(station: string, identity: KnownIdentity | null, content_hash: string): Promise<boolean> {
    return this.quarantine.some(
      row =>
        row.station === station &&
        row.content_hash === content_hash &&
        row.boot === (identity?.boot ?? null) &&
        row.seq === (identity?.seq ?? null),
    )
  }

  async stationsQuarantined(): Promise<Iterable<string>> {
    return this.quarantine.map(row => row.station)
  }

  async verdictOf(identity: KnownIdentity): Promise<StoredVerdict | null> {
    return this.#verdicts.get(keyOf(identity)) ?? null
  }

  async touchedSince({ member, as_of_n }: Untouched): Promise<boolean> {
    return (this.touched.get(member) ?? 0) > as_of_n
  }

  dataVersion(): number {
    return this.#version
  }

  /** What the command line does in its own process: one more journal entry. */
  writeElsewhere(entry: DirectoryEntry): void {
    this.#directories.set(this.journal.length + 1, this.directory)
    this.directory = applyEntry(this.directory, entry).directory
    this.journal.push({
      ...{ received_at_ms: 0, kind: 'directory', type: entry.type, disposition: 'folded', station: null },
      ...{ epoch: null, boot: null, seq: null, at_ms: null, at_order: 0, payload: JSON.stringify(entry) },
    })
    this.#version += 1
  }
}

const keyOf = ({ station, epoch, boot, seq }: KnownIdentity): string => `${station}/${epoch}/${boot}/${seq}`
