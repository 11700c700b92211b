/** The ingest port over plain arrays, with the switches a test needs: refuse commits, hold them, write behind its back. */

import { applyEntry } from '#server/domain/apply.ts'
import type { Directory } from '#server/domain/directory.ts'
import { type DirectoryEntry, emptyDirectory } from '#server/domain/directory.ts'
import type {
  CommitResult,
  Group,
  IngestLedger,
  JournalAppend,
  KnownIdentity,
  QuarantineAppend,
  StoredVerdict,
} from '#server/ingest/ports.ts'

export class MemoryLedger implements IngestLedger {
  readonly journal: JournalAppend[] = []
  readonly quarantine: QuarantineAppend[] = []
  readonly commits: Group[] = []
  directory: Directory = emptyDirectory()
  /** When set, every commit rejects with it. */
  refuse: Error | null = null
  /** When set, commits wait for it. */
  hold: Promise<void> | null = null
  readonly #states = new Map<string, string>()
  readonly #verdicts = new Map<string, StoredVerdict>()
  readonly #lines = new Map<string, JournalAppend>()
  #version = 1

  async load(): ReturnType<IngestLedger['load']> {
    return { head: this.journal.length, directory: this.directory, states: new Map(this.#states) }
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
    for (const { station, state } of group.states) this.#states.set(station, state)
    this.quarantine.push(...group.quarantine)
    return { kind: 'committed', head: this.journal.length }
  }

  #enter(line: JournalAppend): void {
    this.journal.push(line)
    const { kind, station, epoch, boot, seq, payload } = line
    if (kind === 'directory') {
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

  dataVersion(): number {
    return this.#version
  }

  /** What the command line does in its own process: one more journal entry. */
  writeElsewhere(entry: DirectoryEntry): void {
    this.directory = applyEntry(this.directory, entry).directory
    this.journal.push({
      ...{ received_at_ms: 0, kind: 'directory', type: entry.type, disposition: 'folded', station: null },
      ...{ epoch: null, boot: null, seq: null, at_ms: null, at_order: 0, payload: JSON.stringify(entry) },
    })
    this.#version += 1
  }
}

const keyOf = ({ station, epoch, boot, seq }: KnownIdentity): string => `${station}/${epoch}/${boot}/${seq}`
