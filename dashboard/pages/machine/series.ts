/** A power curve as columns, and what can be said of it in a sentence. Pure. */
import type { PowerCurve } from '#server/contract/api.ts'
import type { Span } from '../../time/zone.ts'

export type Series = { unit: 'W' | 'mA'; at_s: readonly number[]; value: readonly (number | null)[] }

/** Watts where any were measured, otherwise the current: one curve is never in two units. */
export function seriesOf(curve: PowerCurve): Series {
  const unit = curve.points.some(point => point.power_W !== null) ? 'W' : 'mA'
  return {
    unit,
    at_s: curve.points.map(point => Date.parse(point.at) / 1000),
    value: curve.points.map(point => (unit === 'W' ? point.power_W : point.current_mA)),
  }
}

/** Room on the right for what comes while one looks. */
export const AHEAD_MS = 60_000
/** A day that has just begun is not looked at through a slit. */
const SHORTEST_MS = 30 * 60_000

/** What of the day is looked at first: a past day whole, today from its first measure to now. */
export function firstView(series: Series, span: Span, now_ms: number): Span {
  if (now_ms >= span.to_ms) return span
  const first = series.value.findIndex(value => value !== null)
  const first_ms = first < 0 ? span.from_ms : (series.at_s[first] ?? 0) * 1000
  const from_ms = Math.max(span.from_ms, Math.min(first_ms, now_ms - SHORTEST_MS))
  return { from_ms, to_ms: Math.min(span.to_ms, now_ms + AHEAD_MS) }
}

/** The finer points take the place of the coarse ones within the span they were asked for. */
export function spliced(coarse: Series | null, fine: Series, span: Span): Series {
  if (coarse === null || coarse.unit !== fine.unit) return coarse ?? fine
  const inside = (at_s: number) => at_s * 1000 >= span.from_ms && at_s * 1000 < span.to_ms
  const pairs = [
    ...coarse.at_s.map((at_s, i) => ({ at_s, value: coarse.value[i] ?? null })).filter(pair => !inside(pair.at_s)),
    ...fine.at_s.map((at_s, i) => ({ at_s, value: fine.value[i] ?? null })),
  ].sort((a, b) => a.at_s - b.at_s)
  return { unit: fine.unit, at_s: pairs.map(pair => pair.at_s), value: pairs.map(pair => pair.value) }
}

/** A station samples once a second, some ten times: so much of them fills a screen. */
const SINGLE_MS = 10 * 60_000
/** What to ask the server for: single samples where a screen has room for them, else what it thinks fits. */
export const bucketFor = ({ from_ms, to_ms }: Span): number | undefined =>
  to_ms - from_ms <= SINGLE_MS ? 0 : undefined

export function summaryOf(series: Series): { max: number; mean: number } | null {
  const known = series.value.filter(value => value !== null)
  if (known.length === 0) return null
  return {
    max: known.reduce((a, b) => Math.max(a, b)),
    mean: known.reduce((a, b) => a + b, 0) / known.length,
  }
}
