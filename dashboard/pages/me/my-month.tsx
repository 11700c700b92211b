import { useComputed, useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import type { MemberStatement } from '#server/contract/api.ts'
import { contest } from '../../api/books.ts'
import { getMyMonth } from '../../api/endpoints.ts'
import { duration, euros, monthName } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { floor } from '../../live/connection.ts'
import { machineName, named } from '../../live/named.ts'
import { serverNow } from '../../time/now.ts'
import { isMonth, type Month, monthOf } from '../../time/zone.ts'
import { EvidenceDrawer } from '../../ui/evidence/evidence-drawer.tsx'
import { useLoad } from '../../ui/load.ts'
import { MonthStepper } from '../../ui/month-stepper.tsx'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { me, timezone } from '../../ui/session.ts'
import { MyInvoices } from '../invoices/mine.tsx'
import { type Contestable, ContestDialog } from './contest-dialog.tsx'
import { lineWords } from './line-words.ts'
import { contestedIn, Declared, isContestable, MyBooks, useMyBooks } from './my-books.tsx'
import { MySessions } from './my-sessions.tsx'
import { Now } from './now.tsx'
import { y } from './texts.ts'
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

/** Sessions of mine that the feed has told to be over since this page is open: each changes the month. */
const endedNow = (): number =>
  floor.value.stream.filter(one => one.kind === 'ended' && one.session.member === me.value?.member).length

function OfMonth({ month, whole }: { month: Month; whole: boolean }) {
  const ended = useComputed(endedNow).value
  const mine = useLoad(`${month} ${ended}`, () => named(getMyMonth(month)))
  const books = useMyBooks(month, ended)
  const contesting = useSignal<Contestable | null>(null)
  if (mine.is === 'failed') return <Failure error={mine.error} again={mine.again} />
  if (mine.value === null) return <Waiting height_rem={50} />
  return (
    <>
      {whole ? null : <Now />}
      {mine.value.statement === null ? (
        <Notice title={t('me.empty')} hint={t('me.empty-hint')} />
      ) : (
        <Statement statement={mine.value.statement} whole={whole} />
      )}
      {/* Above what is still being asked for: nothing then pushes it down under a thumb. */}
      <a class="link" href="/me/account">
        {y('account.link')}
      </a>
      <Declared onAnswered={mine.again} />
      {mine.value.statement === null ? null : <MyBooks month={month} lines={mine.value.statement.lines} mine={books} />}
      <MySessions
        month={month}
        ended={ended}
        contested={contestedIn(books.value)}
        onContest={isContestable(books.value) ? one => (contesting.value = one) : null}
      />
      <MyInvoices />
      {contesting.value === null ? null : (
        <ContestDialog
          sessions={[contesting.value]}
          machineName={machineName}
          onSend={async (session, reason) => {
            // also when another tab was quicker and the server says no (409)
            await contest(session, reason).finally(books.again)
          }}
          onClose={() => {
            contesting.value = null
          }}
        />
      )}
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
      {statement.lines.length === 0 ? null : (
        <section aria-labelledby="by-line">
          <h2 id="by-line">{t('me.by-line')}</h2>
          <ul class="my-lines">
            {statement.lines.map((line, i) => (
              <li key={`${line.label} ${i}`}>
                <span>
                  {line.label} <small>{lineWords(line)}</small>
                </span>{' '}
                <b>{euros(line.cents, language.value)}</b>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
