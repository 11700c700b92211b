/** What the books need of the outside. The ledger implements `BookkeepingLedger`; `main.ts` and the command line hand it over. */

import type { BooksKeptEntry } from '#server/domain/accounting/books-entries.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { AccountsEntry } from '#server/domain/accounting/entries.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Bounced } from '#server/domain/mail/bounce.ts'
import type { MailOrder, MailSettings } from '#server/domain/mail/types.ts'
import type { Closing } from '#server/domain/periods/month.ts'
import type { ContactRow, MailCounts, MailQuery, MailRow, Page, PersonRow } from '#server/domain/records.ts'

export interface BookkeepingLedger {
  /** Oldest first; an entry about several things comes once. */
  accountEntries(query: { issuer?: string }): Promise<{ n: number; at_ms: number; entry: AccountsEntry }[]>
  accountsHead(): Promise<number>
  documents(query: { issuer?: string; period?: string }): Promise<AccountingDocument[]>
  closings(): Promise<Closing[]>
  firstUseAt(): Promise<number | null>
  persons(): Promise<PersonRow[]>
  contacts(): Promise<ContactRow[]>
  appendAccounts(
    group: { entries: readonly BooksKeptEntry[]; accounts_n: number },
    received_at_ms: number,
  ): Promise<{ kind: 'booked'; n: number } | { kind: 'accounts-moved' }>
  enqueueMails(orders: readonly MailOrder[], now_ms: number): Promise<{ queued: number; known: number }>
  retryMail(id: number, now_ms: number): Promise<boolean>
  readdressMail(id: number, to: { message_id: string; to_address: string }, now_ms: number): Promise<boolean>
  bounceMail(id: number, bounced: Bounced): Promise<boolean>
  mail(id: number): Promise<MailRow | null>
  mails(query: MailQuery): Promise<Page<MailRow>>
  mailCounts(): Promise<MailCounts>
}

/** Bytes of the files the books are handed out as. */
export interface BooksFiles {
  fec(rows: readonly (readonly string[])[]): Uint8Array
  csv(rows: readonly (readonly (string | number)[])[]): Uint8Array
  /** hex SHA-256 */
  hash(bytes: Uint8Array): string
}

export type BookkeepingParts = {
  ledger: BookkeepingLedger
  files: BooksFiles
  mail: MailSettings
  directory(): Directory
  now_ms(): number
}

/** How often somebody else may be quicker before it is told. */
export const TRIES_MAX = 5

export const zoneOf = (directory: Directory): string => directory.site?.timezone ?? 'UTC'
