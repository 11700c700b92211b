/**
 * Works → committed works. Folds a group on a draft, commits it, publishes it to memory; folds again when somebody else
 * wrote in between; cuts a poisoned work out and takes it alone (design rules 1 and 2). What the ledger cannot do now
 * (disk full, I/O) rejects, and nothing of that group is on disk or in memory.
 */
import type { Core } from './core.ts'
import { Draft, type DraftMode, Poison } from './fold.ts'
import { STALE_RETRIES_MAX } from './limits.ts'
import type { Memory } from './memory.ts'
import type { IngestLedger, StateRow } from './ports.ts'
import { ActRefused } from './refused.ts'
import { spaceOf } from './space.ts'
import type { Work } from './work.ts'

export type CommitterOptions<State> = {
  core: Core<State>
  ledger: IngestLedger
  memory: Memory<State>
  suspected(station: string): boolean
  /** Memory was loaded anew: somebody else wrote. */
  onReloaded(): void
  /** On disk. Called once for each commit, in order. */
  onCommitted(works: Work[], draft: Draft<State>): void
  onInternal(error: unknown, fields: object): void
}

type Attempt =
  | { kind: 'committed' }
  /** the core threw on this work */
  | { kind: 'poisoned'; index: number; error: unknown }
  /** the ledger would not have the group for what is in it, without saying which part */
  | { kind: 'refused'; error: unknown }

const NOTHING = { journal: [], effects: [], states: [], directory: [], quarantine: [] }

export class Committer<State> {
  readonly #options: CommitterOptions<State>
  /** What the last group that could not be committed would have taken. */
  #wanted_bytes = 0

  constructor(options: CommitterOptions<State>) {
    this.#options = options
  }

  async commit(works: Work[]): Promise<void> {
    let rest = works
    while (rest.length > 0) {
      const attempt = await this.#attempt(rest, 'together')
      if (attempt.kind === 'committed') return
      // What comes before a poisoned work is good by itself; a refused group is tried work by work.
      const index = attempt.kind === 'poisoned' ? attempt.index : 0
      if (index > 0) await this.commit(rest.slice(0, index))
      await this.#alone(rest[index] as Work, attempt.error)
      rest = rest.slice(index + 1)
    }
  }

  async #alone(work: Work, error: unknown): Promise<void> {
    if (work.kind === 'act') {
      if (!(error instanceof ActRefused)) this.#options.onInternal(error, { act: work.act })
      work.settle(error instanceof Error ? error : new Error(String(error)))
      return
    }
    const attempt = await this.#attempt([work], 'alone')
    if (attempt.kind === 'committed') return
    this.#options.onInternal(attempt.error, { station: work.station })
    const last = await this.#attempt([work], 'unfolded')
    if (last.kind !== 'committed') throw last.error
  }

  /**
   * Whether the ledger takes writes again: room for the group that failed, since its senders come back with it, and a real
   * commit that changes nothing.
   */
  async probe(): Promise<boolean> {
    const { ledger, memory } = this.#options
    const state = memory.anyState()
    try {
      await ledger.reserve(this.#wanted_bytes)
      const result = await ledger.commit({
        ...NOTHING,
        expected_head: memory.head,
        states: state === null ? [] : [state],
        states_n: memory.unwritten.upTo(0, memory.head),
      })
      if (result.kind === 'stale') await this.#reload()
      return result.kind === 'committed'
    } catch {
      return false
    }
  }

  /** Brings every row up to date, so that the next start has nothing to fold. Where somebody else wrote, it folds a little. */
  async writeStates(): Promise<void> {
    const { ledger, memory } = this.#options
    const states = memory.unwritten.all().map(station => memory.row(station))
    if (states.length === 0) return
    const { kind } = await ledger.commit({ ...NOTHING, expected_head: memory.head, states })
    if (kind === 'committed') memory.unwritten.written(states.map(({ station }) => station))
  }

  /** After another connection wrote: reloads unless the journal's head is where it was. */
  async refresh(): Promise<void> {
    const { ledger, memory } = this.#options
    const result = await ledger.commit({ ...NOTHING, expected_head: memory.head, states_n: memory.head })
    if (result.kind === 'stale') await this.#reload()
  }

  async #reload(): Promise<void> {
    await this.#options.memory.reload(this.#options.ledger)
    this.#options.onReloaded()
  }

  async #attempt(works: Work[], mode: DraftMode): Promise<Attempt> {
    for (let tries = 0; tries < STALE_RETRIES_MAX; tries++) {
      const draft = this.#draft(mode)
      const poisoned = await fill(draft, works)
      if (poisoned !== null) return poisoned
      const outcome = await this.#write(works, draft)
      if (outcome !== 'stale') return outcome
      await this.#reload()
    }
    throw new Error('somebody else keeps writing')
  }

  #draft(mode: DraftMode): Draft<State> {
    const { core, memory, ledger, suspected, onInternal } = this.#options
    return new Draft({ core, memory, ledger, suspected, mode, onInternal })
  }

  async #write(works: Work[], draft: Draft<State>): Promise<Attempt | 'stale'> {
    const { ledger, memory, onCommitted } = this.#options
    let { head } = memory
    let written: StateRow[] = []
    if (!draft.empty) {
      const group = draft.group()
      written = group.states
      try {
        const result = await ledger.commit(group)
        if (result.kind === 'stale') return 'stale'
        head = result.head
      } catch (error) {
        if (!isContentFault(error)) {
          this.#wanted_bytes = spaceOf(group)
          throw error
        }
        return { kind: 'refused', error }
      }
    }
    memory.committed(head, draft.directory, draft.states, written)
    onCommitted(works, draft)
    return { kind: 'committed' }
  }
}

async function fill<State>(draft: Draft<State>, works: Work[]): Promise<Attempt | null> {
  for (let index = 0; index < works.length; index++) {
    try {
      const wait = draft.add(works[index] as Work)
      if (wait !== undefined) await wait
    } catch (error) {
      if (!(error instanceof Poison)) throw error
      return { kind: 'poisoned', index, error: error.cause }
    }
  }
  return null
}

/** SQLite's result codes for "not with this content" (https://sqlite.org/rescode.html); what is not known is the disk's. */
const CONTENT_CODES = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/

function isContentFault(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true
  if (!(error instanceof Error)) return false
  if ('code' in error && CONTENT_CODES.test(String(error.code))) return true
  return error.cause !== undefined && isContentFault(error.cause)
}
