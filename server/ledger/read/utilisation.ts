/** How much machines were used: sums over sessions, by when they start in the atelier's own zone. */
import type { Kysely } from 'kysely'
import { localHour, localWeekday } from '#server/domain/time.ts'
import type { Schema } from '../schema.ts'
import type { Range, UtilisationBy, UtilisationRow } from '../types.ts'

type Used = {
  machine: string
  category: string | null
  start_at_ms: number
  running_ms: number
  worked_ms: number
  session_ms: number
  energy_Wh: number
}

/** Keys: machine id · `00`…`23` · `1-00`…`7-23` (ISO weekday) · category id, empty for members without one. */
export async function utilisation(
  db: Kysely<Schema>,
  range: Range,
  by: UtilisationBy,
  timezone: string,
): Promise<UtilisationRow[]> {
  const keyOf = keyFor(by, timezone)
  const sums = new Map<string, UtilisationRow>()
  const rows = db
    .selectFrom('session')
    .select(['machine', 'category', 'start_at_ms', 'running_ms', 'worked_ms', 'session_ms', 'energy_Wh'])
    .where('start_at_ms', '>=', range.from_ms)
    .where('start_at_ms', '<', range.to_ms)
    .stream()
  for await (const used of rows) add(sums, keyOf(used), used)
  return [...sums.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

function add(sums: Map<string, UtilisationRow>, key: string, used: Used): void {
  const sum = sums.get(key) ?? { key, running_ms: 0, worked_ms: 0, session_ms: 0, energy_Wh: 0, sessions: 0 }
  sum.running_ms += used.running_ms
  sum.worked_ms += used.worked_ms
  sum.session_ms += used.session_ms
  sum.energy_Wh += used.energy_Wh
  sum.sessions += 1
  sums.set(key, sum)
}

const hourKey = (at_ms: number, timezone: string): string => String(localHour(at_ms, timezone)).padStart(2, '0')

function keyFor(by: UtilisationBy, timezone: string): (used: Used) => string {
  switch (by) {
    case 'machine':
      return used => used.machine
    case 'hour':
      return used => hourKey(used.start_at_ms, timezone)
    case 'weekday-hour':
      return used => `${localWeekday(used.start_at_ms, timezone)}-${hourKey(used.start_at_ms, timezone)}`
    case 'member-category':
      return used => used.category ?? ''
  }
}
