import { expect, test } from 'vitest'
import { keeping, keptIn } from './kept.ts'

test('what was chosen is found again beside what else is kept there', () => {
  const entry = keeping(keeping(null, 'group', 'active'), 'search', 'awa')
  expect([keptIn(entry, 'group'), keptIn(entry, 'search')]).toEqual(['active', 'awa'])
  expect(keptIn(keeping(entry, 'search', ''), 'search')).toBe('')
})

test('an entry nothing was kept in has nothing, whatever stands there', () => {
  for (const state of [null, undefined, 'awa', 7, {}]) expect(keptIn(state, 'search')).toBeUndefined()
  expect(keeping('awa', 'group', null)).toEqual({ group: null })
})
