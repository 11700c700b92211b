/**
 * What the bank desk needs of the outside. The ledger implements `BankLedger`, billing `BankFiles`; `main.ts` and the command
 * line hand them over.
 */

import type { DebitGroup, DebtorAddress } from '#server/domain/accounting/debit-run.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { AccountsEntry } from '#server/domain/accounting/entries.ts'
import type { MoneyMovedEntry } from '#server/domain/accounting/payment-entries.ts'
import type { CollectingFacts } from '#server/domain/accounting/payment-settings.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { MailOrder, MailSettings } from '#server/domain/mail/types.ts'
import type {
  BankLineRow,
  ContactRow,
  IssuerBank,
  MailQuery,
  MailRow,
  MandateRow,
  Page,
  PersonRow,
} from '#server/domain/records.ts'

export interface BankLedger {
  /** Oldest first. */
  accountEntries(query: object): Promise<{ n: number; at_ms: number; entry: AccountsEntry }[]>
  accountsHead(): Promise<number>
  documents(query: { issuer?: string }): Promise<AccountingDocument[]>
  /** Mails are queued with the entries, in one transaction. Refused where another entry of the accounts came after `accounts_n`. */
  appendAccounts(
    group: { entries: readonly MoneyMovedEntry[]; accounts_n: number; mails?: readonly MailOrder[] },
    received_at_ms: number,
  ): Promise<{ kind: 'booked'; n: number } | { kind: 'accounts-moved' }>
  mails(query: MailQuery): Promise<Page<MailRow>>
  persons(): Promise<PersonRow[]>
  contacts(): Promise<ContactRow[]>
  banks(): Promise<IssuerBank[]>
  mandates(): Promise<MandateRow[]>
  putMandate(row: MandateRow): Promise<void>
  /** Newest first. */
  bankLines(): Promise<BankLineRow[]>
  /** How many were new. */
  putBankLines(rows: readonly BankLineRow[]): Promise<number>
  setBankLineAside(id: string, why: string | null, by: string): Promise<boolean>
  bankFile(issuer: string, run: string): Promise<string | null>
  putBankFile(issuer: string, run: string, body: string): Promise<void>
  /** Sessions that members object to and nobody has answered about. */
  openContests(): Promise<string[]>
}

export type DebitOrder = {
  run: string
  format: CollectingFacts['debit_format']
  created: string
  creditor: { name: string; iban: string; bic: string | null; creditor_id: string }
  groups: readonly DebitGroup[]
}
export type RefundOrder = {
  run: string
  format: CollectingFacts['refund_format']
  created: string
  date: string
  debtor: { name: string; iban: string; bic: string | null }
  lines: readonly {
    document: string
    text: string
    cents: number
    name: string
    iban: string
    address: DebtorAddress | null
  }[]
}
/** A line of a statement as its file has it. */
export type ReadLine = Omit<BankLineRow, 'id' | 'issuer' | 'source' | 'imported_at_ms' | 'set_aside' | 'set_aside_by'>
export type FileFlaw = { line: number | null; code: string; value: string }
export type CsvColumns = {
  first: number
  date: number
  label: number[]
  amount: number | null
  debit: number | null
  credit: number | null
  reference: number | null
}
export type ReadFile = {
  format: 'camt' | 'csv'
  table: { head: string[][]; columns: CsvColumns | null } | null
  result:
    | { kind: 'read'; statements: { iban: string | null; lines: ReadLine[] }[]; skipped: FileFlaw[] }
    | { kind: 'refused'; flaws: FileFlaw[] }
}
export interface BankFiles {
  writeDebits(order: DebitOrder): string
  writeRefunds(order: RefundOrder): string
  /** Empty: it may go to the bank. */
  flawsOf(xml: string): string[]
  readStatement(bytes: Buffer, columns: CsvColumns | null): Promise<ReadFile>
  isIban(iban: string): boolean
}

export type BankParts = {
  ledger: BankLedger
  files: BankFiles
  mail: MailSettings
  directory(): Directory
  now_ms(): number
}

/** How often somebody else may be quicker before it is told. */
export const TRIES_MAX = 5
