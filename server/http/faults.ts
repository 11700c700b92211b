/** A fault after somebody has done something about it. */
import type { FaultView } from '#server/contract/api.ts'
import type { Viewer } from '#server/contract/visibility.ts'
import { presentFault } from '#server/present/trouble.ts'
import type { HttpDeps } from './deps.ts'
import { namesOf } from './people.ts'
import type { FaultRow, LedgerReads } from './ports.ts'
import { notFound } from './problem.ts'

export async function faultOr404(reads: LedgerReads, id: number): Promise<FaultRow> {
  const fault = await reads.fault(id)
  if (fault === null) throw notFound('fault', String(id))
  return fault
}

export async function viewFault(id: number, viewer: Viewer, deps: HttpDeps): Promise<FaultView> {
  const [fault, names] = await Promise.all([faultOr404(deps.reads, id), namesOf(deps)])
  deps.changed?.machine(fault.machine)
  return presentFault(fault, viewer, names)
}
