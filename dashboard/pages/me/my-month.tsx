import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { MemberStatement, SessionSummary } from '#server/contract/api.ts'
import { getMyMonth, getMySessions } from '../../api/endpoints.ts'
import { duration, euros, monthName } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import type { Month } from '../../time/zone.ts'
import { EvidenceDrawer } from '../../ui/evidence/evidence-drawer.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { SessionTable } from '../../ui/session-table.tsx'
import './my-month.css'

/** For one hand and one minute: what this month comes to, and why. */
export function MyMonth() {
  const month = useLoad('month', getMyMonth)
  return (
    <article class="my-month">
      <h1>{t('me.title')}</h1>
      {month.is === 'failed' ? (
        <Failure error={month.error} again={month.again} />
      ) : month.value === null ? (
        <Waiting height_rem={30} />
      ) : month.value.statement === null ? (
        <Notice title={t('me.empty')} hint={t('me.empty-hint')} />
      ) : (
        <Statement statement={month.value.statement} month={month.value.period} />
      )}
      <MySessions />
      <EvidenceDrawer />
    </article>
  )
}

function Statement({ statement, month }: { statement: MemberStatement; month: Month }) {
  return (
    <>
      <section class="so-far" aria-labelledby="so-far">
        <h2 id="so-far">{t('me.so-far', { month: monthName(month, language.value) })}</h2>
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
        <p class="hint">{t('me.note')}</p>
      </section>
    </>
  )
}

function MySessions() {
  const sessions = useSignal<readonly SessionSummary[]>([])
  const next = useSignal<string | null>(null)
  const error = useSignal<unknown>(null)
  const load = (cursor: string | null) => {
    error.value = null
    getMySessions(cursor).then(
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
