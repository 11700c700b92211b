/** My sessions of a month, newest first: each opens to its curve, how its time is known, and "this isn't right". */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { SessionSummary } from '#server/contract/api.ts'
import { getMySessions } from '../../api/endpoints.ts'
import { clock, duration, longDay } from '../../i18n/format.ts'
import { known, language, t } from '../../i18n/index.ts'
import { machineName } from '../../live/named.ts'
import { type Month, spanOfMonth } from '../../time/zone.ts'
import { Breakdown } from '../../ui/evidence/breakdown.tsx'
import { openEvidence } from '../../ui/evidence/evidence-drawer.tsx'
import { v } from '../../ui/evidence/texts.ts'
import { Failure } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { MyCurve } from './my-curve.tsx'
import { y } from './texts.ts'

/** `ended`: how many of mine the feed has told to be over; another one is asked for. */
type Props = {
  month: Month
  ended: number
  contested: ReadonlySet<string>
  onContest: ((one: SessionSummary) => void) | null
}

export function MySessions({ month, ended, contested, onContest }: Props) {
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
  useEffect(() => load(null), [ended])
  if (error.value !== null) return <Failure error={error.value} again={() => load(next.value)} />
  if (sessions.value.length === 0) return null
  return (
    <section aria-labelledby="my-sessions">
      <h2 id="my-sessions">{t('me.sessions')}</h2>
      <ul class="my-sessions">
        {sessions.value.map(one => (
          <OneSession key={one.id} session={one} contested={contested.has(one.id)} onContest={onContest} />
        ))}
      </ul>
      {next.value === null ? null : (
        <button type="button" class="button-quiet" onClick={() => load(next.value)}>
          {t('me.more')}
        </button>
      )}
    </section>
  )
}

type OneProps = Pick<Props, 'onContest'> & { session: SessionSummary; contested: boolean }

function OneSession({ session, contested, onContest }: OneProps) {
  const opened = useSignal(false)
  const start_ms = Date.parse(session.start)
  const at = (time: string) => clock(Date.parse(time), language.value, timezone())
  const span = session.end === null ? at(session.start) : `${at(session.start)} – ${at(session.end)}`
  return (
    <li>
      <details
        onToggle={event => {
          opened.value = event.currentTarget.open
        }}
      >
        <summary>
          <span class="my-session-when">
            {longDay(start_ms, language.value, timezone())}, {span}
          </span>
          <span class="my-session-machine">{machineName(session.machine)}</span>
          <span class="my-session-time">
            {/* what it has come to so far is told, and moves, above */}
            <b>{session.end === null ? y('session.open') : duration(session.running_ms, language.value)}</b>{' '}
            {session.end === null ? null : <small>{v(`grade.${session.grade}`)}</small>}
          </span>
        </summary>
        {opened.value ? <Inside {...{ session, contested, onContest }} /> : null}
      </details>
    </li>
  )
}

function Inside({ session, contested, onContest }: OneProps) {
  return (
    <div class="my-session">
      <MyCurve session={session} />
      <Breakdown session={session} />
      <p>
        <strong>{v(`grade.${session.grade}`)}.</strong> {v(`grade.${session.grade}-why`)}
      </p>
      {session.incomplete ? <p>{v('flag.incomplete-why')}</p> : null}
      {session.buffered ? <p>{v('flag.buffered-why')}</p> : null}
      {session.no_current ? <p>{v('flag.no-current-why')}</p> : null}
      {session.end_reason === null ? null : <p class="hint">{known('end', session.end_reason, session.end_reason)}</p>}
      <p class="my-acts">
        {contested ? <b>{y('session.contested')}</b> : null}
        {contested || onContest === null || session.end === null ? null : (
          <button type="button" class="button-quiet" onClick={() => onContest(session)}>
            {y('session.contest')}
          </button>
        )}
        <button type="button" class="link" onClick={() => openEvidence(session.id)}>
          {y('session.evidence')}
        </button>
      </p>
    </div>
  )
}
