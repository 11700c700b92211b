/**
 * What is asked of the accounts in the ledger and answered: the words of both rooms, since neither may import the other.
 */
import type { AccountingDocument } from './document.ts'
import type { AccountsEntry, IssuedEntry } from './entries.ts'

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
  /** `yyyy`: the months of this year */
  year?: string
  issuer?: string
  payer?: { kind: string; id: string }
  /** dates of issue, both included */
  from?: string
  until?: string
}

/** Of everything that was issued, newest first. */
export type DocumentPageQuery = {
  period?: string
  issuer?: string
  /** only these */
  numbers?: readonly string[]
  limit: number
  skip: number
}
/** `total`: on all pages together */
export type DocumentPage = { items: AccountingDocument[]; total: number }
/** How far a month or a settled year is out; credit notes count against it. */
export type IssuedMonth = { period: string; issued: number; gross_cents: number }

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
/** A picture by the SHA-256 of its bytes, in hex. */
export type Logo = { hash: string; body: Uint8Array }

export type IssueGroup = {
  drafts: readonly ToIssue[]
  issue_date: string
  by: string
  /** journal entry up to which the settings that the drafts rest on were read */
  directory_n: number
  /** last entry of the accounts that was known; null: the drafts rest on none */
  accounts_n: number | null
  /** what the documents are printed with: kept with them */
  logos: readonly Logo[]
}
export type IssueResult =
  | { kind: 'issued'; documents: AccountingDocument[] }
  /** under the same key, before: by another treasurer, or by the same one clicking twice */
  | { kind: 'issued-before'; documents: { draft: string; number: string }[] }
  /** today lies before the last document of the series: a clock went back */
  | { kind: 'before-last'; series: string; last_date: string }
  /** somebody changed the settings or credited something meanwhile: make the drafts again */
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
