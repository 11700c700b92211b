/** uPlot, dressed as the house: loaded only when a curve is looked at. */
import type uPlot from 'uplot'
import type { Language } from '../../i18n/format.ts'
import { clock, clockExact } from '../../i18n/format.ts'
import type { Span } from '../../time/zone.ts'
import type { Series } from './series.ts'

export type Chart = { feed: (series: Series | null) => void; look: (span: Span) => void; destroy: () => void }
type Options = {
  element: HTMLElement
  span: Span
  timezone: string
  language: Language
  /** `largest`: of those it stands beside, so that all are in one unit */
  say: (value: number, largest: number) => string
  onSelect: (span: Span) => void
}

const NARROWEST_SELECT_PX = 8
/** More would run into one another on a phone. */
const DOTS_MAX = 120
/** Steps of mA and W that one decimal of A and kW can say: at 250 mA the marks would read 0,3 · 0,5 · 0,8. */
const STEPS = [1, 10, 100, 1000, 10_000, 100_000].flatMap(n => [n, 2 * n, 5 * n])

/** The colour a token has here and now, in this theme: a canvas does not know `var()`. */
function inked(element: HTMLElement, token: string): string {
  const probe = document.createElement('i')
  probe.style.color = `var(${token})`
  element.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

function axes({ element, timezone, language, say }: Options): uPlot.Axis[] {
  const stroke = inked(element, '--ink-soft')
  const grid = { stroke: inked(element, '--chalk'), width: 1, dash: [2, 5] }
  const font = `${parseFloat(getComputedStyle(element).fontSize) * 0.8}px ${getComputedStyle(element).fontFamily}`
  const base = { stroke, font, grid, ticks: { show: false } }
  return [
    {
      ...base,
      size: 32,
      space: 70,
      // within a minute two marks would read the same
      values: (_u, splits, _i, _space, step_s) =>
        splits.map(at_s => (step_s < 60 ? clockExact : clock)(at_s * 1000, language, timezone)),
    },
    { ...base, size: 72, incrs: STEPS, values: (_u, splits) => splits.map(value => say(value, Math.max(...splits))) },
  ]
}

export async function drawChart(options: Options): Promise<Chart> {
  const [{ default: UPlot }] = await Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')])
  const { element, span, timezone, onSelect } = options
  const size = () => ({ width: element.clientWidth, height: element.clientHeight })
  let view = span
  let data: uPlot.AlignedData = [[], []]
  const plot = new UPlot(
    {
      ...size(),
      tzDate: at_s => UPlot.tzDate(new Date(at_s * 1000), timezone),
      legend: { show: false },
      cursor: { y: false, drag: { x: true, y: false, setScale: false } },
      scales: {
        x: { time: true, range: () => [view.from_ms / 1000, view.to_ms / 1000] },
        // where nothing was drawn, marks a few apart that no rounding makes the same
        y: { range: (_u, _min, max) => [0, Math.max(max ?? 0, 10) * 1.08] },
      },
      axes: axes(options),
      series: [
        {},
        {
          stroke: inked(element, '--thread'),
          fill: inked(element, '--thread-wash'),
          width: 1.5,
          // single samples are seen as such: between them nothing was measured
          points: { show: (_u, _i, first, last) => last - first <= DOTS_MAX, size: 4 },
          spanGaps: false,
        },
      ],
      hooks: {
        setSelect: [
          u => {
            if (u.select.width < NARROWEST_SELECT_PX) return
            const at_ms = (x: number) => u.posToVal(x, 'x') * 1000
            onSelect({ from_ms: at_ms(u.select.left), to_ms: at_ms(u.select.left + u.select.width) })
            u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          },
        ],
      },
    },
    data,
    element,
  )
  const resized = new ResizeObserver(() => plot.setSize(size()))
  resized.observe(element)
  return {
    // setData resets both scales, from `view` and from what is in it; a setScale in the same turn would undo the second.
    feed: series => {
      data = [[...(series?.at_s ?? [])], [...(series?.value ?? [])]]
      plot.setData(data, true)
    },
    look: next => {
      view = next
      plot.setData(data, true)
    },
    destroy: () => {
      resized.disconnect()
      plot.destroy()
    },
  }
}
