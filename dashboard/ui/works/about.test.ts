import { expect, test } from 'vitest'
import type { Work } from './use-works.ts'
import { aboutWords } from './works.tsx'

const work: Work = {
  ...{ id: 'w1', kind: 'send', about: '2026-09 association', by: 'x', state: 'done', stage: null, share: null },
  ...{
    delivery: null,
    began: '2026-10-01T08:00:00Z',
    ended: null,
    result: null,
    problem: null,
    why: null,
    issuer: null,
  },
}

test('work that is one issuer’s says whose, by name', () => {
  expect(aboutWords({ ...work, issuer: 'Coopérative des Gouttes d’Or' })).toBe(
    'de septembre 2026, Coopérative des Gouttes d’Or',
  )
  expect(aboutWords({ ...work, about: '2026-09' })).toBe('de septembre 2026')
})
