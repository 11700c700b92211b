/** Faults, lockouts and alerts, without persons for those who may not see them. */
import type { AlertView, FaultView, LockView } from '#server/contract/api.ts'
import { seesPeople, type Viewer } from '#server/contract/visibility.ts'
import type { Cause } from '#server/domain/care/facts.ts'
import type { LockFacts } from '#server/domain/directory.ts'
import type { AlertRow } from '#server/domain/records.ts'
import { at, atOrNull, type Names } from './words.ts'

export type FaultRecord = {
  id: number
  machine: string
  code: string
  detail: string | null
  from_at_ms: number
  to_at_ms: number | null
  acknowledged_at_ms: number | null
  acknowledged_by: string | null
  resolved_at_ms: number | null
  resolution: string | null
  assigned_to: string | null
  cause: Cause | null
  parts_cents: number
  labour_cents: number
}

export function presentFault(fault: FaultRecord, viewer: Viewer, names: Names): FaultView {
  const by = fault.acknowledged_by
  const to = seesPeople(viewer, 'board') ? fault.assigned_to : null
  return {
    id: fault.id,
    machine: fault.machine,
    code: fault.code,
    detail: fault.detail,
    from: at(fault.from_at_ms),
    to: atOrNull(fault.to_at_ms),
    acknowledged: atOrNull(fault.acknowledged_at_ms),
    acknowledged_by: by !== null && seesPeople(viewer, 'board') ? (names.get(by) ?? by) : null,
    resolved: atOrNull(fault.resolved_at_ms),
    resolution: fault.resolution,
    cause: fault.cause,
    assigned_to: to,
    assigned_name: to === null ? null : (names.get(to) ?? to),
    ...(seesPeople(viewer, 'books') ? { parts_cents: fault.parts_cents, labour_cents: fault.labour_cents } : {}),
  }
}

/** `by` is empty where the reader may not see persons. */
export const presentLock = (lock: LockFacts, viewer: Viewer, names: Names): LockView => ({
  by: seesPeople(viewer, 'board') ? (names.get(lock.by) ?? lock.by) : '',
  why: lock.why,
  since: at(lock.since_at_ms),
})

export const presentAlert = (alert: AlertRow): AlertView => ({
  id: alert.id,
  at: at(alert.at_ms),
  code: alert.code,
  machine: alert.machine,
  detail: alert.detail,
  ...(alert.known === undefined ? {} : { known: alert.known }),
})
