/**
 * What a card says of its machine, each word a signal of its own: a reading changes a figure and a line where they stand, and only
 * another state, name or session draws the card again.
 */
import { computed, useComputed } from '@preact/signals'
import type { MachineView } from '#server/contract/api.ts'
import { amperes, duration, elapsed, shortDay, watts } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { lastHeard_ms, link, machineOf } from '../../live/connection.ts'
import { standingOf } from '../../live/standing.ts'
import { now_ms } from '../../time/now.ts'
import { timezone } from '../../ui/session.ts'
import { threadOf } from '../../ui/sparkline.tsx'

/** A curve is drawn against at least this much, so that standby does not look like work. */
const LEAST_W = 60
const LEAST_MA = 260
/** Beyond, a day says more than hours that nobody adds up. */
const DATED_MS = 36 * 3_600_000
/** A wall is not a stop-watch: below a minute no second is counted, and nothing on it flickers. */
const COUNTED_MS = 60_000
/** Sixty ages are not worked out each second for words that change once a minute. */
const CALM_MS = 10_000
const calm_ms = computed(() => Math.floor(now_ms.value / CALM_MS) * CALM_MS)

/** `useTag` is what fits on a plan; `useCard` has the rest of a swatch. Both are keyed by their machine: `id` never changes. */
export function useTag(id: string) {
  const { machine } = machineOf(id)
  const of = <T>(say: (machine: MachineView) => T, nothing: T) =>
    useComputed(() => (machine.value === undefined ? nothing : say(machine.value)))
  return {
    machine,
    /** null: no such machine any more */
    standing: of<ReturnType<typeof standingOf> | null>(standingOf, null),
    name: of(({ name }) => name, ''),
    age: of(ageOf, ''),
    reading: of(readingOf, null),
  }
}

export function useCard(id: string) {
  const tag = useTag(id)
  const { machine, reading } = tag
  const { spark } = machineOf(id)
  return {
    ...tag,
    session: useComputed(() => machine.value?.session ?? null),
    today: useComputed(() => `${duration(machine.value?.today_running_ms ?? 0, language.value)} ${t('wall.today')}`),
    thread: useComputed(() => {
      const points = spark.value
      const newest = points?.at(-1)
      if (points === undefined || newest === undefined) return null
      return threadOf(points, newest.at_ms, machine.peek()?.power_W === null ? LEAST_MA : LEAST_W)
    }),
    curve: useComputed(() => `${t('wall.curve')}, ${t('wall.now', { value: reading.value ?? '—' })}`),
  }
}

/** Nothing stale is shown as live: a lost link or a silent machine gives its age instead of a duration. */
function ageOf(machine: MachineView): string {
  const since = (at_ms: number): string => elapsed(calm_ms.value - at_ms, language.value)
  if (link.value === 'lost' && lastHeard_ms.value !== null)
    return t('wall.age', { duration: since(lastHeard_ms.value) })
  if (machine.state === 'silent')
    return machine.heard === null
      ? t('wall.never-heard')
      : t('wall.last-sign', { duration: since(Date.parse(machine.heard)) })
  if (machine.since === null) return ''
  const since_ms = Date.parse(machine.since)
  const age_ms = calm_ms.value - since_ms
  if (age_ms < COUNTED_MS) return t('wall.just-now')
  return age_ms > DATED_MS
    ? t('wall.since-day', { day: shortDay(since_ms, language.value, timezone()) })
    : t('wall.since', { duration: elapsed(age_ms, language.value) })
}

function readingOf(machine: MachineView): string | null {
  if (machine.state === 'silent') return null
  if (machine.power_W !== null) return watts(machine.power_W, language.value)
  return machine.current_mA === null ? null : amperes(machine.current_mA, language.value)
}
