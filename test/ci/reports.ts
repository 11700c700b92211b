/** What `.ci/run` reads in Vitest's JSON reports: which files may be run once more, and the totals of both runs (docs/adr/0048). */

export type Report = { testResults: FileResult[] }
type FileResult = { name: string; status: string; assertionResults: TestResult[] }
type TestResult = { fullName: string; status: string; failureMessages: string[] }

/** Their tests run processes, sockets and browsers on a machine that others share. */
const REAL = /(^|\/)test\/(e2e|contract)\//
/** More at once are no accident. */
const FILES_MAX = 3
/** What fast-check says of a counterexample: another run has another seed. */
const COUNTEREXAMPLE = /Property failed after/

const failuresOf = (file: FileResult) => file.assertionResults.filter(({ status }) => status === 'failed')

/** The failed files, where each may be run once more; none where one may not. */
export function mayRunAgain({ testResults }: Report): string[] {
  const failed = testResults.filter(({ status }) => status === 'failed')
  const excused = failed.every(
    file =>
      REAL.test(file.name) &&
      failuresOf(file).every(({ failureMessages }) => !failureMessages.some(message => COUNTEREXAMPLE.test(message))),
  )
  return excused && failed.length <= FILES_MAX ? failed.map(({ name }) => name) : []
}

/** A line for each test that failed in the first run and not in the second, then the totals, a file's second run in its first one's place. */
export function totals(first: Report, second: Report | null): string[] {
  const again = new Map(second?.testResults.map(file => [file.name, file]))
  const files = first.testResults.map(file => again.get(file.name) ?? file)
  const count = (...wanted: string[]) =>
    files.flatMap(file => file.assertionResults).filter(({ status }) => wanted.includes(status)).length
  // One that fails before its tests begin has none that could have failed
  const unbegun = files.filter(file => file.status === 'failed' && failuresOf(file).length === 0).length
  const mended = first.testResults.filter(({ name }) => again.get(name)?.status === 'passed').flatMap(failuresOf)
  return [
    ...mended.map(
      ({ fullName, failureMessages }) => `only at a second run: ${fullName}: ${firstLine(failureMessages)}`,
    ),
    `${count('passed')} passed, ${count('failed') + unbegun} failed, ${count('pending', 'skipped', 'todo')} skipped`,
  ]
}

const firstLine = (messages: string[]) => messages[0]?.split('\n', 1)[0]?.slice(0, 200) ?? ''
