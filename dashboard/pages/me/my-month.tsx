import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { MemberStatement, SessionSummary } from '#server/contract/api.ts'
import { getMyMonth, getMySessions } from '../../api/endpoints.ts'
import { duration, euros, monthName } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { isMonth, type Month, monthOf, spanOfMonth } from '../../time/zone.ts'
import { EvidenceDrawer } from '../../ui/evidence/evidence-drawer.tsx'
import { useLoad } from '../../ui/load.ts'
import { MonthStepper } from '../../ui/month-stepper.tsx'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { SessionTable } from '../../ui/session-table.tsx'
import { MyInvoices } from '../invoices/mine.tsx'
import { Declared, MyBooks } from './my-books.tsx'
import './my-month.css'

/** For one hand and one minute: what this month comes to, and why. `?month=` looks back. */
export function MyMonth() {
  const { query } = useLocation()
  const current = monthOf(serverNow(), timezone())
  const month = isMonth(query.month) && query.month < current ? query.month : current
  return (
    <article class="my-month">
      <header class="month-head">
        <h1>
          {t('me.title')} <span>{monthName(month, language.value)}</span>
        </h1>
        <MonthStepper month={month} href={each => (each === current ? '/me' : `/me?month=${each}`)} />
      </header>
      <OfMonth key={month} month={month} whole={month !== current} />
      <EvidenceDrawer />
    </article>
  )
}

function OfMonth({ month, whole }: { month: Month; whole: boolean }) {
  const mine = useLoad(month, () => getMyMonth(month))
  if (mine.is === 'failed') return <Failure error={mine.error} again={mine.again} />
  if (mine.value === null) return <Waiting height_rem={50} />
  return (
    <>
      {mine.value.statement === null ? (
        <Notice title={t('me.empty')} hint={t('me.empty-hint')} />
      ) : (
        <Statement statement={mine.value.statement} whole={whole} />
      )}
      <Declared onAnswered={mine.again} />
      {mine.value.statement === null ? null : <MyBooks month={month} />}
      <MyInvoices />
      <MySessions month={month} />
    </>
  )
}

function Statement({ statement, whole }: { statement: MemberStatement; whole: boolean }) {
  return (
    <>
      <section class="so-far" aria-labelledby="so-far">
        <h2 id="so-far">{t(whole ? 'me.whole' : 'me.so-far')}</h2>
        <p class="so-far-total">{euros(statement.total_cents, language.value)}</p>
        <p class="so-far-use">
          {t('statement.running', { duration: duration(statement.running_ms, language.value) })}
          {' · '}
          {t('statement.sessions', { count: statement.sessions })}
        </p>
      </section>
      <section aria-labelledby="by-line">
        <h2 id="by-line">{t('me.by-line')}</h2>
        <ul class="my-lines">
          {statement.lines.map(line => (
            <li key={`${line.pool} ${line.label}`}>
              <span>{line.label}</span> <b>{euros(line.cents, language.value)}</b>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function MySessions({ month }: { month: Month }) {
  const sessions = useSignal<readonly SessionSummary[]>([])
  const next = useSignal<string | null>(null)
  const error = useSignal<unknown>(null)
  const load = (cursor: string | null) => {
    error.value = null
    getMySessions(spanOfMonth(month, timezone()), cursor).then(
      page => {
        sessions.value = cursor === null ? page.items : [...sessions.peek(), ...page.items]
        next.value = page.next
      },
      (failure: unknown) => {
        error.value = failure
      },
    )
  }
  useEffect(() => load(null), [])
  if (error.value !== null) return <Failure error={error.value} again={() => load(next.value)} />
  if (sessions.value.length === 0) return null
  return (
    <section aria-labelledby="my-sessions">
      <h2 id="my-sessions">{t('me.sessions')}</h2>
      <SessionTable sessions={sessions.value} show={['day', 'machine']} />
      {next.value === null ? null : (
        <button type="button" class="button-quiet" onClick={() => load(next.value)}>
          {t('me.more')}
        </button>
      )}
    </section>
  )
}
