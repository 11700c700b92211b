/**
 * What the ledger's rooms and the rooms it serves both speak of: rows as they are read, and points as telemetry keeps them.
 * Adapters never import one another, so the words they share stand here. Times are Unix ms, ranges half-open.
 */
import type { Cause } from './care/facts.ts'
import type { Phase } from './learning/types.ts'
import type { Mail } from './mail/types.ts'
import type { MachineState, Session } from './metering/types.ts'
import type { SeenAmounts } from './periods/changes.ts'

export type Page<T> = { items: T[]; next: string | null }
export type Range = { from_ms: number; to_ms: number }
export type PageQuery = { limit: number; cursor: string | null }
export type SessionQuery = PageQuery & {
  from_ms?: number | undefined
  to_ms?: number | undefined
  machine?: string | undefined
  member?: string | undefined
  open?: boolean | undefined
}
export type FaultQuery = PageQuery & { open?: boolean | undefined; machine?: string | undefined }
export type FaultRow = {
  id: number
  /** journal entry that opened it */
  n: number
  machine: string
  station: string
  code: string
  detail: string | null
  from_at_ms: number
  to_at_ms: number | null
  session: string | null
  acknowledged_at_ms: number | null
  acknowledged_by: string | null
  resolved_at_ms: number | null
  resolved_by: string | null
  resolution: string | null
  /** signature of who takes care of it */
  assigned_to: string | null
  cause: Cause | null
  parts_cents: number
  labour_cents: number
}
/** `known`: of a card nobody held, that somebody holds it by now. */
export type AlertRow = {
  id: number
  at_ms: number
  code: string
  machine: string | null
  detail: string
  known?: true
}
export type AuditRow = { id: number; at_ms: number; actor: string; action: string; subject: string; detail: string }
export type JournalRow = {
  n: number
  received_at_ms: number
  kind: string
  type: string
  disposition: string
  station: string | null
  epoch: number | null
  boot: number | null
  seq: number | null
  payload: string
  /** hex, as are the hashes: `payload_hash` = SHA-256(salt ‖ payload) */
  salt: string
  payload_hash: string
  chain: string
}
export type StateChange = { at_ms: number; state: MachineState; session: string | null }
export type UtilisationBy = 'machine' | 'hour' | 'weekday-hour' | 'member-category' | 'month'
export type UtilisationRow = {
  key: string
  running_ms: number
  worked_ms: number
  session_ms: number
  energy_Wh: number
  sessions: number
}
export type UsageRow = Omit<UtilisationRow, 'key'> & { machine: string; category: string | null }
export type UnattributedRow = {
  id: number
  machine: string
  from_at_ms: number
  to_at_ms: number
  running_ms: number
  energy_Wh: number
}
export type ContactKind = 'member' | 'organisation'
/** Address and bank details of one who may be billed. ISO 3166 country, IBAN without spaces, SEPA mandate reference. */
export type ContactRow = {
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
  /** the name a person trades under */
  trade_name?: string | null
  /** of an organisation: where its invoices go. A person's stands with the name */
  email?: string | null
  /** of a person who trades; an organisation's are facts of the directory */
  siren?: string | null
  siret?: string | null
  vat_number?: string | null
  /** how invoices reach them; null: by mail */
  delivery?: Delivery | null
}
/** An approved platform takes the XML; paper is printed and handed over or posted. */
export type Delivery = 'mail' | 'platform' | 'paper'
/** A payer's consent to be debited by one issuer (accounting/mandate.ts). */
export type MandateRow = {
  issuer: string
  kind: ContactKind
  id: string
  reference: string
  /** null: the signature is missing */
  signed: string | null
  /** first day it holds no more */
  revoked: string | null
}
/** What somebody says of a contact; the rest stays. */
export type ContactPart = Pick<ContactRow, 'kind' | 'id'> & Partial<ContactRow>
/** As of a head: nothing after it counts. */
export type PlainUseQuestion = Range & { head_n: number }
/** When somebody was at a machine, within a range; and the first session it ever had. */
export type HeldMachine = { machine: string; first_at_ms: number; held: Range[] }
/** Plain sessions of one member on one machine, added up; `ids` are theirs, separated by commas. */
export type PlainUse = {
  member: string
  machine: string
  category: string | null
  order: string | null
  grade: Session['grade']
  start_at_ms: number
  running_ms: number
  worked_ms: number
  session_ms: number
  idle_ms: number
  energy_Wh: number
  ids: string
}
/** Long work of the treasurer: computing a month, closing it, issuing its documents, handing them to the post. */
export type JobKind = 'preview' | 'close' | 'issue' | 'send'
/** Mails of a month's documents: on their way, gone out, and come back. */
export type Posted = { waiting: number; sent: number; back: number }
export type JobRow = {
  id: string
  kind: JobKind
  /** the month or year */
  about: string
  by: string
  /** `interrupted`: the process ended before it, and nothing of it was committed */
  state: 'running' | 'done' | 'failed' | 'interrupted'
  began_at_ms: number
  ended_at_ms: number | null
  /** JSON: what it came to, or the problem it ended with; null while it runs, and where a restart has taken it along */
  outcome: string | null
}
export type SeenMonth = { at_ms: number; amounts: SeenAmounts }

/** What a month comes to by now, where nothing else is asked of it. */
export type MonthTotals = {
  members: { id: string; total_cents: number }[]
  payers: { payer: { kind: string; id: string }; total_cents: number }[]
}
/** IBAN and BIC without spaces; SEPA creditor identifier (ICS). */
export type IssuerBank = { issuer: string; iban: string | null; bic: string | null; sepa_creditor_id: string | null }
/** What somebody says of it; the rest stays. */
export type IssuerBankPart = Pick<IssuerBank, 'issuer'> & Partial<IssuerBank>
/**
 * A line of a bank statement; `id` is its fingerprint, `issuer` whose account it is of. Positive cents came in. `set_aside`: why it
 * concerns no payer.
 */
export type BankLineRow = {
  id: string
  issuer: string
  source: 'camt' | 'csv'
  date: string
  cents: number
  text: string
  name: string | null
  iban: string | null
  end_to_end: string | null
  mandate: string | null
  batch: string | null
  reason: string | null
  servicer_ref: string | null
  imported_at_ms: number
  set_aside: string | null
  set_aside_by: string | null
}
/** A badge that was refused, as its verdict stands in the ledger. */
export type RefusalRow = { n: number; at_ms: number; station: string; machine: string | null; reason: string }
/** A card nobody holds, shown at a reader: by its HMAC. */
export type UnknownCardRow = { badge: string; station: string; at_ms: number }
export type PersonRow = { member: string; name: string | null; email: string | null }
/**
 * One point. Tags and timestamp are deterministic, so that writing it again overwrites it. `order` is 0, or the count of
 * earlier samples of the same station at the very same `at_ms`, and becomes a tag only when above 0. Never a person's name.
 */
export type TelemetryPoint =
  | {
      kind: 'sample'
      n: number
      machine: string
      station: string
      at_ms: number
      order: number
      current_mA: number | null
      relay: boolean
      power_W: number | null
      energy_Wh: number | null
      running_ms: number | null
    }
  | { kind: 'state'; n: number; machine: string; at_ms: number; order: number; state: MachineState }
  | {
      kind: 'session'
      n: number
      machine: string
      category: string | null
      at_ms: number
      session: string
      running_ms: number
      worked_ms: number
      session_ms: number
      idle_ms: number
      silent_ms: number
      fault_ms: number
      energy_Wh: number
      grade: Session['grade']
    }
  | { kind: 'fault'; n: number; machine: string; at_ms: number; order: number; code: string; active: boolean }
/** A mail as the outbox shows it: what it says is in its file. */
export type MailRow = Omit<
  Mail,
  'message_id' | 'recipient' | 'from_name' | 'reply_to' | 'text' | 'html' | 'attachments'
> & {
  recipient_kind: Mail['recipient']['kind']
  recipient: string
}
export type MailQuery = PageQuery & {
  state?: Mail['state'] | undefined
  about?: readonly string[] | undefined
  /** with this document attached: its own mail, and reminders of it */
  attached?: string | undefined
  message_id?: string | undefined
  to_address?: string | undefined
}
export type MailCounts = Record<Mail['state'], number>
/** A press beside a machine while it is taught. `begins`: a new lesson, what was pressed before is history. */
export type LessonMark = { at_ms: number; phase: Phase | null; begins: boolean; by: string }
/** `after` null: what would have been cannot be told, because the journal of that time has expired. */
export type ReplayedSession = { session: Session; after: Session | null }
/** Whose data is asked for: a member, with the sign-in accounts and tokens that act for them. */
export type WhoseData = { member: string; accounts: readonly string[] }
/** What somebody drew or typed under the charter, as canonical JSON; its salted hash is the commitment in the journal. */
export type SignatureRow = { member: string; at_ms: number; salt: Uint8Array; body: string }
/** Rows by table. */
export type AboutMember = Record<string, Record<string, unknown>[]>
