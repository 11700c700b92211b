/**
 * What people do about machines: repairs of faults, care that was done, what it cost, and who teaches. Kept in the directory,
 * because journal entries of people never expire. Cents, days ISO `yyyy-mm-dd`. `by` and `to` are signatures, never names.
 */

/** Why it broke: short enough to choose from with oily hands. The words beside it say the rest. */
export const CAUSES = [
  'wear',
  'breakage',
  'setting',
  'handling',
  'material',
  'electrical',
  'controller',
  'nothing-found',
  'other',
] as const
export type Cause = (typeof CAUSES)[number]

/** `pool`: the charge that might bear it. An offer: nothing enters a pool before a treasurer takes it as a purchase. */
export type CostFacts = { parts_cents: number; labour_cents: number; pool: string | null; declined?: true }
export const costOf = (cost: CostFacts): number => cost.parts_cents + cost.labour_cents

/** The journal entry that opened it, and what it said: the same for ever, which a row's number is only by replay. */
export type FaultRef = { n: number; code: string; machine: string }
export const repairId = ({ n, code }: Pick<FaultRef, 'n' | 'code'>): string => `panne-${n}-${code}`

type Signed = { at_ms: number; by: string }
export type Resolution = Signed & { cause: Cause; words: string; cost: CostFacts }
export type RepairFacts = FaultRef & {
  id: string
  acknowledged: Signed | null
  assigned: (Signed & { to: string }) | null
  resolved: Resolution | null
}

/** One time a task was done. `on` may lie before it was noted: the electrician came last Tuesday. */
export type CareDone = Signed & { id: string; on: string; note: string; cost: CostFacts }
/** All times of one task of a machine, as they were noted. */
export type CareFacts = { id: string; machine: string; task: string; done: CareDone[] }
export const careId = (machine: string, task: string): string => `${machine}/${task}`

/** Qualifications a member agreed to teach, and to be named for to other members. */
export type TeachingFacts = { id: string; qualifications: string[] }

export type CareEntry =
  | { type: 'fault-acknowledged'; fault: FaultRef; by: string; at_ms: number }
  | { type: 'fault-assigned'; fault: FaultRef; to: string | null; by: string; at_ms: number }
  | { type: 'fault-resolved'; fault: FaultRef; resolution: Resolution }
  /** `seen`: which noting of it was the last when its reader looked, null where there was none. Absent: whatever stands */
  | { type: 'care-noted'; machine: string; task: string; done: CareDone; seen?: string | null }
  /** the treasurer's no to an offered cost */
  | { type: 'cost-declined'; work: string; by: string; at_ms: number }
  | { type: 'teaching-put'; member: string; qualification: string; teaches: boolean; by: string }

const TYPES: ReadonlySet<string> = new Set<CareEntry['type']>([
  ...(['fault-acknowledged', 'fault-assigned', 'fault-resolved'] as const),
  ...(['care-noted', 'cost-declined', 'teaching-put'] as const),
])
export const isCareEntry = (entry: { type: string }): entry is CareEntry => TYPES.has(entry.type)
