/** Every file the treasurer may take, each with what it is for, in one place; the month and the issuer are chosen once. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { booksFile } from '../../api/bookkeeping.ts'
import { getFundersOfYear, getYear, listIssuers } from '../../api/economy.ts'
import { getPreview } from '../../api/jobs.ts'
import { monthName } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { addMonths, isMonth, type Month, monthOf } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { MonthStepper } from '../../ui/month-stepper.tsx'
import { Failure, sayError, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { saveSpreadsheet } from '../../ui/spreadsheet.ts'
import { linesOf } from '../economy/csv.ts'
import { categoryLines, machineLines } from '../use/lines.ts'
import { loadMonthUse } from '../use/month-use.ts'
import { settlementLines, statementLines } from './lines.ts'
import { x } from './texts.ts'
import './exports.css'

type Line = (string | number)[]
/** `?month=` and `?issuer=`; else the month before this one, which is the one to hand over. */
export function Exports() {
  const { query, route } = useLocation()
  const current = monthOf(serverNow(), timezone())
  const month = isMonth(query.month) ? query.month : addMonths(current, -1)
  const issuers = useLoad('issuers', listIssuers)
  const issuer = issuers.value?.find(({ id }) => id === query.issuer) ?? issuers.value?.[0]
  const href = (to: Month, id = issuer?.id) => `/exports?month=${to}${id === undefined ? '' : `&issuer=${id}`}`
  return (
    <article class="exports">
      <header class="month-head">
        <h1>
          {x('title')} <span>{monthName(month, language.value)}</span>
        </h1>
        <MonthStepper month={month} href={to => href(to)} />
        <p class="hint">{x('lead')}</p>
        {issuers.value === null || issuers.value.length < 2 || issuer === undefined ? null : (
          <label class="select">
            <span>{x('issuer')}</span>
            <select value={issuer.id} onChange={event => route(href(month, event.currentTarget.value))}>
              {issuers.value.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
      </header>
      {issuers.is === 'failed' ? (
        <Failure error={issuers.error} again={issuers.again} />
      ) : issuers.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <Files month={month} issuer={issuer?.id ?? null} />
      )}
    </article>
  )
}

function Files({ month, issuer }: { month: Month; issuer: string | null }) {
  const year = month.slice(0, 4)
  const name = monthName(month, language.value)
  const about = { month: name, year }
  const make = {
    statement: async () => statementLines(await getPreview(month)),
    use: async () => {
      const use = await loadMonthUse(month, timezone(), null, serverNow())
      return [...machineLines(use), [], ...categoryLines(use)]
    },
    settlement: async () => settlementLines(await getYear(year)),
    funders: async () => linesOf(await getFundersOfYear(month)),
  }
  return (
    <>
      <Part title={x('members.title')}>
        <File what={x('statement')} why={x('statement-for')}>
          <Make file={`${x('statement-file')}_${month}`} label={name} lines={make.statement} />
          <a class="link" href={`/periods/${month}`}>
            {x('statement-paper')}
          </a>
        </File>
        <File what={x('settlement')} why={x('settlement-for')}>
          <Make file={`${x('settlement-file')}_${year}`} label={year} lines={make.settlement} />
        </File>
        <File what={x('invoices')} why={x('invoices-for')}>
          <a class="link" href="/invoices">
            {x('invoices-go')}
          </a>
        </File>
      </Part>
      <Part title={x('accountant.title')}>
        {issuer === null ? null : (
          <>
            <File what={x('fec')} why={x('fec-for')}>
              <Take href={booksFile('fec', issuer, month)} label={name} />
              <Take href={booksFile('fec', issuer, year)} label={year} />
            </File>
            <File what={x('csv')} why={x('csv-for')}>
              <Take href={booksFile('csv', issuer, month)} label={name} />
              <Take href={booksFile('csv', issuer, year)} label={year} />
            </File>
          </>
        )}
        <File what={x('vat')} why={x('vat-for')}>
          <a class="link" href={`/books?month=${month}${issuer === null ? '' : `&issuer=${issuer}`}`}>
            {x('vat-go')}
          </a>
        </File>
      </Part>
      <Part title={x('bank.title')}>
        <File what={x('sepa')} why={x('sepa-for')}>
          <a class="link" href="/payments">
            {x('sepa-go')}
          </a>
        </File>
      </Part>
      <Part title={x('others.title')}>
        <File what={x('funders', about)} why={x('funders-for')}>
          <Make file={`${x('funders-file')}_${month}`} label={x('year-to', about)} lines={make.funders} />
          <a class="link" href="/economy/funders">
            {x('funders-go')}
          </a>
        </File>
        <File what={x('use')} why={x('use-for')}>
          <Make file={`${x('use-file')}_${month}`} label={name} lines={make.use} />
          <a class="link" href={`/use/${month}`}>
            {x('use-go')}
          </a>
        </File>
      </Part>
    </>
  )
}

const Part = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section>
    <h2>{title}</h2>
    <ul>{children}</ul>
  </section>
)

const File = ({ what, why, children }: { what: string; why: string; children: ComponentChildren }) => (
  <li>
    <b>{what}</b>
    <span>{why}</span>
    <p>{children}</p>
  </li>
)

/** A download the browser asks for itself, with its cookie. */
const Take = ({ href, label }: { href: string; label: string }) => (
  <a class="button-quiet" href={href} download>
    {label}
  </a>
)

/** A spreadsheet that is made here, of what the server says of it now. */
function Make({ file, label, lines }: { file: string; label: string; lines: () => Promise<Line[]> }) {
  const busy = useSignal(false)
  const error = useSignal<string | null>(null)
  const save = async () => {
    busy.value = true
    error.value = null
    try {
      saveSpreadsheet(file, await lines())
    } catch (failure) {
      error.value = sayError(failure)
    } finally {
      busy.value = false
    }
  }
  return (
    <>
      <button type="button" class="button-quiet" disabled={busy.value} onClick={() => void save()}>
        {label}
      </button>
      {error.value === null ? null : (
        <span class="form-error" role="alert">
          {error.value}
        </span>
      )}
    </>
  )
}
