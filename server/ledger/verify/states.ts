/**
 * Holds state rows against the replay. Each is as of an entry of its own (`Group.states`); what it misses lies behind the mark,
 * where a load folds it anew.
 */
import type { Connection } from '../connection.ts'
import { STATES_MARK } from '../write/states.ts'
import type { Problems } from './problems.ts'
import { sameJson } from './same-json.ts'

type Row = { station: string; state: string; n: number }

export class StateRows<State> {
  readonly #rows: Map<string, Row>
  readonly #mark: number
  readonly #problems: Problems
  /** What rows that are behind the head should say. */
  readonly #behind = new Map<string, State | undefined>()
  /** Stations with an entry no load would fold, and so with a row. */
  readonly #needed = new Set<string>()

  constructor(db: Connection, problems: Problems) {
    const rows = db.prepare<[], Row>('SELECT station, state, n FROM station_state').all()
    const mark = db.prepare<[], string>(`SELECT value FROM setting WHERE key = '${STATES_MARK}'`).pluck().get()
    this.#rows = new Map(rows.map(row => [row.station, row]))
    this.#mark = Number(mark ?? 0)
    this.#problems = problems
  }

  /** A replay begins with these states as of entry `n`. */
  goOnFrom(stations: Iterable<string>, n: number): void {
    for (const station of stations) if (n <= this.#mark) this.#needed.add(station)
    if (n > this.#mark)
      this.#problems.add(`station_state: a start would fold from journal ${this.#mark + 1}, which has expired`)
  }

  /** Entry `n` of the station is about to be folded on `before`. */
  expect(station: string, n: number, before: State | undefined): void {
    if (n <= this.#mark) this.#needed.add(station)
    const row = this.#rows.get(station)
    if (row === undefined || n <= row.n || this.#behind.has(station)) return
    this.#behind.set(station, before)
    if (n <= this.#mark)
      this.#problems.add(`station_state ${station}: misses journal ${n}, which no start would fold again`)
  }

  finish(states: ReadonlyMap<string, State>): void {
    for (const { station, state } of this.#rows.values()) {
      const expected = this.#behind.has(station) ? this.#behind.get(station) : states.get(station)
      if (expected === undefined) this.#problems.add(`station_state ${station}: nothing in the journal makes this row`)
      else if (!sameJson(state, JSON.stringify(expected)))
        this.#problems.add(`station_state ${station}: differs from what the journal makes it`)
    }
    for (const station of this.#needed)
      if (!this.#rows.has(station))
        this.#problems.add(`station_state ${station}: the journal makes this row, but it is missing`)
  }
}
