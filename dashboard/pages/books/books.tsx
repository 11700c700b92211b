/** What the treasurer hands to the accountant and to the tax office, what goes out by mail, and the year. */
import { useLocation } from 'preact-iso'
import type { IssuerView } from '#server/contract/money.ts'
import { getOutbox, getVat, getYearBooks } from '../../api/bookkeeping.ts'
import { listIssuers } from '../../api/economy.ts'
import { monthName } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { addMonths, type Month, monthOf } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { MonthStepper } from '../../ui/month-stepper.tsx'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { getWorks } from '../../ui/works/use-works.ts'
import { Files } from './files.tsx'
import { MAIL, Outbox } from './outbox.tsx'
import { b } from './texts.ts'
import { Vat } from './vat.tsx'
import { Year } from './year.tsx'
import './books.css'

const hrefOf = (month: Month, issuer: string): string => `/books?month=${month}&issuer=${encodeURIComponent(issuer)}`

/** `?month=` and `?issuer=`; else the month before this one, which is the one to declare, and the first issuer. */
export function Books() {
  const { query } = useLocation()
  const current = monthOf(serverNow(), timezone())
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(query.month ?? '') ? (query.month as Month) : addMonths(current, -1)
  const issuers = useLoad('issuers', listIssuers)
  const issuer = issuers.value?.find(({ id }) => id === query.issuer) ?? issuers.value?.[0]
  return (
    <article class="books">
      <header class="month-head">
        <h1>
          {b('title')} <span>{monthName(month, language.value)}</span>
        </h1>
        <MonthStepper month={month} href={to => hrefOf(to, issuer?.id ?? '')} />
        <p class="hint">{b('lead')}</p>
        {issuers.value === null || issuer === undefined ? null : (
          <PickIssuer issuers={issuers.value} issuer={issuer} month={month} />
        )}
      </header>
      {issuers.is === 'failed' ? (
        <Failure error={issuers.error} again={issuers.again} />
      ) : issuers.value === null ? (
        <Waiting height_rem={60} />
      ) : issuer === undefined ? (
        <Notice title={b('no-issuer')} hint={b('no-issuer-hint')} />
      ) : (
        <Sheet month={month} issuer={issuer} issuers={issuers.value} over={month < current} />
      )}
    </article>
  )
}

type SheetProps = { month: Month; issuer: IssuerView; issuers: readonly IssuerView[]; over: boolean }
/** Drawn once all of it is there: one part that comes late would push the others about. */
function Sheet({ month, issuer, issuers, over }: SheetProps) {
  const year = month.slice(0, 4)
  const vat = useLoad(`vat/${month}/${issuer.id}`, () => getVat(month, issuer.id))
  const outbox = useLoad('outbox', async () => {
    const [box, works] = await Promise.all([getOutbox(), getWorks()])
    return { ...box, works }
  })
  const books = useLoad(`year/${year}/${issuer.id}`, () => getYearBooks(year, issuer.id))
  if ([vat, outbox, books].some(({ is, value }) => is === 'waiting' && value === null))
    return <Waiting height_rem={60} />
  return (
    <>
      <Vat month={month} issuer={issuer} over={over} vat={vat} />
      <Files month={month} issuer={issuer.id} />
      <Outbox
        key={issuer.id}
        month={month}
        issuer={issuer}
        others={issuers
          .filter(({ id }) => id !== issuer.id)
          .map(({ id, name }) => ({ name, href: `${hrefOf(month, id)}#${MAIL}` }))}
        outbox={outbox}
      />
      <Year year={year} issuer={issuer} books={books} />
    </>
  )
}

type PickProps = { issuers: readonly IssuerView[]; issuer: IssuerView; month: Month }
function PickIssuer({ issuers, issuer, month }: PickProps) {
  const { route } = useLocation()
  if (issuers.length < 2) return null
  return (
    <label class="select books-issuer">
      <span class="sr">{b('issuer')}</span>
      <select value={issuer.id} onChange={event => route(hrefOf(month, event.currentTarget.value))}>
        {issuers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
