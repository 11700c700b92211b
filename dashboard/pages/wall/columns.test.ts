import { expect, test } from 'vitest'
import { columnsFor } from './columns.ts'

test.each([
  [1, 1920, 900, 1],
  [2, 1920, 900, 2],
  [8, 1920, 900, 4],
  [8, 3840, 1900, 4],
  [8, 1080, 1800, 2],
  [9, 1920, 900, 5],
  [24, 1920, 900, 6],
  [0, 1920, 900, 1],
])('%i swatches on %i × %i stand %i abreast', (count, width, height, columns) => {
  expect(columnsFor(count, width, height)).toBe(columns)
})
