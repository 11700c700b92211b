/** The page's figures as lines of a spreadsheet. */
import { known } from '../../i18n/index.ts'
import { decimal, hoursOf } from '../../ui/spreadsheet.ts'
import type { MonthUse } from './month-use.ts'
import { w } from './texts.ts'

export const linesOf = ({ machines, categories, week }: MonthUse): (string | number)[][] => [
  [
    ...[w('machines.machine'), `${w('machines.running')} (h)`, w('machines.sessions'), `${w('machines.rate')} (%)`],
    ...[`${w('machines.available')} (%)`, `${w('machines.last-year')} (h)`, w('machines.causes')],
  ],
  ...machines.map(one => [
    ...[one.name, hoursOf(one.running_ms), one.sessions],
    one.open_ms === null ? '' : decimal((one.running_ms / one.open_ms) * 100),
    one.available_percent === null ? '' : decimal(one.available_percent),
    one.last_year_ms === null ? '' : hoursOf(one.last_year_ms),
    one.causes.map(({ code, down_ms }) => `${known('fault', code, code)} ${hoursOf(down_ms)}`).join(', '),
  ]),
  [],
  [w('categories.category'), `${w('machines.running')} (h)`, w('machines.sessions')],
  ...categories.map(one => [one.name === '' ? w('categories.none') : one.name, hoursOf(one.running_ms), one.sessions]),
  [],
  [w('week.hour'), 1, 2, 3, 4, 5, 6, 7],
  ...week.hours.map(hour => [hour, ...week.running_ms.map(day => hoursOf(day[hour] ?? 0))]),
]
