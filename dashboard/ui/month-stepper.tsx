/** From month to month: one back, one on, or any of the last two years. */
import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { monthName } from '../i18n/format.ts'
import { language, t } from '../i18n/index.ts'
import { serverNow } from '../time/now.ts'
import { addMonths, type Month, monthOf } from '../time/zone.ts'
import { Icon } from './icons.tsx'
import { timezone } from './session.ts'

const MONTHS_BACK = 24
type Props = { month: Month; href: (month: Month) => string; children?: ComponentChildren }

export function MonthStepper({ month, href, children }: Props) {
  const { route } = useLocation()
  const current = monthOf(serverNow(), timezone())
  const months = Array.from({ length: MONTHS_BACK }, (_, i) => addMonths(current, -i))
  if (!months.includes(month)) months.push(month)
  return (
    <div class="stepper">
      <a class="button-bare" href={href(addMonths(month, -1))} aria-label={t('statement.previous')}>
        <Icon sign="left" />
      </a>
      <label class="select">
        <span class="sr">{t('statement.month')}</span>
        <select value={month} onChange={event => route(href(event.currentTarget.value))}>
          {months.map(each => (
            <option key={each} value={each}>
              {monthName(each, language.value)}
            </option>
          ))}
        </select>
      </label>
      {/* it keeps its place in the present month, so that the others do not move under one's finger */}
      {month < current ? (
        <a class="button-bare" href={href(addMonths(month, 1))} aria-label={t('statement.next')}>
          <Icon sign="right" />
        </a>
      ) : (
        <span class="button-bare stepper-end" aria-hidden="true" />
      )}
      {children}
    </div>
  )
}
