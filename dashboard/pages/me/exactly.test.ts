import { expect, test } from 'vitest'
import { exactly } from './exactly.ts'

test.each([
  [0, '0 s', '0 s'],
  [59_900, '59 s', '59 s'],
  [725_000, '12 min 05 s', '12 min 05 s'],
  [4_020_000, '1 h 07', '1 h 07 min'],
])('%i ms', (ms, fr, en) => {
  const plain = (text: string) => text.replaceAll('\u00a0', ' ')
  expect([plain(exactly(ms, 'fr')), plain(exactly(ms, 'en'))]).toEqual([fr, en])
})
