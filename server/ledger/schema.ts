/** The tables of migrations/*.sql as Kysely and row readers see them. Booleans are 0 and 1. */
import type { ColumnType, Generated } from 'kysely'
import type { Mail } from '#server/domain/mail/types.ts'
import type { BankLineRow, ContactKind, Delivery, IssuerBank } from '#server/domain/records.ts'

type Flag = number
/** Written by the database alone, never updated. */
type Id = ColumnType<number, number | undefined, never>

export type JournalTable = {
  n: number
  received_at_ms: number
  kind: 'up' | 'action' | 'directory' | 'books' | 'accounts' | 'checkpoint'
  type: string
  disposition: 'folded' | 'late'
  station: string | null
  epoch: number | null
  boot: number | null
  seq: number | null
  at_ms: number | null
  at_order: Generated<number>
  batch_last_up_ms: number | null
  payload: string
  salt: Buffer
  payload_hash: Buffer
  chain: Buffer
}
export type SessionTable = {
  id: string
  machine: string
  station: string
  epoch: number
  boot: number
  seq: number
  member: string
  category: string | null
  order_ref: string | null
  start_at_ms: number
  end_at_ms: number | null
  end_reason: string | null
  session_ms: number
  running_ms: number
  worked_ms: number
  idle_ms: number
  silent_ms: number
  fault_ms: number
  energy_Wh: number
  grade: string
  profile: string | null
  buffered: Flag
  incomplete: Flag
  no_current: Flag
  event: string | null
  started_n: number
  ended_n: number | null
}
export type StateChangeTable = {
  id: Id
  n: number
  machine: string
  at_ms: number
  state: string
  session: string | null
}
export type FaultTable = {
  id: Id
  n: number
  machine: string
  station: string
  code: string
  detail: string | null
  from_at_ms: number
  to_at_ms: number | null
  session: string | null
  cleared_n: number | null
  acknowledged_at_ms: number | null
  acknowledged_by: string | null
  resolved_at_ms: number | null
  resolved_by: string | null
  resolution: string | null
}
export type GapTable = {
  id: Id
  n: number
  station: string
  boot: number
  from_seq: number
  to_seq: number
  at_ms: number
  session: string | null
}
export type UnattributedTable = {
  id: Id
  n: number
  machine: string
  from_at_ms: number
  to_at_ms: number
  running_ms: number
  energy_Wh: number
}
export type VerdictTable = { station: string; epoch: number; boot: number; seq: number; n: number; value: string }
export type AlertTable = {
  id: Id
  n: number | null
  at_ms: number
  code: string
  machine: string | null
  detail: string
  acknowledged_at_ms: number | null
  acknowledged_by: string | null
}
export type QuarantineTable = {
  id: Id
  received_at_ms: number
  station: string
  epoch: number | null
  boot: number | null
  seq: number | null
  type: string
  reason: string
  detail: string
  content_hash: string
  payload: Buffer
}
export type CredentialTable = {
  principal: string
  kind: 'station' | 'gateway' | 'plug'
  id: string
  token_hash: Buffer
  stations: string
  created_at_ms: number
  revoked_at_ms: number | null
}
/** One row for each thing an entry of the books is about; `value` is canonical JSON. */
export type BookTable = {
  id: Id
  n: number
  i: number
  type: string
  period: string
  subject: string
  value: string
}
/** One row for each thing an entry of the accounts is about; `value` is the entry as canonical JSON. */
export type AccountTable = {
  id: Id
  n: number
  i: number
  type: string
  issuer: string
  subject: string
  value: string
}
/** Beside the chain, which has its hash: never updated. */
export type DocumentTable = {
  number: string
  n: number
  issuer: string
  series: string
  sequence: number
  draft: string
  period: string
  payer_kind: string
  payer_id: string
  salt: Buffer
  hash: Buffer
  body: string
}
export type DocumentCounterTable = {
  issuer: string
  series: string
  sequence: number
  issue_date: string
  series_chain: Buffer
}
/** Beside the chain, erasable. */
export type MandateTable = {
  issuer: string
  kind: 'member' | 'organisation'
  id: string
  reference: string
  signed: string | null
  revoked: string | null
  of_contact: number
}
export type ContactTable = {
  kind: ContactKind
  id: string
  street: string | null
  postal_code: string | null
  city: string | null
  country: string | null
  phone: string | null
  iban: string | null
  mandate: string | null
  mandate_signed: string | null
  trade_name: string | null
  email: string | null
  siren: string | null
  siret: string | null
  vat_number: string | null
  delivery: Delivery | null
}
export type AuditTable = { id: Id; at_ms: number; actor: string; action: string; subject: string; detail: string }

export type LessonMarkTable = {
  id: Id
  machine: string
  at_ms: number
  phase: string | null
  begins: Flag
  by: string
}

export type MailTable = Omit<Mail, 'id' | 'recipient' | 'attachments'> & {
  id: Id
  recipient_kind: Mail['recipient']['kind']
  recipient: string
  attachments: string
}

export type Schema = {
  mail: MailTable
  notice_wish: { account: string; wish: string }
  notice_state: { account: string; state: string }
  setting: { key: string; value: string }
  journal: JournalTable
  station_state: { station: string; state: string; n: number }
  directory: { kind: string; id: string; value: string }
  session: SessionTable
  state_change: StateChangeTable
  fault: FaultTable
  gap: GapTable
  unattributed: UnattributedTable
  verdict: VerdictTable
  alert: AlertTable
  quarantine: QuarantineTable
  credential: CredentialTable
  contact: ContactTable
  mandate: MandateTable
  issuer_bank: IssuerBank
  bank_line: BankLineRow
  bank_file: { issuer: string; run: string; body: string }
  logo: { hash: string; body: Buffer }
  issuer_logo: { issuer: string; hash: string | null }
  plan_picture: { hash: string; body: Buffer }
  charter_signature: { member: string; at_ms: number; salt: Uint8Array; body: string }
  person: { member: string; name: string | null; email: string | null }
  audit: AuditTable
  lesson_mark: LessonMarkTable
  book: BookTable
  account: AccountTable
  document: DocumentTable
  document_counter: DocumentCounterTable
  follower: { name: string; cursor_n: number }
  dead_letter: { id: Id; at_ms: number; follower: string; n: number; line: string; error: string }
}
