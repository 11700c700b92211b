/** What was billed to whoever reads, beside their month. */
import { getMyInvoices } from '../../api/invoices.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure } from '../../ui/notice.tsx'
import { InvoiceTable } from './table.tsx'
import { v } from './texts.ts'

export function MyInvoices() {
  const loaded = useLoad('mine', getMyInvoices)
  if (loaded.is === 'failed') return <Failure error={loaded.error} again={loaded.again} />
  if (loaded.value === null || loaded.value.items.length === 0) return null
  return (
    <section aria-labelledby="my-invoices" class="my-invoices">
      <h2 id="my-invoices">{v('mine.title')}</h2>
      <InvoiceTable rows={loaded.value.items} />
    </section>
  )
}
