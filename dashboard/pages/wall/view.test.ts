import { expect, test } from 'vitest'
import { viewOf } from './view.ts'

const DESK = { kiosk: false, drawn: true, width: 1_280 }

test.each([
  ['what was asked for', 'grid', DESK, 'grid'],
  ['what was asked for, on a phone too', 'plan', { ...DESK, width: 360 }, 'plan'],
  ['the plan, once somebody has drawn one', null, DESK, 'plan'],
  ['the grid until then', null, { ...DESK, drawn: false }, 'grid'],
  ['the grid on a phone', null, { ...DESK, width: 390 }, 'grid'],
  ['the grid on a wall screen that says nothing', null, { ...DESK, kiosk: true }, 'grid'],
  ['nothing else that is remembered', 'carousel', DESK, 'plan'],
] as const)('shows %s', (_what, asked, seen, view) => {
  expect(viewOf(asked, seen)).toBe(view)
})
