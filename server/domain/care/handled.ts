/** A fault as the ledger keeps it, with what people have done about it since. */
import type { FaultRow } from '../records.ts'
import type { RepairFacts } from './facts.ts'

/** As the fold left it; the `acknowledged…` and `resolved…` of faults before Navette journalled them. */
export type PlainFault = Omit<FaultRow, 'assigned_to' | 'cause' | 'parts_cents' | 'labour_cents'>

export function handled(fault: PlainFault, repair: RepairFacts | undefined): FaultRow {
  const { acknowledged = null, assigned = null, resolved = null } = repair ?? {}
  return {
    ...fault,
    ...(acknowledged && { acknowledged_at_ms: acknowledged.at_ms, acknowledged_by: acknowledged.by }),
    ...(resolved && { resolved_at_ms: resolved.at_ms, resolved_by: resolved.by, resolution: resolved.words }),
    assigned_to: assigned?.to ?? null,
    cause: resolved?.cause ?? null,
    parts_cents: resolved?.cost.parts_cents ?? 0,
    labour_cents: resolved?.cost.labour_cents ?? 0,
  }
}
