/**
 * What the HTTP routes and the live feed need of the outside. The ledger, telemetry and ingest implement these by shape;
 * `main.ts` hands them over. Times are Unix ms, ranges half-open, ids as in the ledger. Rejections are I/O failures.
 */
import type { BadgeFacts, Directory, DirectoryEntry, MemberFacts } from '#server/domain/directory.ts'
import type { MachineState, MachineView, Session, StationAction } from '#server/domain/metering/types.ts'
import type { Wish } from '#server/domain/notices/types.ts'
import type {
  AboutMember,
  AlertRow,
  AuditRow,
  ContactPart,
  ContactRow,
  FaultRow,
  HeldMachine,
  JournalRow,
  Page,
  PersonRow,
  Range,
  RefusalRow,
  SessionQuery,
  SignatureRow,
  UnattributedRow,
  UnknownCardRow,
  UtilisationBy,
  UtilisationRow,
  WhoseData,
} from '#server/domain/records.ts'
import type { OrderTime } from '#server/domain/sharing/order-report.ts'
import type { Untouched } from '#server/domain/who/erasure.ts'

export type * from '#server/domain/records.ts'

export interface LedgerReads {
  /** Sessions whose start lies in the range, newest first. */
  sessions(query: SessionQuery): Promise<Page<Session>>
  session(id: string): Promise<Session | null>
  /** Every session that starts in the range, oldest first: the ground of cost sharing. */
  sessionsStarting(range: Range): Promise<Session[]>
  /** The journal entries between the badge that opened a session and what closed it, of its station. */
  evidence(
    id: string,
    limit: number,
    cursor: string | null,
  ): Promise<{ head: { n: number; chain: string }; page: Page<JournalRow> } | null>
  /** State changes in the range, preceded by the one in force at `from_ms`, if any. */
  stateChanges(machine: string, range: Range): Promise<{ at_ms: number; state: MachineState; session: string | null }[]>
  faults(query: {
    open?: boolean | undefined
    machine?: string | undefined
    limit: number
    cursor: string | null
  }): Promise<Page<FaultRow>>
  fault(id: number): Promise<FaultRow | null>
  alerts(query: { limit: number; cursor: string | null }): Promise<Page<AlertRow>>
  audit(query: { limit: number; cursor: string | null }): Promise<Page<AuditRow>>
  unattributed(range: Range): Promise<UnattributedRow[]>
  /** Running, worked and session time by session start; `member-category` and local hours need the directory and zone. */
  utilisation(range: Range, by: UtilisationBy, timezone: string): Promise<UtilisationRow[]>
  /** Stretches of the range in which somebody held a machine, any of them, in order. */
  heldMachines(range: Range, now_ms: number): Promise<HeldMachine[]>
  /** Machine time by order reference and machine. */
  orderTime(): Promise<OrderTime[]>
  persons(): Promise<PersonRow[]>
  signature(member: string): Promise<SignatureRow | null>
  /** The picture behind the floor plan. */
  planPicture(hash: string): Promise<Uint8Array | null>
  /** Every row of the ledger that names this member, by table. */
  aboutMember(of: WhoseData): Promise<AboutMember>
  contacts(): Promise<ContactRow[]>
  /** Badges of this member that were refused, newest first. */
  refusals(member: string, limit: number): Promise<RefusalRow[]>
  /** Cards nobody holds that were shown at a reader, newest first. */
  unknownCards(limit: number): Promise<UnknownCardRow[]>
  head(): Promise<{ n: number; chain: string }>
  counts(): Promise<{ messages: number; quarantined: number; late: number; gaps: number; sessions: number }>
}

export interface LedgerWrites {
  appendAudit(row: Omit<AuditRow, 'id'>): Promise<void>
  /** Names and e-mail, addresses and bank details: beside the chain, erasable. */
  putPersons(rows: readonly PersonRow[]): Promise<void>
  putContacts(rows: readonly ContactPart[]): Promise<void>
  /** What a member drew or typed under the charter; the last one stays. */
  putSignature(row: SignatureRow): Promise<void>
  /** Its hash, under which it is asked for and taken away. */
  putPlanPicture(body: Uint8Array): Promise<string>
  dropPlanPicture(hash: string): Promise<void>
  /** Makes (or rotates) a station's own token; the caller prints it once. Raises the station's epoch. */
  addStationToken(
    station: string,
    machine: string,
  ): Promise<{ principal: string; token: string; badge_key: string; epoch: number }>
}

/** Ingest as the manager's side sees it: acts go through the same queue and commit as messages. */
export interface Core {
  directory(): Directory
  act(
    act:
      | { station: string; action: StationAction }
      | { entry: DirectoryEntry; unneeded?: string; untouched?: Untouched },
  ): Promise<void>
  machines(): {
    machine: string
    station: string | null
    view: MachineView
    session: Session | null
    heard_at_ms: number | null
  }[]
  /** From heartbeats and `hello`, never from the broker's client list. */
  online(station: string): boolean
}

/** A member list as planned: who would be added and changed, and what is wrong; with a problem there is nothing to write. */
export type PlannedMembers = {
  encoding: string
  ignored: string[]
  rows: { line: number; member: string; name: string | null; change: 'added' | 'changed' | 'same' }[]
  problems: { line: number; column: string | null; code: string; value: string }[]
  members: MemberFacts[]
  badges: BadgeFacts[]
  persons: PersonRow[]
  contacts: ContactPart[]
}

/** Who asked to be told of what, by account. */
export interface Notices {
  /** whether there is a mail server */
  readonly relay: boolean
  wishes(): Promise<Map<string, Wish>>
  putWish(account: string, wish: Wish): Promise<void>
}

export interface CurveReads {
  /** Buckets of equal width covering the range; `bucket_ms` 0 asks for single samples. */
  curve(
    machine: string,
    range: Range,
    bucket_ms: number,
  ): Promise<{ at_ms: number; current_mA: number | null; current_mA_max: number | null; power_W: number | null }[]>
}
