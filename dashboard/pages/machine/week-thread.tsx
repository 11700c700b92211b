/** A machine's week: a ribbon for each day, all on the same hours; each day leads to itself. */
import { getTimeline } from '../../api/endpoints.ts'
import { duration, LOCALE } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import type { Day, Span } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { StandingMark } from '../../ui/standing-mark.tsx'
import { Bands, STATES } from './bands.tsx'
import { w } from './texts.ts'
import { spanOfWeek, type WeekDay, weekOf } from './week.ts'

const HOUR_MS = 3_600_000

export function WeekThread({ machine, monday, fresh }: { machine: string; monday: Day; fresh: string }) {
  const span = spanOfWeek(monday, timezone())
  const timeline = useLoad(`${machine} ${monday} ${fresh}`, () => getTimeline(machine, span))
  if (timeline.is === 'failed') return <Failure error={timeline.error} again={timeline.again} />
  if (timeline.value === null) return <Waiting height_rem={24} />
  const week = weekOf(timeline.value, monday, timezone())
  const hoursOf = ({ span: day }: WeekDay): Span => ({
    from_ms: day.from_ms + week.from_h * HOUR_MS,
    to_ms: day.from_ms + week.to_h * HOUR_MS,
  })
  return (
    <>
      <ol class="week">
        {week.days.map(one => (
          <li key={one.day}>
            <a href={`/machines/${encodeURIComponent(machine)}?day=${one.day}`}>{dayName(one.day)}</a>
            <Bands
              intervals={one.intervals}
              span={hoursOf(one)}
              label={w('week-day', { running: duration(one.running_ms, language.value) })}
            />
            <span class="week-sum">{one.running_ms === 0 ? '—' : duration(one.running_ms, language.value)}</span>
          </li>
        ))}
        <li class="week-hours" aria-hidden="true">
          <span />
          <p class="hours">
            {week.marks.map(({ hour, part }) => (
              <span key={hour} style={{ left: `${part * 100}%` }}>
                {w('hour', { hour })}
              </span>
            ))}
          </p>
        </li>
      </ol>
      <ul class="legend">
        {STATES.filter(state => week.totals.has(state)).map(state => (
          <li key={state}>
            <StandingMark standing={state} /> {duration(week.totals.get(state) ?? 0, language.value)}
          </li>
        ))}
      </ul>
      {week.totals.size === 0 ? <p class="hint">{t('machine.timeline-empty')}</p> : null}
    </>
  )
}

/** The month is in the heading; noon is that day in every zone. */
const dayName = (day: Day): string =>
  new Intl.DateTimeFormat(LOCALE[language.value], { weekday: 'short', day: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${day}T12:00:00Z`),
  )
