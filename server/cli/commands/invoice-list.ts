import { billedPeriod, withAccounts } from '../invoices.ts'
import { print } from '../output.ts'
import { documentLine, summary } from './invoice-issue.ts'

type Options = { period?: string; issuer?: string; json?: boolean }

export async function invoiceList({ period, issuer, json }: Options): Promise<void> {
  const query = {
    ...(period !== undefined && { period: billedPeriod(period) }),
    ...(issuer !== undefined && { issuer }),
  }
  const documents = await withAccounts(({ ledger }) => ledger.documents(query))
  const lines = documents.length === 0 ? ['Nothing was issued.'] : documents.map(documentLine)
  print({ documents: documents.map(summary) }, lines, json)
}
