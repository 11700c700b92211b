/** When the atelier is open on a day, exceptions included, and what of that nobody has taken: what a badge would be told. Pure. */
import type { Me } from '#server/contract/api.ts'
import type { ClosureView } from '#server/contract/people.ts'
import { addDays, type Day, momentOn, type Span, spanOfDay } from '../../time/zone.ts'

export type Opening = NonNullable<Me['atelier']['opening']>[number]
/** `opening` undefined: always open. */
export type Hours = { opening: readonly Opening[] | undefined; closures: readonly ClosureView[]; timezone: string }

/** A gap in which nobody would sit down. */
const FREE_MS_MIN = 15 * 60_000

/** Monday is 1, as in the atelier's file. */
const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** Hours that end at or before they begin run past midnight, into the day after. */
function weekly({ opening, timezone }: Hours, day: Day): Span[] {
  if (opening === undefined) return [spanOfDay(day, timezone)]
  return opening
    .filter(({ days }) => days.includes(weekdayOf(day)))
    .map(({ from, to }) => ({
      from_ms: momentOn(day, from, timezone),
      to_ms: momentOn(to <= from ? addDays(day, 1) : day, to, timezone),
    }))
}

export const spanOf = ({ from, until }: { from: string; until: string }): Span => ({
  from_ms: Date.parse(from),
  to_ms: Date.parse(until),
})

/** An exceptional opening wins over a closure, as it does where a badge is decided on. */
export function openOn(day: Day, hours: Hours): Span[] {
  const exceptional = (kind: ClosureView['kind']) => hours.closures.filter(one => one.kind === kind).map(spanOf)
  const usual = [...weekly(hours, addDays(day, -1)), ...weekly(hours, day)]
  const open = [...without(usual, exceptional('closed')), ...exceptional('open')]
  return joined(within(open, spanOfDay(day, hours.timezone)))
}

/** What of it can still be taken: what has passed cannot. */
export const freeOf = (open: readonly Span[], taken: readonly Span[], now_ms: number): Span[] =>
  without(open, taken)
    .map(({ from_ms, to_ms }) => ({ from_ms: Math.max(from_ms, now_ms), to_ms }))
    .filter(({ from_ms, to_ms }) => to_ms - from_ms >= FREE_MS_MIN)

/** The atelier is open, or the machine free, from midnight to midnight. */
export const isWhole = (spans: readonly Span[], { from_ms, to_ms }: Span): boolean =>
  spans.length === 1 && spans[0]?.from_ms === from_ms && spans[0].to_ms === to_ms

export const within = (spans: readonly Span[], { from_ms, to_ms }: Span): Span[] =>
  spans.map(one => ({ from_ms: Math.max(one.from_ms, from_ms), to_ms: Math.min(one.to_ms, to_ms) })).filter(lasts)

export const without = (spans: readonly Span[], taken: readonly Span[]): Span[] =>
  taken.reduce<Span[]>(
    (left, cut) =>
      left
        .flatMap(({ from_ms, to_ms }) => [
          { from_ms, to_ms: Math.min(to_ms, cut.from_ms) },
          { from_ms: Math.max(from_ms, cut.to_ms), to_ms },
        ])
        .filter(lasts),
    [...spans],
  )

const lasts = ({ from_ms, to_ms }: Span): boolean => from_ms < to_ms

function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = []
  for (const one of spans.toSorted((a, b) => a.from_ms - b.from_ms)) {
    const before = whole.at(-1)
    if (before === undefined || before.to_ms < one.from_ms) whole.push({ ...one })
    else before.to_ms = Math.max(before.to_ms, one.to_ms)
  }
  return whole
}
