/** The month's running hours by weekday and hour: a table whose cells are dyed by what they say. */
import { duration, LOCALE } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { weekLines } from './lines.ts'
import type { MonthUse, Week } from './month-use.ts'
import { Part } from './part.tsx'
import { w } from './texts.ts'

/** Five dyes: more could not be told apart. */
const DYES = 5
/** 2024-01-01 was a Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1, 12)
const DAY_MS = 86_400_000

const dayName = (day: number, weekday: 'long' | 'short'): string =>
  new Intl.DateTimeFormat(LOCALE[language.value], { weekday, timeZone: 'UTC' }).format(MONDAY_MS + day * DAY_MS)

const dyeOf = (ms: number, most_ms: number): number => (ms === 0 ? 0 : Math.max(1, Math.ceil((ms / most_ms) * DYES)))
const TENTH_MS = 360_000
/** What ran for less than can be written is not nothing. */
function tenths(ms: number): string {
  if (ms === 0) return ''
  const format = new Intl.NumberFormat(LOCALE[language.value], { maximumFractionDigits: 1 })
  return ms < TENTH_MS / 2 ? `<\u202f${format.format(0.1)}` : format.format(ms / 3_600_000)
}

const DAYS = [0, 1, 2, 3, 4, 5, 6]

export function WeekTable({ use, file }: { use: MonthUse; file: string }) {
  const { week } = use
  return (
    <Part id="week" title={w('week.title')} means={w('week.hint')} lines={() => weekLines(use)} file={file}>
      <p class="hint">{busiest(week)}</p>
      <table class="week" aria-labelledby="week">
        <thead>
          <tr>
            <th scope="col">
              <span class="sr">{w('week.hour')}</span>
            </th>
            {DAYS.map(day => (
              <th key={day} scope="col">
                <abbr title={dayName(day, 'long')}>{dayName(day, 'short')}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {week.hours.map(hour => (
            <tr key={hour}>
              <th scope="row">{hour}</th>
              {DAYS.map(day => (
                <Cell key={day} ms={week.running_ms[day]?.[hour] ?? 0} most_ms={week.most_ms} day={day} hour={hour} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Cell({ ms, most_ms, day, hour }: { ms: number; most_ms: number; day: number; hour: number }) {
  const said = w('week.cell', { day: dayName(day, 'long'), hour, duration: duration(ms, language.value) })
  return (
    <td data-dye={dyeOf(ms, most_ms)} title={said}>
      {tenths(ms)}
    </td>
  )
}

function busiest({ running_ms, most_ms }: Week): string {
  const day = running_ms.findIndex(hours => hours.includes(most_ms))
  if (most_ms === 0 || day < 0) return ''
  return w('week.busiest', { day: dayName(day, 'long'), hour: running_ms[day]?.indexOf(most_ms) ?? 0 })
}
