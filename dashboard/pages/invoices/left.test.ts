import { expect, test } from 'vitest'
import { leftOf } from './left.ts'

const due = { due_date: '2026-11-20', open_cents: 1_200 }

test.each([
  ['due today', due, 'open'],
  ['due yesterday', { ...due, due_date: '2026-11-19' }, 'late'],
  ['due yesterday and paid in part', { due_date: '2026-11-19', open_cents: 1 }, 'late'],
  ['paid, however old', { due_date: '2026-01-01', open_cents: 0 }, 'settled'],
  ['that gives back', { ...due, open_cents: null }, null],
])('of a document %s', (_what, row, left) => {
  expect(leftOf(row, '2026-11-20')).toBe(left)
})
