/** The page's figures as lines of a spreadsheet, part by part. */
import { known } from '../../i18n/index.ts'
import { decimal, hoursOf } from '../../ui/spreadsheet.ts'
import type { Compared, MonthUse } from './month-use.ts'
import { w } from './texts.ts'

export type Lines = (string | number)[][]
const rate = (of: number, whole: number | null): string => (whole ? decimal((of / whole) * 100) : '')
const before = ({ last_year }: Compared): string => (last_year === null ? '' : hoursOf(last_year.running_ms))
const h = (word: string): string => `${word} (h)`

export const figureLines = ({ whole, hours }: MonthUse): Lines => [
  [h(w('running')), hoursOf(whole.running_ms), w('running-means')],
  [`${h(w('running'))}, ${w('machines.last-year')}`, before(whole), ''],
  [w('sessions'), whole.sessions, w('sessions-means')],
  [h(w('held')), hoursOf(hours.held_ms), w('held-csv')],
  [h(w(`against.${hours.against}`)), hoursOf(hours.all_ms), w(`against.${hours.against}-means`)],
  [`${w('rate')} (%)`, rate(hours.held_ms, hours.all_ms), w('rate-csv')],
  [`${w('available')} (%)`, rate(hours.all_ms - hours.down_ms, hours.all_ms), w('available-means')],
]

export const weekLines = ({ week }: MonthUse): Lines => [
  [w('week.hour'), 1, 2, 3, 4, 5, 6, 7],
  ...week.hours.map(hour => [hour, ...week.running_ms.map(day => hoursOf(day[hour] ?? 0))]),
]

export const monthLines = ({ months }: MonthUse): Lines => [
  [w('months.month'), h(w('machines.running')), w('machines.sessions'), h(w('machines.last-year'))],
  ...months.map(({ month, now, before }) => [
    ...[month, now === null ? '' : hoursOf(now.running_ms), now?.sessions ?? ''],
    before === null ? '' : hoursOf(before.running_ms),
  ]),
]

export const machineLines = ({ machines }: MonthUse): Lines => [
  [
    ...[w('machines.machine'), h(w('machines.running')), h(w('machines.held')), w('machines.sessions')],
    ...[`${w('machines.rate')} (%)`, `${w('machines.available')} (%)`, h(w('machines.last-year'))],
    w('machines.causes'),
  ],
  ...machines.map(one => [
    ...[one.name, hoursOf(one.running_ms), hoursOf(one.held_ms), one.sessions],
    rate(one.held_in_ms, one.hours_ms),
    one.available_percent === null ? '' : decimal(one.available_percent),
    before(one),
    one.causes.map(({ code, down_ms }) => `${known('fault', code, code)} ${hoursOf(down_ms)}`).join(', '),
  ]),
]

export const causeLines = ({ causes }: MonthUse): Lines => [
  [w('causes.cause'), h(w('causes.down')), w('causes.faults'), w('causes.machines')],
  ...causes.map(({ code, down_ms, faults, machines }) => [
    known('fault', code, code),
    hoursOf(down_ms),
    faults,
    machines,
  ]),
]

export const categoryLines = ({ categories, whole }: MonthUse): Lines => [
  [
    ...[w('categories.category'), h(w('machines.running')), `${w('categories.share')} (%)`],
    ...[w('machines.sessions'), h(w('machines.last-year'))],
  ],
  ...categories.map(one => [
    ...[one.name === '' ? w('categories.none') : one.name, hoursOf(one.running_ms)],
    ...[rate(one.running_ms, whole.running_ms), one.sessions, before(one)],
  ]),
]
