/** What is committed, in memory: head, directory and every station's state. Only a commit or a reload changes it. */
import type { Directory } from '#server/domain/directory.ts'
import { emptyDirectory } from '#server/domain/directory.ts'
import type { Core } from './core.ts'
import type { IngestLedger, StateRow } from './ports.ts'
import { Unwritten } from './unwritten.ts'

export class Memory<State> {
  head = 0
  directory: Directory = emptyDirectory()
  unwritten = new Unwritten()
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
    this.unwritten = new Unwritten(loaded.unwritten)
  }

  /** Somebody else appended. Mostly that changed the directory and no state, which then need not be read again. */
  async reload(ledger: IngestLedger): Promise<void> {
    const present = await ledger.directoryAfter(this.head)
    if (present === null) return this.load(ledger)
    this.head = present.head
    this.directory = present.directory
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

  /** `written`: the rows that went to disk with it. */
  committed(head: number, directory: Directory, states: Iterable<[string, State]>, written: StateRow[]): void {
    const first_n = this.head + 1
    this.head = head
    this.directory = directory
    for (const [station, state] of states) {
      this.#states.set(station, state)
      this.#stored.delete(station)
    }
    const stations = written.map(({ station }) => station)
    this.unwritten.written(stations)
    const are_written = new Set(stations)
    for (const [station] of states) if (!are_written.has(station)) this.unwritten.touched(station, first_n)
  }

  /** Some station with a state, for a commit that must really write and changes nothing. */
  anyState(): StateRow | null {
    for (const station of this.#stored.keys()) return this.row(station)
    // A state may have been asked for before its station said a word: then nothing makes a row of it.
    for (const [station, state] of this.#states) if (this.#core.clockOf(state) !== null) return this.row(station)
    return null
  }

  row(station: string): StateRow {
    return { station, state: this.#stored.get(station) ?? JSON.stringify(this.state(station)) }
  }
}
