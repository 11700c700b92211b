/** A fault to act on, and as it is after somebody has. */
import type { FaultView } from '#server/contract/api.ts'
import type { Viewer } from '#server/contract/visibility.ts'
import type { FaultRef } from '#server/domain/care/facts.ts'
import { presentFault } from '#server/present/trouble.ts'
import type { HttpDeps } from './deps.ts'
import { namesOf } from './people.ts'
import type { FaultRow, LedgerReads } from './ports.ts'
import { HttpProblem, notFound } from './problem.ts'

export async function faultOr404(reads: LedgerReads, id: number): Promise<FaultRow> {
  const fault = await reads.fault(id)
  if (fault === null) throw notFound('fault', String(id))
  return fault
}

/** Those of before the journal knew of repairs were resolved beside it: nothing more is done to them. */
export async function unresolvedOr409(reads: LedgerReads, id: number): Promise<FaultRow> {
  const fault = await faultOr404(reads, id)
  if (fault.resolved_at_ms !== null) throw new HttpProblem(409, 'fault-resolved-already', { id })
  return fault
}

export const refOf = ({ n, code, machine }: FaultRow): FaultRef => ({ n, code, machine })

export async function viewFault(id: number, viewer: Viewer, deps: HttpDeps): Promise<FaultView> {
  const [fault, names] = await Promise.all([faultOr404(deps.reads, id), namesOf(deps)])
  deps.changed?.machine(fault.machine)
  return presentFault(fault, viewer, names)
}
