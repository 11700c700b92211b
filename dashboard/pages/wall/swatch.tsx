import { useComputed } from '@preact/signals'
import type { MachineView } from '#server/contract/api.ts'
import { amperes, duration, shortDay, watts } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { floor, lastHeard_ms, link } from '../../live/connection.ts'
import { standingOf } from '../../live/standing.ts'
import { now_ms } from '../../time/now.ts'
import { Icon } from '../../ui/icons.tsx'
import { mayGo, me, timezone } from '../../ui/session.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import { StandingMark } from '../../ui/standing-mark.tsx'

/** A curve is drawn against at least this much, so that standby does not look like work. */
const LEAST_W = 60
const LEAST_MA = 260
/** Beyond, a day says more than hours that nobody adds up. */
const DATED_MS = 36 * 3_600_000

/** One machine as a swatch of cloth: its colour, sign and word say the state from across the room. */
export function Swatch({ id, bare }: { id: string; bare: boolean }) {
  const machine = useComputed(() => floor.value.machines.get(id)).value
  const points = useComputed(() => floor.value.sparks.get(id)).value ?? []
  if (machine === undefined) return null
  const standing = standingOf(machine)
  const role = me.value?.role
  const linked = !bare && role !== undefined && mayGo(role, 'machine')
  const reading = readingOf(machine)
  return (
    <li class="swatch cloth" data-standing={standing}>
      <h3>{linked ? <a href={`/machines/${encodeURIComponent(id)}`}>{machine.name}</a> : machine.name}</h3>
      <p class="swatch-state">
        <StandingMark standing={standing} />
      </p>
      <p class="swatch-now">
        <Age machine={machine} />
        <span class="swatch-power">{reading ?? '—'}</span>
      </p>
      <Sparkline
        points={points}
        label={`${t('wall.curve')}, ${t('wall.now', { value: reading ?? '—' })}`}
        least={machine.power_W === null ? LEAST_MA : LEAST_W}
      />
      <p class="swatch-foot">
        <span class="swatch-who">{whoOf(machine, bare)}</span>
        <span class="swatch-today">
          {duration(machine.today_running_ms, language.value)} {t('wall.today')}
        </span>
      </p>
    </li>
  )
}

/** Nothing stale is shown as live: a lost link or a silent machine gives its age instead of a duration. */
export function Age({ machine }: { machine: MachineView }) {
  if (link.value === 'lost' && lastHeard_ms.value !== null) {
    const age = duration(now_ms.value - lastHeard_ms.value, language.value)
    return <span class="swatch-since">{t('wall.age', { duration: age })}</span>
  }
  if (machine.state === 'silent') {
    if (machine.heard === null) return <span class="swatch-since">{t('wall.never-heard')}</span>
    const age = duration(now_ms.value - Date.parse(machine.heard), language.value)
    return <span class="swatch-since">{t('wall.last-sign', { duration: age })}</span>
  }
  if (machine.since === null) return <span class="swatch-since" />
  const since_ms = Date.parse(machine.since)
  if (now_ms.value - since_ms > DATED_MS) {
    const day = shortDay(since_ms, language.value, timezone())
    return <span class="swatch-since">{t('wall.since-day', { day })}</span>
  }
  return (
    <span class="swatch-since">{t('wall.since', { duration: duration(now_ms.value - since_ms, language.value) })}</span>
  )
}

export function readingOf(machine: MachineView): string | null {
  if (machine.state === 'silent') return null
  if (machine.power_W !== null) return watts(machine.power_W, language.value)
  return machine.current_mA === null ? null : amperes(machine.current_mA, language.value)
}

function whoOf(machine: MachineView, bare: boolean) {
  if (machine.session === null) return t('wall.nobody')
  const name = bare ? undefined : machine.session.member_name
  return (
    <>
      <Icon sign="person" /> {name ?? t('wall.in-session')}
    </>
  )
}
