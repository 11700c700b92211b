/** The accounts as one object: what HTTP is handed. */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import type { Tell } from '#server/jobs/desk.ts'
import { type CreditOrder, type CreditOutcome, credit } from './credit.ts'
import { type Drafts, draftsOf } from './drafts.ts'
import { type IssueOrder, type IssueOutcome, issue } from './issue.ts'
import type {
  AccountsParts,
  DocumentFiles,
  DocumentPage,
  DocumentPageQuery,
  DocumentQuery,
  IssuedMonth,
} from './ports.ts'
import { type InvoiceProof, type ProofReads, proveInvoice } from './prove.ts'

export type Accounts = {
  /** `of`: what concerns this payer alone */
  drafts(period: string, of?: Payer): Promise<Drafts>
  /** `tell` hears what it is doing */
  issue(order: IssueOrder, tell?: Tell): Promise<IssueOutcome>
  credit(order: CreditOrder): Promise<CreditOutcome>
  document(number: string): Promise<AccountingDocument | null>
  documents(query: DocumentQuery): Promise<AccountingDocument[]>
  page(query: DocumentPageQuery): Promise<DocumentPage>
  issuedMonths(): Promise<IssuedMonth[]>
  proof(number: string): Promise<InvoiceProof | null>
  /** closed months, newest first */
  months(): Promise<string[]>
  files: DocumentFiles
}
export type DeskParts = AccountsParts & { ledger: AccountsParts['ledger'] & ProofReads; files: DocumentFiles }

export const createAccounts = (parts: DeskParts): Accounts => ({
  drafts: (period, of) => draftsOf(parts, period, of),
  issue: (order, tell) => issue(parts, order, tell),
  credit: order => credit(parts, order),
  document: number => parts.ledger.document(number),
  documents: query => parts.ledger.documents(query),
  page: query => parts.ledger.documentPage(query),
  issuedMonths: () => parts.ledger.issuedMonths(),
  proof: number => proveInvoice({ ...parts, directory: parts.directory() }, number),
  months: async () => (await parts.ledger.closings()).map(({ period }) => period).toReversed(),
  files: parts.files,
})
