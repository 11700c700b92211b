/**
 * What the accounts need of the outside. The ledger implements `AccountsLedger`, billing `DocumentFiles`; `main.ts` and the
 * command line hand them over.
 */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { AccountsEntry, IssuedEntry } from '#server/domain/accounting/entries.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Session } from '#server/domain/metering/types.ts'
import type { Closing } from '#server/domain/periods/month.ts'
import type { ContactRow, IssuerBank, PersonRow } from '#server/domain/records.ts'
import type { Compared } from '#server/domain/sharing/settlement.ts'
import type { PeriodStatement } from '#server/domain/sharing/statement.ts'

/** An entry with its place in the journal. */
export type Booked<E extends AccountsEntry = AccountsEntry> = { n: number; at_ms: number; entry: E }
export type EntryQuery = {
  types?: readonly AccountsEntry['type'][]
  issuer?: string
  /** a document's number, a mandate, a year: what the entry is about */
  subject?: string
}
export type DocumentQuery = {
  /** `yyyy-mm`, or a settled year */
  period?: string
  issuer?: string
  payer?: { kind: string; id: string }
  /** dates of issue, both included */
  from?: string
  until?: string
}

export type Numbered = { series: string; sequence: number; issue_date: string }
export type ToIssue = {
  /** what it is made from: nothing is issued twice under one key */
  draft: string
  issuer: string
  series: string
  /** first number of a series in which nothing was issued yet */
  first: number
  /** Pure: the document with its place. */
  finish(place: Numbered): AccountingDocument
}
export type IssueGroup = {
  drafts: readonly ToIssue[]
  issue_date: string
  by: string
  /** journal entry up to which the settings that the drafts rest on were read */
  directory_n: number
  /** last entry of the accounts that was known; null: the drafts rest on none */
  accounts_n: number | null
}
export type IssueResult =
  | { kind: 'issued'; documents: AccountingDocument[] }
  | { kind: 'issued-before'; documents: { draft: string; number: string }[] }
  | { kind: 'before-last'; series: string; last_date: string }
  | { kind: 'inputs-moved' }

/** The journal entry that issued a document; hashes in hex. */
export type DocumentChain = {
  n: number
  received_at_ms: number
  payload_hash: string
  chain: string
  entry: IssuedEntry
  /** the document as it lies there hashes to what the journal has */
  intact: boolean
}

export interface AccountsLedger {
  /** Oldest first; an entry about several things comes once. */
  accountEntries(query: EntryQuery): Promise<Booked[]>
  /** last journal entry of the accounts; 0 before the first */
  accountsHead(): Promise<number>
  document(number: string): Promise<AccountingDocument | null>
  /** In the order they were issued. */
  documents(query: DocumentQuery): Promise<AccountingDocument[]>
  /** what the journal says of a document; null where nothing was issued under this number */
  documentChain(number: string): Promise<DocumentChain | null>
  closings(): Promise<Closing[]>
  closedStatement(period: string): Promise<PeriodStatement | null>
  persons(): Promise<PersonRow[]>
  contacts(): Promise<ContactRow[]>
  banks(): Promise<IssuerBank[]>
  issue(group: IssueGroup, received_at_ms: number): Promise<IssueResult>
  sessionsStarting(range: { from_ms: number; to_ms: number }): Promise<Session[]>
}

/** The files of an issued document, made from it alone. Rejects where it cannot be shown as it is, and says why. */
export interface DocumentFiles {
  /** PDF/A-3 with the XML in it (Factur-X) */
  pdf(document: AccountingDocument): Promise<Uint8Array>
  /** UN/CEFACT CII, profile EN 16931 */
  xml(document: AccountingDocument): Promise<Uint8Array>
}

export type AccountsParts = {
  ledger: AccountsLedger
  directory(): Directory
  /** journal entry up to which `directory` has read the rules */
  directory_n(): number
  /** Months of a year as they were charged in advance, and as their actual costs share them. */
  comparedMonths(year: string): Promise<Compared[]>
  now_ms(): number
}

/** How often somebody else may be quicker before it is told. */
export const TRIES_MAX = 5

export const zoneOf = (directory: Directory): string => directory.site?.timezone ?? 'UTC'
