/** Moments, days and reasons in the reader's language. */
import { clock, LOCALE, longDay } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { sayQualification } from '../../i18n/slugs.ts'
import { dayOf, type Span, spanOfDay } from '../../time/zone.ts'
import { sayDay, sayMoment, sayTime } from '../../ui/say-day.ts'
import { timezone } from '../../ui/session.ts'
import { fr, w } from './texts.ts'

export { sayDay, sayMoment, sayTime }

const fullDay = (at_ms: number): string =>
  `${longDay(at_ms, language.value, timezone())} ${dayOf(at_ms, timezone()).slice(0, 4)}`

/** Whole days as days, the last one included; anything else to the minute. It may lie in another year, so the year is said. */
export function saySpan(from_ms: number, until_ms: number): string {
  const [first, last] = [dayOf(from_ms, timezone()), dayOf(until_ms - 1, timezone())]
  const { from_ms: begins_ms } = spanOfDay(first, timezone())
  const whole = begins_ms === from_ms && spanOfDay(last, timezone()).to_ms === until_ms
  if (whole && first === last) return fullDay(from_ms)
  if (whole) return w('closures.days', { from: fullDay(from_ms), until: fullDay(until_ms - 1) })
  const [from, until] = [from_ms, until_ms].map(at_ms => clock(at_ms, language.value, timezone()))
  if (first === last) return w('closures.hours', { day: fullDay(from_ms), from: from ?? '', until: until ?? '' })
  return w('closures.span', {
    from: `${fullDay(from_ms)}, ${from ?? ''}`,
    until: `${fullDay(until_ms)}, ${until ?? ''}`,
  })
}

const lists = new Map(Object.entries(LOCALE).map(([of, locale]) => [of, new Intl.ListFormat(locale)]))
const clockOr = (at_ms: number): string =>
  spanOfDay(dayOf(at_ms, timezone()), timezone()).from_ms === at_ms
    ? w('book.midnight')
    : clock(at_ms, language.value, timezone())

/** Stretches of a day, one after the other; what has begun by `now_ms` is told by its end alone. */
export function sayHours(spans: readonly Span[], now_ms = 0): string {
  const said = spans.map(({ from_ms, to_ms }) =>
    from_ms <= now_ms
      ? w('book.hours-until', { until: clockOr(to_ms) })
      : w('book.hours-span', { from: clockOr(from_ms), until: clockOr(to_ms) }),
  )
  return lists.get(language.value)?.format(said) ?? said.join(', ')
}

type Key = keyof typeof fr
const has = (key: string): key is Key => Object.hasOwn(fr, key)

/** Why a badge is refused: the sentence of the cause where there is one, else of the reason. */
export function sayReason(reason: string, cause: string | null, qualification: string | null): string {
  const exact = `reason.${reason}.${cause}`
  const key = has(exact) ? exact : `reason.${reason}`
  return has(key) ? w(key as Parameters<typeof w>[0], { qualification: sayQualification(qualification ?? '') }) : reason
}

export function sayProblem(code: string, value: string): string {
  const key = `problem.${code}`
  return has(key) ? w(key as Parameters<typeof w>[0], { value }) : `${code} ${value}`
}
