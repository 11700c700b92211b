/** Which failures `.ci/run` looks at twice, and that nothing a second run did not mend is lost on the way. */
import { expect, it } from 'vitest'
import { mayRunAgain, type Report, totals } from '#test/ci/reports.ts'

type Tests = Record<string, string>
/** A test's status, or what it failed with. */
const file = (name: string, tests: Tests, status?: string) => {
  const assertionResults = Object.entries(tests).map(([fullName, said]) =>
    ['passed', 'pending'].includes(said)
      ? { fullName, status: said, failureMessages: [] }
      : { fullName, status: 'failed', failureMessages: [`${said}\n    at line 1`] },
  )
  const failed = assertionResults.some(test => test.status === 'failed')
  return { name: `/navette/${name}`, status: status ?? (failed ? 'failed' : 'passed'), assertionResults }
}
const report = (...testResults: Report['testResults']): Report => ({ testResults })

const green = file('server/domain/a.test.ts', { one: 'passed', two: 'pending' })
const slow = file('test/e2e/slow.test.ts', { badge: 'Error: not within 60000 ms', card: 'passed' })

it.each([
  ['nothing where all passed', report(green), []],
  ['a file of processes', report(green, slow), ['/navette/test/e2e/slow.test.ts']],
  [
    'a file that did not begin',
    report(file('test/contract/b.test.ts', {}, 'failed')),
    ['/navette/test/contract/b.test.ts'],
  ],
  ['not what is pure', report(slow, file('server/domain/b.test.ts', { sum: 'expected 1 to be 2' })), []],
  [
    'not a counterexample',
    report(file('test/contract/c.test.ts', { any: 'Error: Property failed after 3 tests' })),
    [],
  ],
  ['not four', report(...['a', 'b', 'c', 'd'].map(id => file(`test/e2e/${id}.test.ts`, { one: 'x' }))), []],
])('runs again: %s', (_case, first, again) => {
  expect(mayRunAgain(first)).toEqual(again)
})

it('counts a second run in the place of the first, and names what needed it', () => {
  const second = report(file('test/e2e/slow.test.ts', { badge: 'passed', card: 'passed' }))
  expect(totals(report(green, slow), second)).toEqual([
    'only at a second run: badge: Error: not within 60000 ms',
    '3 passed, 0 failed, 1 skipped',
  ])
})

it('counts what failed twice, and a file that never began', () => {
  expect(totals(report(green, slow), report(slow))).toEqual(['2 passed, 1 failed, 1 skipped'])
  expect(totals(report(green, file('test/e2e/x.test.ts', {}, 'failed')), null)).toEqual([
    '1 passed, 1 failed, 1 skipped',
  ])
})
