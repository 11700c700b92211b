import type { Kysely } from 'kysely'
import type { MachineState } from '#server/domain/metering/types.ts'
import type { Schema } from '../schema.ts'
import type { Range, StateChange } from '../types.ts'

/** State changes in the range, preceded by the one in force at its beginning, if any. */
export async function stateChanges(db: Kysely<Schema>, machine: string, range: Range): Promise<StateChange[]> {
  const of_machine = db.selectFrom('state_change').select(['at_ms', 'state', 'session']).where('machine', '=', machine)
  const before = await of_machine
    .where('at_ms', '<=', range.from_ms)
    .orderBy('at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .execute()
  const within = await of_machine
    .where('at_ms', '>', range.from_ms)
    .where('at_ms', '<', range.to_ms)
    .orderBy('at_ms')
    .orderBy('id')
    .execute()
  return [...before, ...within].map(row => ({ ...row, state: row.state as MachineState }))
}
