import { describe, expect, it } from 'vitest'
import { barsOf, boxesOf, worthDrawing } from './bars.ts'

const HOUR_MS = 3_600_000
const day = (date: string, hours: number) => ({ date, running_ms: hours * HOUR_MS })

describe('a month at a glance', () => {
  const october = barsOf({ period: '2026-10', days: [day('2026-10-02', 2), day('2026-10-31', 4)] })

  it('has a bar for each day, also those of which the document says nothing', () => {
    expect(october).toHaveLength(31)
    expect(barsOf({ period: '2028-02', days: [] })).toHaveLength(29)
    expect(october.flatMap(({ running_ms }, i) => (running_ms > 0 ? [[i + 1, running_ms / HOUR_MS]] : []))).toEqual([
      [2, 2],
      [31, 4],
    ])
  })
  it('names a day of each week', () => {
    expect(october.flatMap(({ label }) => label ?? [])).toEqual(['1', '8', '15', '22', '29'])
  })
  it('gives the longest day the whole height and the others their part', () => {
    expect(Math.max(...boxesOf(october, 210, 34).map(box => box.height))).toBe(34)
    expect(boxesOf(october, 210, 34)[1]?.height).toBe(17)
  })
  it('stays inside its width', () => {
    const last = boxesOf(october, 210, 34).at(-1)
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(210)
  })
  it('is not drawn where no machine ran', () => {
    expect(worthDrawing({ period: '2026-10', days: [day('2026-10-01', 0)] })).toBe(false)
    expect(worthDrawing({ period: '2026-10', days: [] })).toBe(false)
    expect(worthDrawing({ period: '2026-10', days: [day('2026-10-01', 1)] })).toBe(true)
  })
})

it('a year has a bar for each month, the sum of its days', () => {
  const bars = barsOf({ period: '2026', days: [day('2026-03-01', 1), day('2026-03-30', 2), day('2026-12-31', 5)] })
  expect(bars.map(({ label }) => label).join('')).toBe('JFMAMJJASOND')
  expect(bars.map(({ running_ms }) => running_ms / HOUR_MS)).toEqual([0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 5])
})
