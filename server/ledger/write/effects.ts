/** Effects of the fold → rows. Each row names the journal entry `n` it comes from, so that verify finds it by replay. */
import { canonical } from '#server/domain/canonical.ts'
import type { Effect } from '#server/domain/metering/types.ts'
import type { Connection } from '../connection.ts'
import { sessionColumns } from '../session-row.ts'

/** The journal entry an effect comes from. */
export type EffectOrigin = { n: number; station: string; epoch: number | null }

export type EffectWriter = (origin: EffectOrigin, effect: Effect) => void

export function effectWriter(db: Connection): EffectWriter {
  const session = sessionStatement(db)
  const state = db.prepare('INSERT INTO state_change (n, machine, at_ms, state, session) VALUES (?, ?, ?, ?, ?)')
  const fault_open = db.prepare(
    'INSERT INTO fault (n, machine, station, code, detail, from_at_ms, session) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const fault_clear = db.prepare(
    'UPDATE fault SET to_at_ms = ?, cleared_n = ? WHERE machine = ? AND code = ? AND to_at_ms IS NULL',
  )
  const gap = db.prepare(
    'INSERT INTO gap (n, station, boot, from_seq, to_seq, at_ms, session) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const unattributed = db.prepare(
    'INSERT INTO unattributed (n, machine, from_at_ms, to_at_ms, running_ms, energy_Wh) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const verdict = db.prepare(
    `INSERT INTO verdict (station, epoch, boot, seq, n, value) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET n = excluded.n, value = excluded.value`,
  )
  const alert = db.prepare('INSERT INTO alert (n, at_ms, code, machine, detail) VALUES (?, ?, ?, ?, ?)')

  return ({ n, station, epoch }, effect) => {
    switch (effect.kind) {
      case 'session-started':
        session.run({ ...sessionColumns(effect.session), started_n: n, ended_n: null })
        return
      case 'session-ended':
        session.run({ ...sessionColumns(effect.session), started_n: n, ended_n: n })
        return
      case 'state':
        state.run(n, effect.machine, effect.at_ms, effect.state, effect.session)
        return
      case 'fault':
        if (effect.active) {
          const { machine, code, detail, at_ms } = effect
          fault_open.run(n, machine, station, code, detail, at_ms, effect.session)
        } else fault_clear.run(effect.at_ms, n, effect.machine, effect.code)
        return
      case 'gap':
        gap.run(n, station, effect.boot, effect.from_seq, effect.to_seq, effect.at_ms, effect.session)
        return
      case 'unattributed':
        unattributed.run(n, effect.machine, effect.from_at_ms, effect.to_at_ms, effect.running_ms, effect.energy_Wh)
        return
      case 'verdict':
        // A standing verdict (`for: null`) answers no message; the station's state holds it.
        if (effect.for !== null && epoch !== null)
          verdict.run(station, epoch, effect.for.boot, effect.for.seq, n, canonical(effect))
        return
      case 'alert':
        alert.run(n, effect.at_ms, effect.code, effect.machine, effect.detail)
        return
    }
  }
}

/** The end of a session puts its final figures over those of its start; only `started_n` stays. */
function sessionStatement(db: Connection) {
  const columns = [
    ...[
      'id',
      'machine',
      'station',
      'epoch',
      'boot',
      'seq',
      'member',
      'category',
      'order_ref',
      'start_at_ms',
      'end_at_ms',
    ],
    ...['end_reason', 'session_ms', 'running_ms', 'worked_ms', 'idle_ms', 'silent_ms', 'fault_ms', 'energy_Wh'],
    ...['grade', 'profile', 'buffered', 'incomplete', 'no_current', 'event', 'started_n', 'ended_n'],
  ]
  const replaced = columns.filter(column => column !== 'id' && column !== 'started_n')
  return db.prepare(
    `INSERT INTO session (${columns.join(', ')}) VALUES (${columns.map(column => `@${column}`).join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${replaced.map(column => `${column} = excluded.${column}`).join(', ')}`,
  )
}
