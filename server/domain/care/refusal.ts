/** Why an entry about repairs, care or teaching may not enter the journal, judged where it is appended. Null: it may. */
import type { Directory } from '../directory.ts'
import { localDate } from '../time.ts'
import type { Refusal } from '../who/refusal.ts'
import { lastNoted } from './due.ts'
import { type CareEntry, type CostFacts, repairId } from './facts.ts'
import { isTaken, worksOf } from './offers.ts'

export function careRefusal(directory: Directory, entry: CareEntry): Refusal | null {
  switch (entry.type) {
    case 'fault-acknowledged':
      return repairOf(directory, entry)?.acknowledged == null ? null : already('fault-acknowledged-already', entry)
    case 'fault-assigned':
      return repairOf(directory, entry)?.resolved == null ? null : already('fault-resolved-already', entry)
    case 'fault-resolved':
      if (repairOf(directory, entry)?.resolved != null) return already('fault-resolved-already', entry)
      return poolRefusal(directory, entry.resolution.cost)
    case 'care-noted': {
      const { machine, task, done } = entry
      const known = directory.machines.get(machine)?.care?.some(({ id }) => id === task) === true
      if (!known) return { kind: 'refused', code: 'no-care-task', params: { id: task } }
      if (done.on > localDate(done.at_ms, directory.site?.timezone ?? 'UTC'))
        return { kind: 'refused', code: 'date-in-the-future', params: { date: done.on } }
      return notedMeanwhile(directory, entry) ?? poolRefusal(directory, done.cost)
    }
    case 'cost-declined': {
      const work = worksOf(directory).find(({ id }) => id === entry.work)
      if (work === undefined) return { kind: 'refused', code: 'no-work', params: { id: entry.work } }
      return isTaken(directory, work) ? { kind: 'conflict', code: 'cost-taken-already', params: { id: work.id } } : null
    }
    case 'teaching-put':
      return teachingRefusal(directory, entry)
  }
}

type OfFault = Extract<CareEntry, { type: `fault-${string}` }>
const repairOf = (directory: Directory, { fault }: OfFault) => directory.repairs.get(repairId(fault))

const already = (code: 'fault-acknowledged-already' | 'fault-resolved-already', { fault }: OfFault): Refusal => ({
  ...{ kind: 'conflict', code, params: { id: fault.n } },
})

/** Two who did it, or one in two tabs: noted twice it would be paid twice. `name` is a signature: whoever answers knows the name. */
function notedMeanwhile(
  directory: Directory,
  { machine, task, seen }: Extract<CareEntry, { type: 'care-noted' }>,
): Refusal | null {
  const last = lastNoted(directory, machine, task)
  if (seen === undefined || last === null || last.id === seen) return null
  return { kind: 'conflict', code: 'care-noted-meanwhile', params: { name: last.by, date: last.on } }
}

const poolRefusal = (directory: Directory, { pool }: CostFacts): Refusal | null =>
  pool === null || directory.pools.has(pool) ? null : { kind: 'refused', code: 'no-pool', params: { id: pool } }

/** Who stops teaching needs not hold it any more. */
function teachingRefusal(
  directory: Directory,
  { member, qualification, teaches }: Extract<CareEntry, { type: 'teaching-put' }>,
): Refusal | null {
  const facts = directory.members.get(member)
  if (facts === undefined) return { kind: 'refused', code: 'no-member', params: { id: member } }
  if (!teaches || facts.qualifications.includes(qualification)) return null
  return { kind: 'refused', code: 'teaches-without-holding', params: { qualification } }
}
