/** What stands now that somebody may have asked to be told of. Pure. */

import { isOpen } from '../access/hours.ts'
import { careOf } from '../care/due.ts'
import { repairId } from '../care/facts.ts'
import type { Directory } from '../directory.ts'
import type { FaultRow, UnknownCardRow } from '../records.ts'
import { localDate } from '../time.ts'
import { inUse } from '../workshop.ts'
import type { Condition } from './types.ts'

const MINUTE_MS = 60_000
/** A gateway that restarts is quiet for a minute or two; nobody walks over for that. */
export const SILENT_MS: number = 10 * MINUTE_MS
/** Whoever tried a card yesterday has asked somebody by now. */
const CARD_MS = 24 * 60 * MINUTE_MS
/** Enough of a hash to tell cards apart. */
const CARD_KEY = 12

export type Heard = { machine: string; heard_at_ms: number | null; wear_ms: Record<string, number> | undefined }
export type Now = {
  directory: Directory
  faults: readonly FaultRow[]
  cards: readonly UnknownCardRow[]
  machines: readonly Heard[]
  now_ms: number
}

export const conditionsOf = (now: Now): Condition[] => [
  ...now.faults
    .filter(({ to_at_ms, resolved_at_ms }) => to_at_ms === null && resolved_at_ms === null)
    .flatMap(row => ofFault(row, now)),
  ...inUse(now.directory).flatMap(({ id }) => ofCare(id, now)),
  ...now.cards.filter(({ at_ms }) => now.now_ms - at_ms < CARD_MS).map(card => ofCard(card, now)),
  ...now.machines.flatMap(heard => ofSilence(heard, now)),
]

const about = (machine: string, { directory }: Now) => {
  const facts = directory.machines.get(machine)
  return { machine, machine_name: facts?.name ?? machine, kind: facts?.kind ?? null, only: null, news: true }
}

function ofFault({ n, machine, code, detail, from_at_ms }: FaultRow, now: Now): Condition[] {
  const common = { ...about(machine, now), since_ms: from_at_ms }
  const assigned = now.directory.repairs.get(repairId({ n, code }))?.assigned ?? null
  const fault: Condition = { ...common, key: `fault ${machine} ${code}`, what: { topic: 'fault', code, words: detail } }
  // who took it themselves knows
  if (assigned === null || assigned.to === assigned.by) return [fault]
  const { to, at_ms } = assigned
  const key = `assigned ${n} ${code} ${to} ${at_ms}`
  return [fault, { ...common, key, since_ms: at_ms, only: to, what: { topic: 'assigned', code, words: detail } }]
}

function ofCare(machine: string, now: Now): Condition[] {
  const { directory, machines, now_ms } = now
  const wear = machines.find(one => one.machine === machine)?.wear_ms
  const today = localDate(now_ms, directory.site?.timezone ?? 'UTC')
  return careOf(directory, machine, wear, today)
    .filter(({ due }) => due)
    .map(({ id, name, last_on }) => ({
      ...{ ...about(machine, now), key: `care ${machine} ${id} ${last_on ?? ''}`, since_ms: now_ms },
      what: { topic: 'care', name },
    }))
}

function ofCard({ badge, station, at_ms }: UnknownCardRow, now: Now): Condition {
  const machine = now.directory.stations.get(station)?.machine ?? station
  return { ...about(machine, now), key: `card ${badge.slice(0, CARD_KEY)}`, since_ms: at_ms, what: { topic: 'card' } }
}

/** Told only where the atelier has been open for as long: at night, and before whoever switches the power on, silence is no news. */
function ofSilence({ machine, heard_at_ms }: Heard, now: Now): Condition[] {
  const { directory, now_ms } = now
  if (heard_at_ms === null || now_ms - heard_at_ms < SILENT_MS || directory.locks.has(machine)) return []
  // what was sold falls silent for good
  if (directory.machines.get(machine)?.retired != null) return []
  const hours = { timezone: directory.site?.timezone ?? 'UTC', opening: directory.site?.opening ?? null }
  const exceptions = [...directory.closures.values()]
  const open = isOpen(hours, now_ms, exceptions) && isOpen(hours, now_ms - SILENT_MS, exceptions)
  return [
    { ...about(machine, now), key: `silent ${machine}`, since_ms: heard_at_ms, news: open, what: { topic: 'silent' } },
  ]
}
