/** Issues a credit note on one invoice, whole or by line. */

import { type CreditWish, creditKey, creditOf } from '#server/domain/accounting/credit.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { creditDraftOf } from '#server/domain/accounting/draft.ts'
import type { InvoiceProblem } from '#server/domain/accounting/problems.ts'
import { readPeople } from './drafts.ts'
import { type Issued, issueDrafts } from './issue.ts'
import { type AccountsParts, TRIES_MAX } from './ports.ts'

export type CreditOrder = {
  number: string
  wish: CreditWish
  /** `credit/FAB-2026-0001/1`, as it was shown: the same order given twice is one credit note. Null: whichever is next */
  key: string | null
  by: string
}
export type CreditOutcome =
  | { kind: 'credited'; document: AccountingDocument }
  | { kind: 'unknown' }
  | { kind: 'problems'; problems: InvoiceProblem[] }
  | { kind: 'busy' }
  | Exclude<Issued, { kind: 'issued' | 'inputs-moved' }>

export async function credit(parts: AccountsParts, { number, wish, key, by }: CreditOrder): Promise<CreditOutcome> {
  const { ledger } = parts
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const directory_n = parts.directory_n()
    const accounts_n = await ledger.accountsHead()
    const invoice = await ledger.document(number)
    if (invoice === null) return { kind: 'unknown' }
    const documents = await ledger.documents({ issuer: invoice.issuer, payer: invoice.buyer.payer })
    const next = creditKey(number, documents)
    if (key !== null && key !== next) {
      const before = await ledger.issuedUnder([key])
      return before.length === 0 ? { kind: 'unknown' } : { kind: 'issued-before', documents: before }
    }
    const credited = creditOf(invoice, wish, documents)
    if (credited.kind === 'problem') return { kind: 'problems', problems: [credited.problem] }
    const draft = creditDraftOf(credited.content, invoice.buyer, parts.directory(), await readPeople(parts))
    if (draft.problems.length > 0) return { kind: 'problems', problems: draft.problems }
    const issued = await issueDrafts(parts, [draft], { by, directory_n, accounts_n })
    if (issued.kind === 'inputs-moved') continue
    if (issued.kind !== 'issued') return issued
    const [document] = issued.documents
    if (document !== undefined) return { kind: 'credited', document }
  }
  return { kind: 'busy' }
}
