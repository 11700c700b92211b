import { expect, test } from 'vitest'
import { type Lived, livedMonths } from './lived.ts'

test.each<[what: string, first: string | null, present: string, Lived | null]>([
  ['the one month that is over', '2026-10', '2026-11', { from: '2026-10', to: '2026-10' }],
  ['the running one where it is the first', '2026-11', '2026-11', { from: '2026-11', to: '2026-11' }],
  ['all that are over, across a year', '2025-11', '2026-03', { from: '2025-11', to: '2026-02' }],
  ['no more than are told at once', '2020-01', '2026-03', { from: '2026-01', to: '2026-02' }],
  ['none where nothing was metered', null, '2026-11', null],
  ['the present one where a clock went back', '2026-12', '2026-11', { from: '2026-11', to: '2026-11' }],
])('%s', (what, first, present, lived) => {
  expect(livedMonths(first, present, what.startsWith('no more') ? 2 : 24)).toEqual(lived)
})
