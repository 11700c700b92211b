/** States as of an entry `n` each, and the mark before which none misses an entry of its station. */
import type { Connection } from '../connection.ts'
import type { Group } from '../types.ts'

/** In `setting`: where `load` begins to fold. */
export const STATES_MARK = 'states_n'

export function stateWriter(db: Connection): (group: Group, n: number) => void {
  const put = db.prepare(
    `INSERT INTO station_state (station, state, n) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET state = excluded.state, n = excluded.n`,
  )
  // Rows only ever get newer, so what was once true of them stays so: an expiry may know more than the writer of a group.
  const mark = db.prepare(
    `INSERT INTO setting (key, value) VALUES ('${STATES_MARK}', ?) ON CONFLICT DO UPDATE SET
       value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))`,
  )
  return ({ states, states_n }, n) => {
    for (const { station, state } of states) put.run(station, state, n)
    if (states.length > 0 || states_n === undefined) mark.run(String(states_n ?? n))
  }
}
