/** Long work over HTTP on the real ledger: left, found again, refused, and told of after a restart; a month's changes. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createBooks } from '#server/books/desk.ts'
import type { JobView, MonthChanges } from '#server/contract/jobs.ts'
import { createJobs } from '#server/jobs/desk.ts'
import { wasDone } from '#server/jobs/was-done.ts'
import { AtelierLab } from '../support/atelier-lab.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'
import { poll } from '../support/poll.ts'
import { smallAtelier } from '../support/small-atelier.ts'

const MONTH = '2026-10'
const SILENT = { error: () => undefined }
let lab: AtelierLab
let http: HttpServer

beforeAll(async () => {
  lab = await AtelierLab.open('essai', JSON.stringify(smallAtelier('2026-11-20')))
  await lab.work({ member: 'awa', machine: 'juki-1', at: `${MONTH}-05T10:00`, minutes: 20 })
  const { ledger, ingest } = lab
  const now_ms = () => Date.parse('2026-11-20T12:00:00Z')
  const books = createBooks({
    ...{
      ledger,
      directory: () => ingest.directory(),
      directory_n: () => ingest.head(),
      openSessions: () => [],
      now_ms,
    },
  })
  http = await startHttp({
    ...{ reads: ledger, writes: ledger, core: ingest, books, clock: { now_ms } },
    jobs: createJobs({ ledger, now_ms, wasDone: row => wasDone(ledger, row), log: SILENT }),
    seen: {
      get: (who, period) => ledger.seenMonth(who, period),
      put: (who, period, seen) => ledger.putSeenMonth(who, period, seen),
    },
  })
})
afterAll(async () => {
  await http.close()
  await lab.close()
})

const later = async (path: string, body: unknown) =>
  http.call('POST', path, { cookie: await http.cookieOf('treasurer'), body, headers: { prefer: 'respond-async' } })
const ended = (id: string): Promise<JobView> =>
  poll('the end of the work', async () => {
    const job = (await (await http.as('treasurer', 'GET', `/api/v1/jobs/${id}`)).json()) as JobView
    return job.state === 'running' ? undefined : job
  })
const changes = async (method = 'GET', path = 'changes') =>
  (await (await http.as('treasurer', method, `/api/v1/periods/${MONTH}/${path}`)).json()) as MonthChanges

it('tells what changed since this account said it had seen the month', async () => {
  expect(await changes()).toMatchObject({ since: null, members: [], pools: [] })
  await lab.work({ member: 'awa', machine: 'juki-1', at: `${MONTH}-06T10:00`, minutes: 30 })
  await lab.work({ member: 'bilal', machine: 'juki-1', at: `${MONTH}-07T10:00`, minutes: 10 })
  const told = await changes()
  expect(told.since).toBe('2026-11-20T12:00:00.000Z')
  expect(told.members.map(({ id, sessions }) => [id, sessions])).toContainEqual(['bilal', 1])
  // looked at again, it is the same; said to be seen, it is over
  expect(await changes()).toEqual(told)
  expect(await changes('POST', 'seen')).toMatchObject({ members: [], pools: [] })
  expect((await changes()).members).toEqual([])
})

it('answers 202 with a job, which is found again with what it came to', async () => {
  const answer = await later(`/api/v1/periods/${MONTH}/close`, { statement_hash: 'f'.repeat(64) })
  expect([answer.status, answer.headers.get('preference-applied')]).toEqual([202, 'respond-async'])
  const job = (await answer.json()) as JobView
  expect(answer.headers.get('location')).toBe(`/api/v1/jobs/${job.id}`)
  // what the rules refuse is told as the route itself would have told it
  expect(await ended(job.id)).toMatchObject({ state: 'failed', problem: { status: 409, code: 'statement-changed' } })
  const closing = (await (await later(`/api/v1/periods/${MONTH}/close`, {})).json()) as JobView
  expect(await ended(closing.id)).toMatchObject({ state: 'done', result: { period: MONTH }, problem: null })
  const { items } = (await (await http.as('manager', 'GET', '/api/v1/jobs')).json()) as { items: JobView[] }
  expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining([job.id, closing.id]))
})

it('knows after a restart whether what was under way had been committed', async () => {
  const { ledger } = lab
  const row = { about: MONTH, by: 'tresor', ended_at_ms: null, outcome: null, state: 'running' } as const
  const closed_ms = (await ledger.closings())[0]?.at_ms ?? 0
  await ledger.putJob({ ...row, id: 'a', kind: 'close', began_at_ms: closed_ms - 1 })
  await ledger.putJob({ ...row, id: 'b', kind: 'issue', began_at_ms: closed_ms - 1 })
  await ledger.putJob({ ...row, id: 'c', kind: 'send', began_at_ms: closed_ms - 1 })
  await createJobs({ ledger, now_ms: () => closed_ms, wasDone: one => wasDone(ledger, one), log: SILENT }).recover()
  const states = await Promise.all(['a', 'b', 'c'].map(async id => (await ledger.job(id))?.state))
  expect(states).toEqual(['done', 'interrupted', 'interrupted'])
})
