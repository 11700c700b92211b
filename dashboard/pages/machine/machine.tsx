import { useComputed } from '@preact/signals'
import { useLocation, useRoute } from 'preact-iso'
import type { MachineView } from '#server/contract/api.ts'
import { getMachine } from '../../api/endpoints.ts'
import { amperes, duration, elapsed, watts } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { floor } from '../../live/connection.ts'
import { standingOf, stands } from '../../live/standing.ts'
import { now_ms } from '../../time/now.ts'
import { dayOf, isDay } from '../../time/zone.ts'
import { Back } from '../../ui/back.tsx'
import { EvidenceDrawer } from '../../ui/evidence/evidence-drawer.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { mayGo, me, timezone } from '../../ui/session.ts'
import { StandingMark } from '../../ui/standing-mark.tsx'
import { useSubject } from '../../ui/title.ts'
import { Beside } from './beside.tsx'
import { DayOf } from './day.tsx'
import { History } from './history.tsx'
import { isMember, Sessions } from './sessions.tsx'
import { SpanNav } from './span-nav.tsx'
import { Teachers } from './teachers.tsx'
import { w } from './texts.ts'
import { Troubles } from './troubles.tsx'
import { mondayOf, spanOfWeek } from './week.ts'
import { WeekThread } from './week-thread.tsx'
import './machine.css'

/** One machine: now, its day or its week, its care and repairs, and what a person may do about it. */
export function Machine() {
  const id = useRoute().params.id ?? ''
  const first = useLoad(id, () => getMachine(id))
  const live = useComputed(() => floor.value.machines.get(id)).value
  const machine = live ?? first.value
  if (machine === null || machine === undefined) {
    return first.is === 'failed' ? (
      <Failure error={first.error} again={first.again} page />
    ) : (
      <Waiting height_rem={50} page />
    )
  }
  return (
    <article class="machine">
      <Now machine={machine} />
      <Then machine={machine} />
      <People machine={machine} />
      <EvidenceDrawer />
    </article>
  )
}

/** The day or the week that is asked for in the address; never one that has not come. */
function Then({ machine }: { machine: MachineView }) {
  const { query } = useLocation()
  const today = useComputed(() => dayOf(now_ms.value, timezone())).value
  const minute = useComputed(() => Math.floor(now_ms.value / 60_000)).value
  const asked = query.day
  const day = isDay(asked) && asked < today ? asked : today
  const week = query.view === 'week'
  const monday = mondayOf(day)
  const fresh = monday === mondayOf(today) ? `${minute}` : ''
  return (
    <>
      <SpanNav id={machine.id} day={day} today={today} week={week} />
      {week ? (
        <>
          <section class="day-thread" aria-labelledby="thread">
            <h2 id="thread">{w('week-title')}</h2>
            <WeekThread machine={machine.id} monday={monday} fresh={fresh} />
          </section>
          <Sessions
            machine={machine.id}
            span={spanOfWeek(monday, timezone())}
            fresh={`${machine.id} ${monday} ${fresh}`}
            title={w(isMember() ? 'mine-week' : 'week-sessions')}
            none={w(isMember() ? 'mine-none-week' : 'week-no-sessions')}
            days
          />
        </>
      ) : (
        <DayOf machine={machine} day={day} today={today} />
      )}
    </>
  )
}

/** What people do with it over the years: care, repairs, and showing each other how. A wall screen has neither. */
function People({ machine }: { machine: MachineView }) {
  const role = me.value?.role
  if (role === undefined || role === 'kiosk') return null
  const standing = machine.faults.map(({ id, to, resolved }) => `${id} ${to} ${resolved}`).join()
  return (
    <>
      <section class="machine-history" aria-labelledby="history">
        <h2 id="history">{w('history')}</h2>
        <History machine={machine.id} name={machine.name} fresh={standing} />
      </section>
      {machine.qualification === null || role === 'treasurer' ? null : (
        <section class="machine-teachers" aria-labelledby="teachers">
          <h2 id="teachers">{w('teachers')}</h2>
          <Teachers machine={machine.id} />
        </section>
      )}
    </>
  )
}

function Now({ machine }: { machine: MachineView }) {
  useSubject(machine.name)
  const standing = standingOf(machine)
  const open = machine.faults.filter(stands)
  return (
    <section class="machine-now" data-standing={standing} aria-labelledby="machine-name">
      <Back href="/">{t('nav.wall')}</Back>
      <h1 id="machine-name">{machine.name}</h1>
      <p class="machine-state">
        <StandingMark standing={standing} /> <SinceWhen of={machine} />
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
        <Profile machine={machine} />
      </dl>
      <Troubles machine={machine} open={open} />
      <Beside machine={machine} />
    </section>
  )
}

function SinceWhen({ of: { state, since } }: { of: MachineView }) {
  if (since !== null)
    return <span>{t('wall.since', { duration: elapsed(now_ms.value - Date.parse(since), language.value) })}</span>
  return state === 'silent' ? <span>{t('wall.never-heard')}</span> : null
}

/** Which levels tell its work from its rest, for who may teach it others. */
function Profile({ machine }: { machine: MachineView }) {
  const role = me.value?.role
  const count = useComputed(
    () => [...floor.value.machines.values()].filter(({ profile }) => profile === machine.profile).length,
  ).value
  if (role === undefined || !mayGo(role, 'learn') || machine.sensor === 'none') return null
  return (
    <div>
      <dt>{w('profile')}</dt>
      <dd>
        <a href={`/learn/${encodeURIComponent(machine.id)}`}>
          {count > 1 ? w('profile-shared', { count }) : w('profile-own')}
        </a>
      </dd>
    </div>
  )
}

function readingOf(machine: MachineView): string {
  if (machine.state === 'silent') return '—'
  if (machine.power_W !== null) return watts(machine.power_W, language.value)
  return machine.current_mA === null ? '—' : amperes(machine.current_mA, language.value)
}
