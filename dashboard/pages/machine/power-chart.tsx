import { useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { PowerCurve } from '#server/contract/api.ts'
import { getPower } from '../../api/endpoints.ts'
import { amperes, watts } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { floor } from '../../live/connection.ts'
import { now_ms } from '../../time/now.ts'
import type { Span } from '../../time/zone.ts'
import { Icon } from '../../ui/icons.tsx'
import { timezone } from '../../ui/session.ts'
import { theme } from '../../ui/theme.ts'
import { type Chart, drawChart } from './chart.ts'
import { AHEAD_MS, bucketFor, firstView, type Series, seriesOf, spliced, summaryOf } from './series.ts'
import { w } from './texts.ts'

/** Half a minute of single samples: nothing is gained beyond. */
const NEAREST_MS = 30_000

/** The day's curve. Zooming in asks for finer samples of what is shown; live samples lengthen today's. */
export function PowerChart({ curve, span }: { curve: PowerCurve | null; span: Span }) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart | null>(null)
  const view = useSignal<Span>(span)
  const series = useSignal<Series | null>(null)
  const machine = curve?.machine ?? ''
  const newest = useComputed(() => floor.value.sparks.get(machine)?.at(-1)).value

  useEffect(() => {
    if (curve === null) return
    const first = series.peek() === null
    series.value = seriesOf(curve)
    if (first) look(firstView(series.value, span, now_ms.peek()))
  }, [curve])

  // asked at each use: the axis is drawn before the curve says in which unit it is
  const say = (value: number, largest: number) => {
    if (series.peek()?.unit !== 'mA') return watts(value, language.value)
    // a tenth of an ampere is too coarse for a machine that draws less than one
    return largest < 1_000 ? milliamperes(value) : amperes(value, language.value)
  }

  const look = (next: Span) => {
    view.value = next
    chart.current?.look(next)
    if (next.to_ms - next.from_ms >= (span.to_ms - span.from_ms) / 3 || machine === '') return
    getPower(machine, next, bucketFor(next)).then(
      finer => {
        if (view.peek() === next && series.peek() !== null) series.value = spliced(series.peek(), seriesOf(finer), next)
      },
      // The coarser curve stays: it is true, only less fine.
      () => {},
    )
  }

  // A canvas keeps the colours it was drawn in, also when the system turns dark at dusk
  const turns = useSignal(0)
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const turn = () => {
      turns.value += 1
    }
    dark.addEventListener('change', turn)
    return () => dark.removeEventListener('change', turn)
  }, [])
  // Redrawn from nothing when its colours or words change; otherwise only fed.
  useSignalEffect(() => {
    void theme.value
    void turns.value
    void language.value
    const element = box.current
    if (element === null) return
    let gone = false
    void drawChart({ element, span, timezone: timezone(), language: language.value, say, onSelect: look }).then(
      made => {
        if (gone) return made.destroy()
        chart.current = made
        if (series.peek() !== null) made.feed(series.peek())
        made.look(view.peek())
      },
    )
    return () => {
      gone = true
      chart.current?.destroy()
      chart.current = null
    }
  })
  useSignalEffect(() => {
    // read before asking for the chart: an effect that read nothing would never run again
    const fed = series.value
    chart.current?.feed(fed)
  })
  useEffect(() => {
    const known = series.peek()
    if (newest === undefined || known === null) return
    const last_ms = (known.at_s.at(-1) ?? 0) * 1000
    if (newest.at_ms > last_ms && newest.at_ms < span.to_ms) {
      series.value = { ...known, at_s: [...known.at_s, newest.at_ms / 1000], value: [...known.value, newest.value] }
      // who looks at the present goes on looking at it
      const { from_ms, to_ms } = view.peek()
      if (newest.at_ms > to_ms && last_ms <= to_ms) {
        view.value = { from_ms, to_ms: Math.min(span.to_ms, newest.at_ms + AHEAD_MS) }
        chart.current?.look(view.value)
      }
    }
  }, [newest])

  const zoom = (factor: number) => {
    const { from_ms, to_ms } = view.value
    const half_ms = Math.max(NEAREST_MS / 2, ((to_ms - from_ms) * factor) / 2)
    // who looks at the present comes nearer to it, not to half an hour ago
    const middle_ms = to_ms >= now_ms.peek() ? to_ms - half_ms : (from_ms + to_ms) / 2
    look({ from_ms: Math.max(span.from_ms, middle_ms - half_ms), to_ms: Math.min(span.to_ms, middle_ms + half_ms) })
  }
  const summary = series.value === null ? null : summaryOf(series.value)
  const text =
    summary === null
      ? t('machine.curve-empty')
      : t('machine.curve-summary', { max: say(summary.max, summary.max), mean: say(summary.mean, summary.max) })
  return (
    <figure class="chart">
      <div class="chart-box" ref={box} role="img" aria-label={text} data-empty={summary === null} />
      <figcaption>
        <span>{curve === null ? '' : text}</span>{' '}
        <span class="hint chart-hint">{bucketFor(view.value) === 0 ? w('samples') : t('machine.zoom-hint')}</span>
        <span class="chart-zoom">
          <button type="button" class="button-bare" aria-label={t('machine.zoom-out')} onClick={() => zoom(2)}>
            <Icon sign="minus" />
          </button>
          <button type="button" class="button-bare" aria-label={t('machine.zoom-in')} onClick={() => zoom(0.5)}>
            <Icon sign="plus" />
          </button>
          <button type="button" class="button-bare" aria-label={t('machine.zoom-all')} onClick={() => look(span)}>
            <Icon sign="whole" />
          </button>
        </span>
      </figcaption>
    </figure>
  )
}

const milliamperes = (value: number): string => `${Math.round(value)}\u00a0mA`
