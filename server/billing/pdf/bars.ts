/** Machine time of each day as a small bar: a month at a glance. */
import { duration } from '../text/amounts.ts'
import { CHALK, leading, QUIET, SMALL, THREAD } from './look.ts'
import type { Pen } from './pen.ts'

const BARS_HEIGHT = 34
const GAP = 1.6
/** The days of the month that are written under their bar. */
const NAMED = [1, 8, 15, 22, 29]

export type Day = { date: string; running_ms: number }

/** One rectangle a day, none taller than the longest day. */
export function barsOf(days: Day[], width: number, height: number): { x: number; width: number; height: number }[] {
  const longest = Math.max(1, ...days.map(day => day.running_ms))
  const pitch = width / days.length
  return days.map((day, i) => ({
    x: i * pitch,
    width: pitch - GAP,
    height: (height * day.running_ms) / longest,
  }))
}

const total_ms = (days: Day[]): number => days.reduce((sum, day) => sum + day.running_ms, 0)
export const worthDrawing = (days: Day[]): boolean => total_ms(days) > 0

/** Right of what is to be paid; the sum stands above, so that the bars need no scale. */
export function drawBars(pen: Pen, days: Day[], left: number, top: number, width: number): void {
  pen.as('P', () => pen.write(`Temps machine : ${duration(total_ms(days))}`, left, top + 9, QUIET))
  const base = top + leading(QUIET) + 6 + BARS_HEIGHT
  pen.around(() => {
    pen.rule(left, base, width - GAP, CHALK)
    for (const [i, bar] of barsOf(days, width, BARS_HEIGHT).entries()) {
      if (bar.height > 0) pen.bar(left + bar.x, base - bar.height, bar.width, bar.height, THREAD)
      const number = Number(days[i]?.date.slice(-2))
      if (NAMED.includes(number)) pen.write(`${number}`, left + bar.x + bar.width / 2, base + 9, SMALL, 'centre')
    }
  })
}
