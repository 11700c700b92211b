/**
 * What the live feed needs of the outside. The ledger, ingest and the sign-in fit these by shape; `main.ts` hands them over.
 * Times are Unix ms. Rejections are I/O failures.
 */
import type { Role } from '#server/contract/api.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Effect, MachineState, MachineView, Session } from '#server/domain/metering/types.ts'
import type { AlertRow } from '#server/domain/records.ts'
import type { FaultRecord } from '#server/present/trouble.ts'

export type LiveUser = { id: string; role: Role; member: string | null }
export type LiveCredentials = { cookie?: string | undefined; authorization?: string | undefined }

export interface LiveAuth {
  session(credentials: LiveCredentials): Promise<{ user: LiveUser } | null>
  /** Account ids → names. */
  names(): Map<string, string>
}

export interface LiveReads {
  stateChanges(
    machine: string,
    range: { from_ms: number; to_ms: number },
  ): Promise<{ at_ms: number; state: MachineState }[]>
  /** Newest first. */
  faults(query: {
    open?: boolean | undefined
    machine?: string | undefined
    limit: number
    cursor: string | null
  }): Promise<{ items: FaultRecord[] }>
  /** Newest first. */
  alerts(query: { limit: number; cursor: string | null }): Promise<{ items: AlertRow[] }>
  persons(): Promise<{ member: string; name: string | null }[]>
}

export type LiveRow = { machine: string; view: MachineView; session: Session | null; heard_at_ms: number | null }

export interface LiveCore {
  directory(): Directory
  machines(): LiveRow[]
}

/** What ingest says after a commit: the part of it that is shown. */
export type LiveAnnouncement = {
  effects: { effect: Effect }[]
  machines: { machine: string; view: MachineView; session: Session | null }[]
}

export type LiveClock = { now_ms(): number }
export type LiveLog = { error(context: object, message: string): void }
