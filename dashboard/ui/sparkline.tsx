import { type ReadonlySignal, useComputed } from '@preact/signals'
import type { SparkPoint } from '../live/floor.ts'

const WIDTH = 240
const HEIGHT = 40
const SPAN_MS = 15 * 60_000
/** Two points a pixel would not be seen. */
const COLUMNS = 120
const COLUMN_MS = SPAN_MS / COLUMNS

/**
 * A thread never taller than `least` stays low: standby is not drawn like work. `null` until there are two points. The greatest value of each
 * column, so that a short burst of sewing is not averaged away. It moves on by whole columns: between two of them most readings draw nothing.
 */
export function threadOf(points: readonly SparkPoint[], now_ms: number, least: number): string | null {
  const from_ms = Math.ceil(now_ms / COLUMN_MS) * COLUMN_MS - SPAN_MS
  const columns = new Map<number, number>()
  for (const point of points) {
    const column = Math.floor((point.at_ms - from_ms) / COLUMN_MS)
    if (column >= 0) columns.set(Math.min(column, COLUMNS - 1), Math.max(columns.get(column) ?? 0, point.value))
  }
  if (columns.size < 2) return null
  const top = Math.max(...columns.values(), least)
  const xy = [...columns]
    .sort(([a], [b]) => a - b)
    .map(([column, value]): [number, number] => [
      Math.round((column / (COLUMNS - 1)) * WIDTH),
      Math.round(10 * (HEIGHT - 3 - (value / top) * (HEIGHT - 8))) / 10,
    ])
  return `M${xy.map(([x, y]) => `${x} ${y}`).join('L')}`
}

/** More than a line's own width reaches over its ends. */
const BEYOND = 6

/**
 * Both as signals: a new reading changes one attribute, and nothing is drawn but the line. It lies on a ground as large as it may become: the browser
 * looks at all layers again when what is drawn in one takes another room.
 */
export function Sparkline({ thread, label }: { thread: ReadonlySignal<string | null>; label: ReadonlySignal<string> }) {
  const path = useComputed(() => thread.value ?? '')
  const drawn = useComputed(() => thread.value !== null).value
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <rect
        x={-BEYOND}
        y={-BEYOND}
        width={WIDTH + 2 * BEYOND}
        height={HEIGHT + 2 * BEYOND}
        fill="transparent"
        stroke="none"
      />
      <path class="spark-chalk" d={`M0 ${HEIGHT - 2}H${WIDTH}`} />
      {drawn ? <path class="spark-thread" d={path} /> : null}
    </svg>
  )
}
