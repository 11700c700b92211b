import { useComputed, useSignal } from '@preact/signals'
import { useLocation, useRoute } from 'preact-iso'
import type { FaultView, MachineView } from '#server/contract/api.ts'
import { getMachine, getPower, getSessions, getTimeline } from '../../api/endpoints.ts'
import { amperes, duration, longDay, watts } from '../../i18n/format.ts'
import { known, language, t } from '../../i18n/index.ts'
import { mayAct } from '../../live/attention.ts'
import { floor } from '../../live/connection.ts'
import { standingOf, stands } from '../../live/standing.ts'
import { now_ms } from '../../time/now.ts'
import { addDays, type Day, dayOf, isDay, spanOfDay } from '../../time/zone.ts'
import { acknowledge, act } from '../../ui/acts.tsx'
import { EvidenceDrawer } from '../../ui/evidence/evidence-drawer.tsx'
import { faultDetail } from '../../ui/fault-detail.ts'
import { Icon } from '../../ui/icons.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, sayError, Waiting } from '../../ui/notice.tsx'
import { mayGo, me, timezone } from '../../ui/session.ts'
import { SessionTable } from '../../ui/session-table.tsx'
import { StandingMark } from '../../ui/standing-mark.tsx'
import { TeachHere } from '../morning/teach-here.tsx'
import { Beside } from './beside.tsx'
import { PowerChart } from './power-chart.tsx'
import { TimelineRibbon } from './timeline-ribbon.tsx'
import './machine.css'

/** One machine: now, its day, and what a person may do about it. */
export function Machine() {
  const id = useRoute().params.id ?? ''
  const first = useLoad(id, () => getMachine(id))
  const live = useComputed(() => floor.value.machines.get(id)).value
  const machine = live ?? first.value
  if (machine === null || machine === undefined) {
    return first.is === 'failed' ? <Failure error={first.error} again={first.again} /> : <Waiting height_rem={50} />
  }
  return (
    <article class="machine">
      <Now machine={machine} />
      <DayOf machine={machine} />
      <EvidenceDrawer />
    </article>
  )
}

function Now({ machine }: { machine: MachineView }) {
  const standing = standingOf(machine)
  const open = machine.faults.filter(stands)
  return (
    <section class="machine-now" data-standing={standing} aria-labelledby="machine-name">
      <a class="back" href="/">
        <Icon sign="left" /> {t('nav.wall')}
      </a>
      <h1 id="machine-name">{machine.name}</h1>
      <p class="machine-state">
        <StandingMark standing={standing} /> {machine.since === null ? null : <Ago at={machine.since} />}
      </p>
      <dl class="facts">
        <div>
          <dt>{machine.power_W === null ? t('machine.current') : t('machine.power')}</dt>
          <dd>{readingOf(machine)}</dd>
        </div>
        <div>
          <dt>{t('col.running')}</dt>
          <dd>
            {duration(machine.today_running_ms, language.value)} <small>{t('wall.today')}</small>
          </dd>
        </div>
        <div>
          <dt>{t('col.member')}</dt>
          <dd>{machine.session === null ? t('wall.nobody') : (machine.session.member_name ?? t('wall.in-session'))}</dd>
        </div>
      </dl>
      <Troubles machine={machine} open={open} />
      <Beside machine={machine} />
    </section>
  )
}

const Ago = ({ at }: { at: string }) => (
  <span>{t('wall.since', { duration: duration(now_ms.value - Date.parse(at), language.value) })}</span>
)

function Troubles({ machine, open }: { machine: MachineView; open: FaultView[] }) {
  const role = me.value?.role
  const acts = role !== undefined && mayAct(role)
  const { lock } = machine
  return (
    <div class="troubles">
      {open.map(fault => (
        <p key={fault.id} class="trouble" data-kind="fault">
          <Icon sign="fault" />
          <span>
            <strong>{t('attention.fault', { what: known('fault', fault.code, fault.code) })}</strong>
            <small>
              {[
                faultDetail(fault.detail),
                fault.acknowledged_by === null ? null : t('attention.acknowledged', { name: fault.acknowledged_by }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </span>
          {acts ? <FaultStep machine={machine} fault={fault} /> : null}
        </p>
      ))}
      {lock === null ? null : (
        <p class="trouble" data-kind="lock">
          <Icon sign="locked" />
          <span>
            <strong>{lock.why}</strong>
            <small>{lock.by === '' ? t('machine.locked') : t('machine.locked-by', { name: lock.by })}</small>
          </span>
        </p>
      )}
      {role !== undefined && mayGo(role, 'learn') ? (
        <a class="link" href={`/learn/${encodeURIComponent(machine.id)}`}>
          {t('machine.learn')}
        </a>
      ) : null}
      {acts && machine.qualification !== null ? (
        <TeachHere machine={machine} qualification={machine.qualification} />
      ) : null}
      {acts ? (
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            act.value = { kind: lock === null ? 'lockout' : 'release', machine }
          }}
        >
          {lock === null ? t('machine.lockout') : t('machine.release')}
        </button>
      ) : null}
    </div>
  )
}

function FaultStep({ machine, fault }: { machine: MachineView; fault: FaultView }) {
  const error = useSignal<string | null>(null)
  const take = () =>
    acknowledge(fault).catch((failure: unknown) => {
      error.value = sayError(failure)
    })
  if (fault.acknowledged === null) {
    return (
      <>
        <button type="button" class="button" onClick={take}>
          {t('attention.acknowledge')}
        </button>
        {error.value === null ? null : (
          <small class="form-error" role="alert">
            {error.value}
          </small>
        )}
      </>
    )
  }
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        act.value = { kind: 'resolve', machine, fault }
      }}
    >
      {t('attention.resolve')}
    </button>
  )
}

function readingOf(machine: MachineView): string {
  if (machine.state === 'silent') return '—'
  if (machine.power_W !== null) return watts(machine.power_W, language.value)
  return machine.current_mA === null ? '—' : amperes(machine.current_mA, language.value)
}

/** Today is asked again each minute, so that the thread of the day grows; a past day stands. */
function DayOf({ machine }: { machine: MachineView }) {
  const { query } = useLocation()
  const today = useComputed(() => dayOf(now_ms.value, timezone())).value
  const minute = useComputed(() => Math.floor(now_ms.value / 60_000)).value
  const asked = query.day
  const day = isDay(asked) && asked < today ? asked : today
  const span = spanOfDay(day, timezone())
  const key = `${machine.id} ${day} ${day === today ? minute : ''}`
  const power = useLoad(key, () => getPower(machine.id, span))
  const timeline = useLoad(key, () => getTimeline(machine.id, span))
  const sessions = useLoad(key, () => getSessions(span, machine.id))
  return (
    <>
      <DayNav id={machine.id} day={day} today={today} at_ms={span.from_ms} />
      <section class="day-curve" aria-labelledby="curve">
        <h2 id="curve">{machine.power_W === null ? t('machine.current') : t('machine.power')}</h2>
        {power.is === 'failed' ? (
          <Failure error={power.error} again={power.again} />
        ) : (
          <PowerChart key={`${machine.id} ${day}`} curve={power.value} span={span} />
        )}
      </section>
      <section class="day-thread" aria-labelledby="thread">
        <h2 id="thread">{t('machine.timeline')}</h2>
        {timeline.is === 'failed' ? (
          <Failure error={timeline.error} again={timeline.again} />
        ) : timeline.value === null ? (
          <Waiting height_rem={9} />
        ) : (
          <TimelineRibbon timeline={timeline.value} day={span} />
        )}
      </section>
      <section class="day-sessions" aria-labelledby="sessions">
        <h2 id="sessions">{t('machine.sessions')}</h2>
        {sessions.is === 'failed' ? (
          <Failure error={sessions.error} again={sessions.again} />
        ) : sessions.value === null ? (
          <Waiting height_rem={9} />
        ) : sessions.value.length === 0 ? (
          <p class="hint">{t('machine.no-sessions')}</p>
        ) : (
          <SessionTable sessions={sessions.value} show={me.value?.role === 'member' ? [] : ['member']} />
        )}
      </section>
    </>
  )
}

function DayNav({ id, day, today, at_ms }: { id: string; day: Day; today: Day; at_ms: number }) {
  const href = (to: Day) => `/machines/${encodeURIComponent(id)}${to === today ? '' : `?day=${to}`}`
  return (
    <nav class="stepper" aria-label={longDay(at_ms + 43_200_000, language.value, timezone())}>
      <a class="button-bare" href={href(addDays(day, -1))} aria-label={t('machine.previous-day')}>
        <Icon sign="left" />
      </a>
      <p class="stepper-here">{longDay(at_ms + 43_200_000, language.value, timezone())}</p>
      {day === today ? null : (
        <>
          <a class="button-bare" href={href(addDays(day, 1))} aria-label={t('machine.next-day')}>
            <Icon sign="right" />
          </a>
          <a class="button-quiet" href={href(today)}>
            {t('machine.today')}
          </a>
        </>
      )}
    </nav>
  )
}
