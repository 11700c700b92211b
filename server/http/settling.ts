/** Running without a session, sessions without current, sessions nobody ended: a person settles them (contract §3). */
import type * as z from 'zod'
import type { SettleItem } from '#server/contract/api.ts'
import type { Session } from '#server/domain/metering/types.ts'
import { at, atOrNull } from '#server/present/words.ts'
import type { UnattributedRow } from './ports.ts'

type Item = z.infer<typeof SettleItem>

export function settlingQueue(sessions: Session[], unattributed: UnattributedRow[]): Item[] {
  return [
    ...sessions.flatMap(session => {
      const kind = session.end_at_ms === null ? 'open-session' : session.no_current ? 'no-current' : null
      return kind === null ? [] : [sessionItem(kind, session)]
    }),
    ...unattributed.map(unattributedItem),
  ]
}

const sessionItem = (kind: 'open-session' | 'no-current', session: Session): Item => ({
  kind,
  id: session.id,
  machine: session.machine,
  from: at(session.start_at_ms),
  to: atOrNull(session.end_at_ms),
  running_ms: session.running_ms,
})

const unattributedItem = (row: UnattributedRow): Item => ({
  kind: 'unattributed',
  id: String(row.id),
  machine: row.machine,
  from: at(row.from_at_ms),
  to: at(row.to_at_ms),
  running_ms: row.running_ms,
})
