/** The routes about invoices that only their own pages use. */
import type {
  InvoiceDetail,
  InvoiceDrafts,
  InvoiceMonths,
  InvoiceProofView,
  InvoiceRow,
  InvoiceState,
  IssuedRow,
} from '#server/contract/invoices.ts'
import type { JobView } from '#server/contract/jobs.ts'
import { get, post } from './client.ts'
import { work } from './jobs.ts'

const part = encodeURIComponent
type Items<T> = { items: T[] }

export type InvoicePage = { items: IssuedRow[]; total: number }
/** As many as somebody reads at once; older ones are asked for. */
const PAGE = 100
/** The newest of those in this state and of this payer, `pages` times what one page holds. */
export async function getInvoices(of: { state: InvoiceState | null; payer: string | null }, pages: number) {
  const ask = (page: number) => get<InvoicePage>('invoices', { ...of, limit: PAGE, cursor: page * PAGE })
  const got = await Promise.all(Array.from({ length: pages }, (_, page) => ask(page)))
  return { items: got.flatMap(({ items }) => items), total: got[0]?.total ?? 0 }
}
export const getMyInvoices = () => get<Items<InvoiceRow>>('me/invoices')
export const getInvoiceMonths = () => get<InvoiceMonths>('invoices/months')
export const getDrafts = (period: string) => get<InvoiceDrafts>(`invoices/drafts/${period}`)
export const getInvoice = (number: string) => get<InvoiceDetail>(`invoices/${part(number)}`)
export const getInvoiceProof = (number: string) => get<InvoiceProofView>(`invoices/${part(number)}/proof`)
export const pdfOf = (number: string) => `/api/v1/invoices/${part(number)}/pdf`

/** `drafts_hash`: what was shown; something else is not issued unseen. */
export const issueInvoices = (period: string, drafts_hash: string, told: (job: JobView) => void) =>
  work('invoices/issue', { period, drafts_hash }, told)
type OldReference = { key: string; number: string; issue_date: string }
/** One credit note, on an invoice of the old books. */
export const issueReferring = (period: string, drafts_hash: string, reference: OldReference) =>
  work('invoices/issue', { period, drafts_hash, keys: [reference.key], old_references: [reference] })
/** `lines` null: all that is left. */
export const creditInvoice = (number: string, key: string, lines: { line: string; net_cents?: number }[] | null) =>
  post<InvoiceRow>(`invoices/${part(number)}/credit`, { key, ...(lines === null ? {} : { lines }) })
