/** How much a month's machines were used, when, by which categories, and what kept them from it. Never by person. */
import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { Against } from '#server/contract/api.ts'
import { monthName } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { isMonth, type Month, monthOf } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { NotFound } from '../../ui/lost.tsx'
import { MonthStepper } from '../../ui/month-stepper.tsx'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { Categories } from './categories.tsx'
import { Figures } from './figures.tsx'
import { Causes, Machines } from './machines.tsx'
import { AGAINST, loadMonthUse, type MonthUse } from './month-use.ts'
import { MonthsTable } from './months-table.tsx'
import { w } from './texts.ts'
import { WeekTable } from './week-table.tsx'
import './use.css'

/** `/use` is this month's. */
export function ThisUse() {
  const { route } = useLocation()
  useEffect(() => route(`/use/${monthOf(serverNow(), timezone())}`, true), [])
  return <Waiting height_rem={40} page />
}

export function Use() {
  const asked = useRoute().params.month
  return isMonth(asked) ? <UseOf key={asked} month={asked} /> : <NotFound />
}

/** `?against=` says which hours machines are held against; it stays while one looks at other months. */
function UseOf({ month }: { month: Month }) {
  const { query, route } = useLocation()
  const against = AGAINST.find(one => one === query.against) ?? null
  const hrefOf = (each: Month, chosen: Against | null): string =>
    `/use/${each}${chosen === null ? '' : `?against=${chosen}`}`
  const use = useLoad(`${month} ${against}`, () => loadMonthUse(month, timezone(), against, serverNow()))
  return (
    <article class="use">
      <header class="month-head">
        <h1>
          {w('title')} <span>{monthName(month, language.value)}</span>
        </h1>
        <MonthStepper month={month} href={each => hrefOf(each, against)} />
      </header>
      {use.is === 'failed' ? (
        <Failure error={use.error} again={use.again} />
      ) : use.value === null ? (
        <Waiting height_rem={40} />
      ) : use.value.months.length === 0 ? (
        <Notice title={w('empty')} hint={w('empty-hint')} />
      ) : (
        <Sheet
          use={use.value}
          month={month}
          href={each => hrefOf(each, against)}
          onAgainst={chosen => route(hrefOf(month, chosen), true)}
        />
      )}
    </article>
  )
}

type SheetProps = {
  use: MonthUse
  month: Month
  href: (month: Month) => string
  onAgainst: (against: Against) => void
}
function Sheet({ use, month, href, onAgainst }: SheetProps) {
  const file = `${w('title')}_${month}`
  const used = use.whole.sessions > 0
  return (
    <>
      {used ? null : <p class="hint">{w('empty')}</p>}
      {use.so_far ? <p class="hint">{w('so-far')}</p> : null}
      <Figures use={use} month={month} file={file} onAgainst={onAgainst} />
      {used ? <WeekTable use={use} file={file} /> : null}
      <MonthsTable use={use} month={month} file={file} href={href} />
      <Machines use={use} file={file} />
      <Causes use={use} file={file} />
      <Categories use={use} file={file} />
    </>
  )
}
