import { expect, test } from 'vitest'
import { livedWords } from './report-funders.ts'

const lived = { from: '2026-09', to: '2026-10' }

test.each([
  [
    'what was lived',
    { from: '2026-09', to: '2026-10', lived },
    ['First month metered 2026-09, last whole month 2026-10'],
  ],
  [
    'months before, and the one that runs',
    { from: '2026-01', to: '2026-11', lived },
    [
      'First month metered 2026-09, last whole month 2026-10',
      'Before 2026-09 nothing was metered: these months count their costs, and no hour',
      '2026-11 still runs: its costs count in full, its hours so far',
    ],
  ],
  [
    'the first month, which runs',
    { from: '2026-11', to: '2026-11', lived: { from: '2026-11', to: '2026-11' } },
    ['First month metered 2026-11, still running', '2026-11 still runs: its costs count in full, its hours so far'],
  ],
  ['an atelier that metered nothing', { from: '2026-11', to: '2026-11', lived: null }, ['Nothing was metered yet']],
])('tells of %s', (_what, report, words) => expect(livedWords(report, '2026-11')).toEqual(words))
