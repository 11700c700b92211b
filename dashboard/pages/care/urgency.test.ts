import { expect, test } from 'vitest'
import type { CareTaskView } from '#server/contract/people.ts'
import { inOrder } from './urgency.ts'

const task = (name: string, more: Partial<CareTaskView>): CareTaskView => ({
  ...{ machine: 'juki-1', task: name, name, every_h: null, ran_h: 0, every_months: null, last: null, last_by: null },
  ...{ noted: null, next: null, due: false, soon: false, locked: false },
  ...more,
})

test('what keeps a machine from starting, then due, soon, and the rest by what comes first', () => {
  const tasks = [
    task('next year', { next: '2027-11-01' }),
    task('half', { every_h: 100, ran_h: 50 }),
    task('spring', { next: '2027-03-01' }),
    task('soon', { soon: true, every_h: 100, ran_h: 95 }),
    task('due', { due: true, next: '2026-11-01' }),
    task('locked', { due: true, locked: true, every_h: 100, ran_h: 101 }),
  ]
  expect(inOrder(tasks).map(({ name }) => name)).toEqual(['locked', 'due', 'soon', 'half', 'spring', 'next year'])
})
