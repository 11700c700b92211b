/** How much a month's machines were used, when, by which categories, and what kept them from it. Never by person. */
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { duration, monthName, percent } from '../../i18n/format.ts'
import { known, language, t } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { addMonths, isMonth, type Month, monthOf } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { MonthStepper } from '../../ui/month-stepper.tsx'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { saveSpreadsheet } from '../../ui/spreadsheet.ts'
import { linesOf } from './lines.ts'
import { loadMonthUse, type MachineUse, type MonthUse } from './month-use.ts'
import { w } from './texts.ts'
import { WeekTable } from './week-table.tsx'
import './use.css'

/** `/use` is this month's. */
export function ThisUse() {
  const { route } = useLocation()
  useEffect(() => route(`/use/${monthOf(serverNow(), timezone())}`, true), [])
  return <Waiting height_rem={40} />
}

export function Use() {
  const asked = useRoute().params.month
  return isMonth(asked) ? <UseOf key={asked} month={asked} /> : <Notice page title={t('app.not-found')} />
}

function UseOf({ month }: { month: Month }) {
  const use = useLoad(month, () => loadMonthUse(month, timezone()))
  return (
    <article class="use">
      <header class="month-head">
        <h1>
          {w('title')} <span>{monthName(month, language.value)}</span>
        </h1>
        <MonthStepper month={month} href={each => `/use/${each}`} />
      </header>
      {use.is === 'failed' ? (
        <Failure error={use.error} again={use.again} />
      ) : use.value === null ? (
        <Waiting height_rem={40} />
      ) : use.value.sessions === 0 ? (
        <Notice title={w('empty')} hint={w('empty-hint')} />
      ) : (
        <Sheet use={use.value} month={month} />
      )}
    </article>
  )
}

const hours = (ms: number): string => duration(ms, language.value)
const part = (of: number, whole: number): string => percent(whole === 0 ? 0 : of / whole, language.value)

function Sheet({ use, month }: { use: MonthUse; month: Month }) {
  return (
    <>
      <Figures use={use} month={month} />
      <p>
        <button
          type="button"
          class="button-quiet"
          onClick={() => saveSpreadsheet(`${w('title')}_${month}`, linesOf(use))}
        >
          {w('csv')}
        </button>
      </p>
      <WeekTable week={use.week} />
      <Machines machines={use.machines} />
      <Categories use={use} />
    </>
  )
}

function Figures({ use, month }: { use: MonthUse; month: Month }) {
  const { running_ms, sessions, open_ms, down_ms } = use
  return (
    <dl class="use-figures">
      <Figure value={hours(running_ms)} label={w('running')} means={w('running-means')}>
        {changeOf(use, month)}
      </Figure>
      <Figure value={String(sessions)} label={w('sessions')} means={w('sessions-means')} />
      {open_ms === 0 ? (
        <p class="hint">{w('never-open')}</p>
      ) : (
        <>
          <Figure
            value={part(running_ms, open_ms)}
            label={w('rate')}
            means={w('rate-means', { running: hours(running_ms), open: hours(open_ms) })}
          />
          <Figure value={part(open_ms - down_ms, open_ms)} label={w('available')} means={w('available-means')} />
        </>
      )}
    </dl>
  )
}

function changeOf({ running_ms, last_year_ms }: MonthUse, month: Month): string {
  const before = monthName(addMonths(month, -12), language.value)
  if (last_year_ms === null || last_year_ms === 0) return w('no-last-year', { month: before })
  const change = percent(running_ms / last_year_ms - 1, language.value)
  return w('than-last-year', { change: running_ms >= last_year_ms ? `+${change}` : change, month: before })
}

type FigureProps = { value: string; label: string; means: string; children?: ComponentChildren }
const Figure = ({ value, label, means, children }: FigureProps) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
    {children === undefined ? null : <dd class="hint">{children}</dd>}
    <dd class="means">
      <details>
        <summary>
          {w('what')} <span class="sr">{label}</span>
        </summary>
        {means}
      </details>
    </dd>
  </div>
)

function Machines({ machines }: { machines: readonly MachineUse[] }) {
  const most_ms = Math.max(1, ...machines.map(one => one.running_ms))
  return (
    <section aria-labelledby="machines">
      <h2 id="machines">{w('machines.title')}</h2>
      <table class="use-table">
        <thead>
          <tr>
            <th scope="col">{w('machines.machine')}</th>
            <th scope="col">{w('machines.running')}</th>
            <th scope="col">{w('machines.sessions')}</th>
            <th scope="col">{w('machines.rate')}</th>
            <th scope="col">{w('machines.available')}</th>
            <th scope="col">{w('machines.last-year')}</th>
            <th scope="col">{w('machines.causes')}</th>
          </tr>
        </thead>
        <tbody>
          {machines.map(one => (
            <MachineRow key={one.id} machine={one} most_ms={most_ms} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

const NOTHING = '–'

function MachineRow({ machine, most_ms }: { machine: MachineUse; most_ms: number }) {
  const { running_ms, open_ms, available_percent, last_year_ms, causes } = machine
  return (
    <tr>
      <th scope="row">
        <a href={`/machines/${machine.id}`}>
          <bdi>{machine.name}</bdi>
        </a>
      </th>
      <td data-label={w('machines.running')}>
        {hours(running_ms)}
        <span class="use-bar" style={{ inlineSize: `${(running_ms / most_ms) * 100}%` }} aria-hidden="true" />
      </td>
      <td data-label={w('machines.sessions')}>{machine.sessions}</td>
      <td data-label={w('machines.rate')}>{open_ms === null ? NOTHING : part(running_ms, open_ms)}</td>
      <td data-label={w('machines.available')}>
        {available_percent === null ? NOTHING : percent(available_percent / 100, language.value)}
      </td>
      <td data-label={w('machines.last-year')}>{last_year_ms === null ? NOTHING : hours(last_year_ms)}</td>
      <td data-label={w('machines.causes')}>
        {causes.length === 0 ? w('machines.no-cause') : causes.map(cause => <Cause key={cause.code} cause={cause} />)}
      </td>
    </tr>
  )
}

const Cause = ({ cause: { code, down_ms, faults } }: { cause: MachineUse['causes'][number] }) => (
  <span class="use-cause">
    {w('machines.cause', { what: known('fault', code, code), duration: hours(down_ms), count: faults })}
  </span>
)

function Categories({ use: { categories, running_ms } }: { use: MonthUse }) {
  return (
    <section aria-labelledby="categories">
      <h2 id="categories">{w('categories.title')}</h2>
      <table class="use-table">
        <thead>
          <tr>
            <th scope="col">{w('categories.category')}</th>
            <th scope="col">{w('machines.running')}</th>
            <th scope="col">{w('categories.share')}</th>
            <th scope="col">{w('machines.sessions')}</th>
          </tr>
        </thead>
        <tbody>
          {categories.map(one => (
            <tr key={one.name}>
              <th scope="row">{one.name === '' ? w('categories.none') : <bdi>{one.name}</bdi>}</th>
              <td data-label={w('machines.running')}>{hours(one.running_ms)}</td>
              <td data-label={w('categories.share')}>{part(one.running_ms, running_ms)}</td>
              <td data-label={w('machines.sessions')}>{one.sessions}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
