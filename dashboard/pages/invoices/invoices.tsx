/** What is out, and which closed months wait to go out. */
import type { InvoiceMonths } from '#server/contract/invoices.ts'
import { getInvoiceMonths, getInvoices } from '../../api/invoices.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { InvoiceTable } from './table.tsx'
import { v } from './texts.ts'
import { money, periodName } from './words.ts'
import './invoices.css'

export function Invoices() {
  const loaded = useLoad('invoices', () => Promise.all([getInvoiceMonths(), getInvoices()]))
  return (
    <article class="invoices">
      <header class="month-head">
        <h1>{v('list.title')}</h1>
        <p class="hint">{v('list.lead')}</p>
      </header>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <>
          <section aria-labelledby="invoice-months">
            <h2 id="invoice-months">{v('list.months')}</h2>
            <Months months={loaded.value[0].items} />
          </section>
          <section aria-labelledby="invoice-issued">
            <h2 id="invoice-issued">{v('list.issued')}</h2>
            {loaded.value[1].items.length === 0 ? (
              <p class="hint">{v('list.nothing')}</p>
            ) : (
              <InvoiceTable rows={loaded.value[1].items} />
            )}
          </section>
        </>
      )}
    </article>
  )
}

function Months({ months }: { months: InvoiceMonths['items'] }) {
  if (months.length === 0) return <Notice title={v('list.no-months')} hint={v('list.no-months-hint')} />
  return (
    <ul class="invoice-months">
      {months.map(({ period, issued, gross_cents }) => (
        <li key={period} data-out={issued > 0}>
          <h3>{periodName(period)}</h3>
          <p>{issued === 0 ? v('month.none') : v('month.issued', { count: issued, sum: money(gross_cents) })}</p>
          <a
            class="button-quiet"
            href={`/invoices/drafts/${period}`}
            aria-label={`${v('month.see')}, ${periodName(period)}`}
          >
            {v('month.see')}
          </a>
        </li>
      ))}
    </ul>
  )
}
