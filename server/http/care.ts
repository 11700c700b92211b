/** Care of one machine, from its facts and what the fold has counted. */
import type { CareTaskView } from '#server/contract/people.ts'
import type { MachineFacts } from '#server/domain/directory.ts'
import { careOf } from '#server/domain/metering/care.ts'
import type { Core } from './ports.ts'

const HOUR_MS = 3_600_000
/** Tenths of an hour: finer is noise to whoever holds the oil can. */
const TENTHS = 10

export function presentCare(machine: MachineFacts, core: Core): CareTaskView[] {
  const now = core.machines().find(row => row.machine === machine.id)
  return careOf(machine, now?.view.wear_ms).map(({ id, name, every_h, ran_ms, due }) => ({
    ...{ machine: machine.id, task: id, name, every_h, due },
    ran_h: Math.floor((ran_ms / HOUR_MS) * TENTHS) / TENTHS,
  }))
}
