/** The hours of an ordinary week: which days, from when until when. Without hours it is always open. */
import type { Setup } from '#server/contract/setup.ts'
import { LOCALE } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { w } from './texts.ts'

type Hours = Extract<Setup['atelier'], { kind: 'new' }>['opening']

/** 2024-01-01 was a Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1, 12)
const DAY_MS = 86_400_000
const DAYS = [1, 2, 3, 4, 5, 6, 7]
const WORKDAYS = 5

const dayName = (day: number): string =>
  new Intl.DateTimeFormat(LOCALE[language.value], { weekday: 'short', timeZone: 'UTC' }).format(
    MONDAY_MS + (day - 1) * DAY_MS,
  )

export const Opening = () => (
  <fieldset class="setup-opening">
    <legend>{w('opening')}</legend>
    <p class="hint">{w('opening-hint')}</p>
    <div class="setup-days">
      {DAYS.map(day => (
        <label key={day}>
          <input type="checkbox" name="day" value={day} defaultChecked={day <= WORKDAYS} />
          {dayName(day)}
        </label>
      ))}
    </div>
    <div class="setup-hours">
      <label>
        {w('from')} <input type="time" name="open" defaultValue="09:00" />
      </label>
      <label>
        {w('to')} <input type="time" name="close" defaultValue="19:00" />
      </label>
    </div>
  </fieldset>
)

export function openingOf(form: FormData): Hours {
  const days = form.getAll('day').map(Number)
  const [from, to] = [String(form.get('open') ?? ''), String(form.get('close') ?? '')]
  return days.length === 0 || from === '' || to === '' ? null : [{ days, from, to }]
}
