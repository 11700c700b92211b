/** What is committed, in memory: head, directory and every station's state. Only a commit or a reload changes it. */
import type { Directory } from '#server/domain/directory.ts'
import { emptyDirectory } from '#server/domain/directory.ts'
import type { Core } from './core.ts'
import type { IngestLedger } from './ports.ts'

export class Memory<State> {
  head = 0
  directory: Directory = emptyDirectory()
  readonly #core: Core<State>
  /** As loaded; parsed when first asked for, since most stations of a big site sleep at any moment. */
  #stored = new Map<string, string>()
  #states = new Map<string, State>()

  constructor(core: Core<State>) {
    this.#core = core
  }

  async load(ledger: IngestLedger): Promise<void> {
    const loaded = await ledger.load()
    this.head = loaded.head
    this.directory = loaded.directory
    this.#stored = new Map(loaded.states)
    this.#states = new Map()
  }

  /** The state of a station, the initial one where it has none yet. */
  state(station: string): State {
    const known = this.#states.get(station)
    if (known !== undefined) return known
    const stored = this.#stored.get(station)
    const state = stored === undefined ? this.#core.initialState(station) : (JSON.parse(stored) as State)
    this.#states.set(station, state)
    this.#stored.delete(station)
    return state
  }

  committed(head: number, directory: Directory, states: Iterable<[string, State]>): void {
    this.head = head
    this.directory = directory
    for (const [station, state] of states) {
      this.#states.set(station, state)
      this.#stored.delete(station)
    }
  }

  /** Some station with a state, for a commit that must really write and changes nothing. */
  anyState(): { station: string; state: string } | null {
    for (const [station, state] of this.#stored) return { station, state }
    for (const [station, state] of this.#states) return { station, state: JSON.stringify(state) }
    return null
  }
}
