import { expect, test } from 'vitest'
import { addPoint, finished, pathOf } from './strokes.ts'

test('keeps points on the field, and none that tells nothing', () => {
  const stroke = [
    [-20.4, 10],
    [1, 11],
    [50.6, 900],
  ].reduce<number[]>((so_far, [x = 0, y = 0]) => addPoint(so_far, [x, y]), [])
  expect(stroke).toEqual([0, 10, 51, 400])
})

test('a finger that never leaves the glass stays within what the server takes', () => {
  let stroke: number[] = []
  for (let i = 0; i < 2_000; i++) stroke = addPoint(stroke, [(i * 7) % 1_000, (i * 11) % 400])
  expect(stroke).toHaveLength(1_200)
})

test('draws each stroke by itself, a tap as a dot', () => {
  expect(finished([[5, 6], []])).toEqual([[5, 6, 6, 6]])
  expect(
    pathOf([
      [5, 6],
      [1, 2, 3, 4, 5, 6],
    ]),
  ).toBe('M5 6L6 6M1 2L3 4 5 6')
})
