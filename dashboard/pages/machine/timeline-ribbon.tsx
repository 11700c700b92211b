import type { MachineState, Timeline } from '#server/contract/api.ts'
import { clock, duration } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import type { Span } from '../../time/zone.ts'
import { timezone } from '../../ui/session.ts'
import { StandingMark } from '../../ui/standing-mark.tsx'
import { Bands, STATES } from './bands.tsx'
import { ribbonSpan } from './ribbon-span.ts'

const HOUR_MS = 3_600_000
const HOURS_ALL_MAX = 10
/** A phone has room for the quarters of one hour. */
const QUARTERS_HOURS_MAX = 1
export function TimelineRibbon({ timeline, day }: { timeline: Timeline; day: Span }) {
  const { intervals } = timeline
  if (intervals.length === 0) return <p class="hint">{t('machine.timeline-empty')}</p>
  const span = ribbonSpan(timeline, day)
  const present = STATES.filter(state => intervals.some(interval => interval.state === state))
  return (
    <>
      <Bands intervals={intervals} span={span} label={t('machine.timeline-name')} />
      <Hours span={span} />
      <ul class="legend">
        {present.map(state => (
          <li key={state}>
            <StandingMark standing={state} /> {duration(totalOf(timeline, state), language.value)}
          </li>
        ))}
      </ul>
      <IntervalTable timeline={timeline} />
    </>
  )
}

const totalOf = (timeline: Timeline, state: MachineState): number =>
  timeline.intervals
    .filter(interval => interval.state === state)
    .reduce((sum, interval) => sum + Date.parse(interval.to) - Date.parse(interval.from), 0)

/** Each quarter of a short day, each hour, or every third of a long day, at its place even on the days of 23 and 25 hours. */
function Hours({ span }: { span: Span }) {
  const length_ms = span.to_ms - span.from_ms
  const quarters = length_ms <= QUARTERS_HOURS_MAX * HOUR_MS
  const step_ms = quarters ? HOUR_MS / 4 : length_ms > HOURS_ALL_MAX * HOUR_MS ? 3 * HOUR_MS : HOUR_MS
  const said = (at_ms: number) => {
    const time = clock(at_ms, language.value, timezone())
    return quarters ? time : time.split(/\D/)[0]
  }
  const hours = Array.from({ length: Math.floor(length_ms / step_ms) + 1 }, (_, i) => i * step_ms)
  return (
    <p class="hours" aria-hidden="true">
      {hours
        .filter(offset_ms => offset_ms < length_ms)
        .map(offset_ms => (
          <span key={offset_ms} style={{ left: `${(offset_ms / length_ms) * 100}%` }}>
            {said(span.from_ms + offset_ms)}
          </span>
        ))}
    </p>
  )
}

function IntervalTable({ timeline }: { timeline: Timeline }) {
  const at = (time: string) => clock(Date.parse(time), language.value, timezone())
  return (
    <details class="as-table">
      <summary>{t('machine.timeline-table')}</summary>
      <table aria-label={t('machine.timeline')}>
        <thead>
          <tr>
            <th scope="col">{t('col.from')}</th>
            <th scope="col">{t('col.to')}</th>
            <th scope="col">{t('col.state')}</th>
            <th scope="col" class="number">
              {t('col.duration')}
            </th>
          </tr>
        </thead>
        <tbody>
          {timeline.intervals.map(interval => (
            <tr key={interval.from}>
              <td>{at(interval.from)}</td>
              <td>{at(interval.to)}</td>
              <td>{t(`state.${interval.state}`)}</td>
              <td class="number">{duration(Date.parse(interval.to) - Date.parse(interval.from), language.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
