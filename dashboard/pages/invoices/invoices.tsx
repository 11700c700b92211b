/** What is out, and which closed months wait to go out. */
import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import type { InvoiceMonths } from '#server/contract/invoices.ts'
import { getAccounts } from '../../api/bank.ts'
import { getInvoiceMonths, getInvoices } from '../../api/invoices.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { filterOf, hrefOf, isNarrow, payersOf } from './filter.ts'
import { Issued } from './issued.tsx'
import { l } from './issued-texts.ts'
import { byUse } from './months.ts'
import { v } from './texts.ts'
import { money, periodName } from './words.ts'
import './invoices.css'

/** `?state=` and `?payer=` narrow what is out. */
export function Invoices() {
  const { query } = useLocation()
  const filter = filterOf(query)
  const here = hrefOf(filter)
  const turned = useSignal({ here, pages: 1 })
  const pages = turned.value.here === here ? turned.value.pages : 1
  const about = useLoad('invoices', () => Promise.all([getInvoiceMonths(), getAccounts()]))
  const issued = useLoad(`${here} ${pages}`, () => getInvoices(filter, pages))
  const failed = about.is === 'failed' ? about : issued.is === 'failed' ? issued : null
  return (
    <article class="invoices">
      <header class="month-head">
        <h1>{v('list.title')}</h1>
        <p class="hint">{v('list.lead')}</p>
      </header>
      {failed !== null ? (
        <Failure error={failed.error} again={failed.again} />
      ) : about.value === null || issued.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <>
          <section aria-labelledby="invoice-months">
            <h2 id="invoice-months">{v('list.months')}</h2>
            <Months months={about.value[0].items} />
          </section>
          <section aria-labelledby="invoice-issued">
            <h2 id="invoice-issued">{v('list.issued')}</h2>
            {issued.value.total === 0 && !isNarrow(filter) ? (
              <p class="hint">{v('list.nothing')}</p>
            ) : (
              <Issued
                filter={filter}
                payers={payersOf(about.value[1].items)}
                found={issued.value}
                more={() => {
                  turned.value = { here, pages: pages + 1 }
                }}
              />
            )}
          </section>
        </>
      )}
    </article>
  )
}

function Months({ months }: { months: InvoiceMonths['items'] }) {
  if (months.length === 0) return <Notice title={v('list.no-months')} hint={v('list.no-months-hint')} />
  const { at_hand, folded } = byUse(months)
  return (
    <>
      <MonthList months={at_hand} />
      {folded.length === 0 ? null : (
        <details class="invoice-older">
          <summary>{l('months.older', { count: folded.length })}</summary>
          <MonthList months={folded} />
        </details>
      )}
    </>
  )
}

const MonthList = ({ months }: { months: InvoiceMonths['items'] }) => (
  <ul class="invoice-months">
    {months.map(month => (
      <Month key={month.period} {...month} />
    ))}
  </ul>
)

function Month({ period, issued, gross_cents }: InvoiceMonths['items'][number]) {
  const label = v(issued === 0 ? 'month.prepare' : 'month.see')
  return (
    <li data-out={issued > 0}>
      <h3>{periodName(period)}</h3>
      <p>{issued === 0 ? v('month.none') : v('month.issued', { count: issued, sum: money(gross_cents) })}</p>
      <a class="button-quiet" href={`/invoices/drafts/${period}`} aria-label={`${label}, ${periodName(period)}`}>
        {label}
      </a>
    </li>
  )
}
