/** Entries about repairs, care and teaching, applied to the directory. `refusal.ts` has said before whether they may. */
import type { DirectoryEdit } from '../who/apply.ts'
import { type CareEntry, careId, type FaultRef, type RepairFacts, repairId } from './facts.ts'

export function applyCare(edit: DirectoryEdit, entry: CareEntry): void {
  switch (entry.type) {
    case 'fault-acknowledged':
      repair(edit, entry.fault, { acknowledged: { at_ms: entry.at_ms, by: entry.by } })
      break
    case 'fault-assigned': {
      const { to, at_ms, by } = entry
      repair(edit, entry.fault, { assigned: to === null ? null : { to, at_ms, by } })
      break
    }
    case 'fault-resolved':
      repair(edit, entry.fault, { resolved: entry.resolution })
      break
    case 'care-noted': {
      const { machine, task, done } = entry
      const id = careId(machine, task)
      edit.put('cares', id, { id, machine, task, done: [...(edit.after.cares.get(id)?.done ?? []), done] })
      break
    }
    case 'cost-declined':
      decline(edit, entry.work)
      break
    case 'teaching-put': {
      const { member, qualification, teaches } = entry
      const others = (edit.after.teaching.get(member)?.qualifications ?? []).filter(one => one !== qualification)
      const qualifications = teaches ? [...others, qualification] : others
      if (qualifications.length === 0) edit.remove('teaching', member)
      else edit.put('teaching', member, { id: member, qualifications })
      break
    }
  }
}

function repair(edit: DirectoryEdit, fault: FaultRef, change: Partial<RepairFacts>): void {
  const id = repairId(fault)
  const { n, code, machine } = fault
  const fresh: RepairFacts = { id, n, code, machine, acknowledged: null, assigned: null, resolved: null }
  edit.put('repairs', id, { ...(edit.after.repairs.get(id) ?? fresh), ...change })
}

function decline(edit: DirectoryEdit, work: string): void {
  const repaired = edit.after.repairs.get(work)
  if (repaired?.resolved != null) {
    const { resolved } = repaired
    edit.put('repairs', work, { ...repaired, resolved: { ...resolved, cost: { ...resolved.cost, declined: true } } })
    return
  }
  for (const care of edit.after.cares.values()) {
    if (!care.done.some(({ id }) => id === work)) continue
    const done = care.done.map(one =>
      one.id === work ? { ...one, cost: { ...one.cost, declined: true as const } } : one,
    )
    edit.put('cares', care.id, { ...care, done })
  }
}
