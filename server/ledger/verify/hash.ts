/**
 * One number for what the ledger says: equal for equal content, whatever the timing. So it holds nothing of when things
 * arrived (`n`, `received_at_ms`) or of what people noted on them since, and each table is read in an order of its own
 * content; machines and stations are told apart before time, because only their own order is the journal's.
 */
import { createHash } from 'node:crypto'
import { canonical } from '#server/domain/canonical.ts'
import type { Connection } from '../connection.ts'

const PARTS: [table: string, columns: string, order: string][] = [
  [
    'session',
    `id, machine, station, epoch, boot, seq, member, category, order_ref, start_at_ms, end_at_ms, end_reason, session_ms, running_ms,
     worked_ms, idle_ms, silent_ms, fault_ms, energy_Wh, grade, profile, buffered, incomplete, no_current`,
    'id',
  ],
  ['state_change', 'machine, at_ms, state, session', 'machine, at_ms, id'],
  ['fault', 'machine, station, code, detail, from_at_ms, to_at_ms, session', 'machine, from_at_ms, id'],
  ['gap', 'station, boot, from_seq, to_seq, at_ms, session', 'station, boot, from_seq'],
  ['unattributed', 'machine, from_at_ms, to_at_ms, running_ms, energy_Wh', 'machine, from_at_ms, id'],
  ['verdict', 'station, epoch, boot, seq, value', 'station, epoch, boot, seq'],
]

export function ledgerHash(db: Connection): string {
  const sha = createHash('sha256')
  for (const [table, columns, order] of PARTS) {
    sha.update(`${table}\n`)
    const rows = db.prepare<[], unknown[]>(`SELECT ${columns} FROM ${table} ORDER BY ${order}`).raw()
    for (const row of rows.iterate()) sha.update(`${canonical(row)}\n`)
  }
  return sha.digest('hex')
}
