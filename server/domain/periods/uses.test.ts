import { expect, it } from 'vitest'
import { rulesOf } from './rules.ts'
import { aDirectory, aMonth, aSession } from './testing.ts'
import { usesOf } from './uses.ts'

it('prices what is assigned to another member by their category of that day, not of today', () => {
  const directory = aDirectory(['awa', 'bo'])
  const bo = directory.members.get('bo')
  if (bo === undefined) throw new Error('bo is missing')
  const categories = [
    { from: '2025-01-01', category: 'starting' },
    { from: '2030-01-01', category: 'grown' },
  ]
  directory.members.set('bo', { ...bo, category: 'grown', categories })
  const decisions = [
    { n: 100, at_ms: 1, item: 's1', decision: { kind: 'assign', member: 'bo' } as const, by: 'tresor', reason: 'hers' },
  ]
  const month = aMonth({ own: [aSession('s1', { member: 'awa' })], decisions })
  expect(usesOf(month, directory, rulesOf(null)).uses.map(use => [use.member, use.category])).toEqual([
    ['bo', 'starting'],
  ])
})
