/** Intervals of states as bands: each state has a height of its own besides its colour, so that it reads in black and white too. */
import type { MachineState } from '#server/contract/api.ts'
import type { Span } from '../../time/zone.ts'
import type { Interval } from './week.ts'

export const HEIGHT = 56
const WIDTH = 1000
export const STATES: readonly MachineState[] = ['running', 'idle', 'off', 'silent', 'fault']
const BAND: Record<MachineState, [top: number, height: number]> = {
  running: [4, 44],
  fault: [4, 44],
  silent: [20, 28],
  idle: [30, 18],
  off: [45, 3],
}

type Props = { intervals: readonly Interval[]; span: Span; label: string }

export function Bands({ intervals, span, label }: Props) {
  const x = (at_ms: number) => ((at_ms - span.from_ms) / (span.to_ms - span.from_ms)) * WIDTH
  const shown = ({ from, to }: Interval) => Date.parse(to) > span.from_ms && Date.parse(from) < span.to_ms
  return (
    <svg class="ribbon" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {intervals.filter(shown).map(interval => {
        const [top, height] = BAND[interval.state]
        const from = x(Math.max(span.from_ms, Date.parse(interval.from)))
        const to = x(Math.min(span.to_ms, Date.parse(interval.to)))
        return (
          <rect
            key={interval.from}
            class={`ribbon-${interval.state}`}
            x={from}
            y={top}
            width={Math.max(0.6, to - from)}
            height={height}
          />
        )
      })}
    </svg>
  )
}
