import { computed, useComputed } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { MachineView } from '#server/contract/api.ts'
import { amperes, duration, elapsed, shortDay, watts } from '../../i18n/format.ts'
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

/** Computed: the time ticks each second, and the words change once a minute. */
export function Age({ machine }: { machine: MachineView }) {
  const age = useMemo(() => computed(() => ageOf(machine)), [machine])
  return <span class="swatch-since">{age}</span>
}

/** Nothing stale is shown as live: a lost link or a silent machine gives its age instead of a duration. */
function ageOf(machine: MachineView): string {
  const since = (at_ms: number): string => elapsed(now_ms.value - at_ms, language.value)
  if (link.value === 'lost' && lastHeard_ms.value !== null)
    return t('wall.age', { duration: since(lastHeard_ms.value) })
  if (machine.state === 'silent')
    return machine.heard === null
      ? t('wall.never-heard')
      : t('wall.last-sign', { duration: since(Date.parse(machine.heard)) })
  if (machine.since === null) return ''
  const since_ms = Date.parse(machine.since)
  return now_ms.value - since_ms > DATED_MS
    ? t('wall.since-day', { day: shortDay(since_ms, language.value, timezone()) })
    : t('wall.since', { duration: since(since_ms) })
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
