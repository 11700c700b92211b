/** Machine time of each day of a month, or each month of a year, as a small bar: the whole at a glance. */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { duration } from '../text/amounts.ts'
import { daysIn, MONTHS } from '../text/dates.ts'
import { CHALK, leading, QUIET, SMALL, THREAD } from './look.ts'
import type { Pen } from './pen.ts'

const BARS_HEIGHT = 34
const GAP = 1.6
/** The days of a month that are written under their bar. */
const NAMED = [1, 8, 15, 22, 29]

export type Month = Pick<AccountingDocument, 'period' | 'days'>
export type Bar = { label: string | null; running_ms: number }

const total_ms = (days: Month['days']): number => days.reduce((sum, day) => sum + day.running_ms, 0)
export const worthDrawing = ({ days }: Month): boolean => total_ms(days) > 0

/** A bar for each day or month there is, also those on which nothing ran. */
export function barsOf({ period, days }: Month): Bar[] {
  const year = period.length === 4
  const running = (name: string): number => total_ms(days.filter(({ date }) => date.startsWith(name)))
  const two = (number: number): string => `${number}`.padStart(2, '0')
  return Array.from({ length: year ? MONTHS.length : daysIn(period) }, (_, i) => ({
    label: year ? (MONTHS[i]?.charAt(0).toLocaleUpperCase('fr') ?? null) : NAMED.includes(i + 1) ? `${i + 1}` : null,
    running_ms: running(`${period}-${two(i + 1)}`),
  }))
}

export type Box = { x: number; width: number; height: number }

/** None taller than the longest. */
export function boxesOf(bars: readonly Bar[], width: number, height: number): Box[] {
  const longest = Math.max(1, ...bars.map(bar => bar.running_ms))
  const pitch = width / bars.length
  return bars.map((bar, i) => ({ x: i * pitch, width: pitch - GAP, height: (height * bar.running_ms) / longest }))
}

/** The sum stands above, so that the bars need no scale. */
export function drawBars(pen: Pen, of: Month, left: number, top: number, width: number): void {
  pen.as('P', () => pen.write(`Temps machine : ${duration(total_ms(of.days))}`, left, top + 9, QUIET))
  const base = top + leading(QUIET) + 6 + BARS_HEIGHT
  const bars = barsOf(of)
  pen.around(() => {
    pen.rule(left, base, width - GAP, CHALK)
    for (const [i, box] of boxesOf(bars, width, BARS_HEIGHT).entries()) {
      if (box.height > 0) pen.bar(left + box.x, base - box.height, box.width, box.height, THREAD)
      const label = bars[i]?.label ?? null
      if (label !== null) pen.write(label, left + box.x + box.width / 2, base + 9, SMALL, 'centre')
    }
  })
}
