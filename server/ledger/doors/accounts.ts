/** Documents under their numbers, what was paid on them, and the bank's lines beside. */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { IssuedEntry } from '#server/domain/accounting/entries.ts'
import type * as Stored from '#server/domain/accounting/stored.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import type * as T from '../types.ts'
import { type AccountsGroup, type AccountsResult, accountsAppender } from '../write/accounts.ts'
import { issuer } from '../write/issue.ts'
import type { Parts } from './parts.ts'

export function accountsDoor({ db, ask, reader, write }: Parts) {
  const append = accountsAppender(db)
  const issue = issuer(db)
  return {
    accountEntries: (query: Stored.EntryQuery): Promise<Stored.Booked[]> =>
      ask((on, { accountEntries }) => accountEntries(on, query)),
    seriesOf: (of: string): Promise<{ series: string; sequence: number }[]> =>
      ask((on, { seriesOf }) => seriesOf(on, of)),
    accountsHead: (): Promise<number> => ask((on, { accountsHead }) => accountsHead(on)),
    document: (number: string): Promise<AccountingDocument | null> => ask((on, { document }) => document(on, number)),
    documentChain: (number: string): Promise<Stored.DocumentChain | null> =>
      ask((on, { documentChain }) => documentChain(on, number)),
    documents: (query: Stored.DocumentQuery): Promise<AccountingDocument[]> => reader.ask('documents', query),
    documentPage: (query: Stored.DocumentPageQuery): Promise<Stored.DocumentPage> =>
      ask((on, { documentPage }) => documentPage(on, query)),
    /** Which of these drafts are out. */
    issuedUnder: (drafts: readonly string[]): Promise<{ draft: string; number: string }[]> =>
      ask((on, { issuedUnder }) => issuedUnder(on, drafts)),
    /** What the journal says of all that was billed to them, oldest first. */
    issuedTo: (payers: readonly Payer[]): Promise<IssuedEntry[]> => reader.ask('issuedTo', payers),
    issuedMonths: (): Promise<Stored.IssuedMonth[]> => reader.ask('issuedMonths'),
    /** Lines of bank statements, newest first. Like names: not for every role. */
    bankLines: (): Promise<T.BankLineRow[]> => ask((on, { bankLines }) => bankLines(on)),
    /** How many were new. */
    putBankLines: (rows: readonly T.BankLineRow[]): Promise<number> =>
      ask((on, { putBankLines }) => putBankLines(on, rows)),
    setBankLineAside: (id: string, why: string | null, by: string): Promise<boolean> =>
      ask((on, { setBankLineAside }) => setBankLineAside(on, id, why, by)),
    bankFile: (of: string, run: string): Promise<string | null> => ask((on, { bankFile }) => bankFile(on, of, run)),
    putBankFile: (of: string, run: string, body: string): Promise<void> =>
      ask((on, { putBankFile }) => putBankFile(on, of, run, body)),
    logo: (hash: string): Promise<Uint8Array | null> => ask((on, { logo }) => logo(on, hash)),
    /** Undefined: nobody ever uploaded one; null: none is wanted. */
    issuerLogo: (of: string): Promise<Stored.Logo | null | undefined> =>
      ask((on, { issuerLogo }) => issuerLogo(on, of)),
    /** Kept by its hash; the issuer's next documents carry it. What is out keeps its own. */
    putIssuerLogo: (of: string, body: Uint8Array | null): Promise<void> =>
      ask((on, { putIssuerLogo }) => putIssuerLogo(on, of, body)),
    /** Sessions that members object to and nobody has answered about. */
    openContests: (): Promise<string[]> => ask((on, { openContests }) => openContests(on)),
    /** One write transaction; nothing is written unless it is `booked`. */
    appendAccounts: (group: AccountsGroup, received_at_ms: number): Promise<AccountsResult> =>
      write(() => append(group, received_at_ms)),
    /** One write transaction: every document with its number, or none. */
    issue: (group: Stored.IssueGroup, received_at_ms: number): Promise<Stored.IssueResult> =>
      write(() => issue(group, received_at_ms)),
  }
}
