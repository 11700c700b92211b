/**
 * What the accounts need of the outside. The ledger implements `AccountsLedger`, billing `DocumentFiles`; `main.ts` and the
 * command line hand them over.
 */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { IssuedEntry } from '#server/domain/accounting/entries.ts'
import type {
  Booked,
  DocumentChain,
  DocumentPage,
  DocumentPageQuery,
  DocumentQuery,
  EntryQuery,
  IssuedMonth,
  IssueGroup,
  IssueResult,
  Logo,
} from '#server/domain/accounting/stored.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Session } from '#server/domain/metering/types.ts'
import type { Closing } from '#server/domain/periods/month.ts'
import type { ContactRow, IssuerBank, MandateRow, PersonRow } from '#server/domain/records.ts'
import type { Compared } from '#server/domain/sharing/settlement.ts'
import type { StatementSheet } from '#server/domain/sharing/sheet.ts'
import type { PeriodStatement } from '#server/domain/sharing/statement.ts'
import type { Payer } from '#server/domain/sharing/use.ts'

export type * from '#server/domain/accounting/stored.ts'

export interface AccountsLedger {
  /** Oldest first; an entry about several things comes once. */
  accountEntries(query: EntryQuery): Promise<Booked[]>
  /** last journal entry of the accounts; 0 before the first */
  accountsHead(): Promise<number>
  document(number: string): Promise<AccountingDocument | null>
  /** In the order they were issued. */
  documents(query: DocumentQuery): Promise<AccountingDocument[]>
  documentPage(query: DocumentPageQuery): Promise<DocumentPage>
  /** which of these drafts are out */
  issuedUnder(drafts: readonly string[]): Promise<{ draft: string; number: string }[]>
  /** What the journal says of all that was billed to them, oldest first. */
  issuedTo(payers: readonly Payer[]): Promise<IssuedEntry[]>
  issuedMonths(): Promise<IssuedMonth[]>
  /** what the journal says of a document; null where nothing was issued under this number */
  documentChain(number: string): Promise<DocumentChain | null>
  closings(): Promise<Closing[]>
  closedStatement(period: string): Promise<PeriodStatement | null>
  persons(): Promise<PersonRow[]>
  contacts(): Promise<ContactRow[]>
  banks(): Promise<IssuerBank[]>
  mandates(): Promise<MandateRow[]>
  issue(group: IssueGroup, received_at_ms: number): Promise<IssueResult>
  sessionsStarting(range: { from_ms: number; to_ms: number }): Promise<Session[]>
}

/** The files of an issued document, made from it alone. Rejects where it cannot be shown as it is, and says why. */
export interface DocumentFiles {
  /** PDF/A-3 with the XML in it (Factur-X) */
  pdf(document: AccountingDocument): Promise<Uint8Array>
  /** UN/CEFACT CII, profile EN 16931 */
  xml(document: AccountingDocument): Promise<Uint8Array>
  /** a member's month as PDF */
  statement(sheet: StatementSheet): Promise<Uint8Array>
}

/** What an issuer prints above everything: its logo of today, and why it cannot be drawn. */
export type Letterhead = { logo: Logo | null; problem: string | null }

export type AccountsParts = {
  ledger: AccountsLedger
  directory(): Directory
  /** journal entry up to which `directory` has read the rules */
  directory_n(): number
  /** Months of a year as they were charged in advance, and as their actual costs share them. */
  comparedMonths(year: string): Promise<Compared[]>
  letterhead(issuer: string): Promise<Letterhead>
  now_ms(): number
}

/** How often somebody else may be quicker before it is told. */
export const TRIES_MAX = 5

export const zoneOf = (directory: Directory): string => directory.site?.timezone ?? 'UTC'
