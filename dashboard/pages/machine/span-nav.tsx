/** Stepping through days or weeks, and from the one to the other. */
import { longDay } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { addDays, type Day, spanOfDay } from '../../time/zone.ts'
import { Icon } from '../../ui/icons.tsx'
import { sayDay } from '../../ui/say-day.ts'
import { timezone } from '../../ui/session.ts'
import { w } from './texts.ts'
import { mondayOf } from './week.ts'

const NOON_MS = 43_200_000

type Props = { id: string; day: Day; today: Day; week: boolean }

export function SpanNav({ id, day, today, week }: Props) {
  const path = `/machines/${encodeURIComponent(id)}`
  const href = (to: Day, as_week = week) => {
    const query = new URLSearchParams({ ...(to === today ? {} : { day: to }), ...(as_week ? { view: 'week' } : {}) })
    return query.size === 0 ? path : `${path}?${query}`
  }
  const step = week ? 7 : 1
  const here = week
    ? w('week-of', { date: sayDay(mondayOf(day)) })
    : longDay(spanOfDay(day, timezone()).from_ms + NOON_MS, language.value, timezone())
  const last = week ? mondayOf(day) === mondayOf(today) : day === today
  const next = addDays(day, step)
  return (
    <nav class="stepper" aria-label={here}>
      <a
        class="button-bare"
        href={href(addDays(day, -step))}
        aria-label={week ? w('previous-week') : t('machine.previous-day')}
      >
        <Icon sign="left" />
      </a>
      <p class="stepper-here">{here}</p>
      {last ? null : (
        <>
          <a
            class="button-bare"
            href={href(next > today ? today : next)}
            aria-label={week ? w('next-week') : t('machine.next-day')}
          >
            <Icon sign="right" />
          </a>
          <a class="button-quiet" href={href(today)}>
            {t('machine.today')}
          </a>
        </>
      )}
      <span class="span-choice">
        <a href={href(day, false)} aria-current={week ? undefined : 'true'}>
          {w('day')}
        </a>
        <a href={href(day, true)} aria-current={week ? 'true' : undefined}>
          {w('week')}
        </a>
      </span>
    </nav>
  )
}
