/** A session as the domain knows it, and as its table keeps it. */
import type { Selectable } from 'kysely'
import type { EndReason, Grade, Session } from '#server/domain/metering/types.ts'
import type { SessionTable } from './schema.ts'

export const sessionOf = (row: Selectable<SessionTable>): Session => ({
  id: row.id,
  machine: row.machine,
  station: row.station,
  epoch: row.epoch,
  boot: row.boot,
  seq: row.seq,
  member: row.member,
  category: row.category,
  order: row.order_ref,
  start_at_ms: row.start_at_ms,
  end_at_ms: row.end_at_ms,
  end_reason: row.end_reason as EndReason | null,
  session_ms: row.session_ms,
  running_ms: row.running_ms,
  worked_ms: row.worked_ms,
  idle_ms: row.idle_ms,
  silent_ms: row.silent_ms,
  fault_ms: row.fault_ms,
  energy_Wh: row.energy_Wh,
  grade: row.grade as Grade,
  profile: row.profile,
  buffered: row.buffered === 1,
  incomplete: row.incomplete === 1,
  no_current: row.no_current === 1,
  ...(row.event === null ? {} : { event: row.event }),
})

export const sessionColumns = (session: Session): Omit<SessionTable, 'started_n' | 'ended_n'> => {
  const { order, buffered, incomplete, no_current, event, ...same } = session
  return {
    ...same,
    order_ref: order,
    buffered: buffered ? 1 : 0,
    incomplete: incomplete ? 1 : 0,
    no_current: no_current ? 1 : 0,
    event: event ?? null,
  }
}
