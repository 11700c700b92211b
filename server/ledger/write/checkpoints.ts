/** Appends a checkpoint, and brings the state rows up to it: a start must never have to fold what lies behind one. */
import { canonical } from '#server/domain/canonical.ts'
import type { Checkpoint } from '#server/domain/checkpoint.ts'
import type { Connection } from '../connection.ts'
import { journalWriter } from './journal.ts'
import { STATES_MARK } from './states.ts'

/** `expiry`: payloads up to it may go. `edition`: an older fold counted what lies before it. */
export type CheckpointType = 'expiry' | 'edition'

export function checkpointAppender(
  db: Connection,
): (type: CheckpointType, checkpoint: Checkpoint, now_ms: number) => number {
  const journal = journalWriter(db)
  const behind = db.prepare(
    `INSERT INTO station_state (station, state, n) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET state = excluded.state, n = excluded.n WHERE n < excluded.n`,
  )
  const mark = db.prepare(
    `INSERT INTO setting (key, value) VALUES ('${STATES_MARK}', ?) ON CONFLICT DO UPDATE SET
       value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))`,
  )
  const append = db.transaction((type: CheckpointType, checkpoint: Checkpoint, now_ms: number): number => {
    const { n } = journal.append(journal.head(), [
      {
        ...{ received_at_ms: now_ms, kind: 'checkpoint', type, disposition: 'folded', station: null },
        ...{ epoch: null, boot: null, seq: null, at_ms: null, at_order: 0, payload: canonical(checkpoint) },
      },
    ])
    for (const [station, state] of checkpoint.states) behind.run(station, JSON.stringify(state), checkpoint.up_to_n)
    mark.run(`${checkpoint.up_to_n}`)
    return n
  })
  return (type, checkpoint, now_ms) => append.immediate(type, checkpoint, now_ms)
}
