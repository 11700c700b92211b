/** Long work over HTTP on the real ledger: left, found again, refused, and told of after a restart; a month's changes. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createBooks } from '#server/books/desk.ts'
import type { JobView, MonthChanges } from '#server/contract/jobs.ts'
import type { MailOrder } from '#server/domain/mail/types.ts'
import { createJobs, type Tell } from '#server/jobs/desk.ts'
import { wasDone } from '#server/jobs/was-done.ts'
import { AtelierLab } from '../support/atelier-lab.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'
import { poll } from '../support/poll.ts'
import { smallAtelier } from '../support/small-atelier.ts'

const MONTH = '2026-10'
const MAIL = {
  ...{
    message_id: '<1@essai>',
    kind: 'invoice',
    issuer: 'fab',
    about: 'F-1',
    to_name: 'Awa',
    to_address: 'a@b.example',
  },
  ...{ recipient: { kind: 'member', id: 'awa' }, from_name: 'Fab', reply_to: null, subject: 's', text: 't', html: 'h' },
  attachments: [],
} as const satisfies MailOrder
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
    preview: slowPreview,
    ...{ reads: ledger, writes: ledger, core: ingest, books, clock: { now_ms } },
    jobs: createJobs({
      ...{ ledger, now_ms, log: SILENT },
      wasDone: row => wasDone(ledger, row),
      postedOf: about => ledger.postedOf(about),
    }),
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

/** Opened by the test that wants a month to take long. */
let gate = Promise.resolve()
const slowPreview = async (period: string, tell: Tell = () => undefined) => {
  tell('reading', { done: 0, of: 3 })
  await gate
  tell('computing', { done: 2, of: 3 })
  return { period, pools: [], cooperative_cents: 0, members: [] }
}

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

it('makes no job of a month that is there at once, and one of a month that takes longer than one would wait', async () => {
  const cookie = await http.cookieOf('treasurer')
  const preview = (prefer: string) =>
    http.call('GET', `/api/v1/periods/${MONTH}/preview`, { cookie, headers: { prefer } })
  const at_once = await preview('respond-async, wait=20')
  expect([at_once.status, await at_once.json()]).toMatchObject([200, { period: MONTH }])
  const open = Promise.withResolvers<void>()
  gate = open.promise
  const answers = await Promise.all([preview('respond-async, wait=1'), preview('respond-async; wait=0')])
  const [one, other] = (await Promise.all(answers.map(answer => answer.json()))) as [JobView, JobView]
  expect([answers.map(({ status }) => status), other.id]).toEqual([[202, 202], one.id])
  expect(one).toMatchObject({ kind: 'preview', about: MONTH, state: 'running' })
  const found = (await (await http.as('manager', 'GET', '/api/v1/jobs')).json()) as { items: JobView[] }
  expect(found.items.find(({ id }) => id === one.id)).toMatchObject({ stage: 'reading', share: { done: 0, of: 3 } })
  open.resolve()
  expect(await ended(one.id)).toMatchObject({ state: 'done', result: null, share: null })
})

it('knows after a restart whether what was under way had been committed', async () => {
  const { ledger } = lab
  const row = { about: MONTH, by: 'tresor', ended_at_ms: null, outcome: null, state: 'running' } as const
  const closed_ms = (await ledger.closings())[0]?.at_ms ?? 0
  await ledger.putJob({ ...row, id: 'a', kind: 'close', began_at_ms: closed_ms - 1 })
  await ledger.putJob({ ...row, id: 'b', kind: 'issue', began_at_ms: closed_ms - 1 })
  await ledger.putJob({ ...row, id: 'c', kind: 'send', began_at_ms: closed_ms - 1 })
  await ledger.putJob({ ...row, id: 'd', kind: 'preview', began_at_ms: closed_ms - 1 })
  // a mail about something else is no sending of the month
  await ledger.enqueueMails([MAIL], closed_ms)
  await createJobs({
    ...{ ledger, now_ms: () => closed_ms, log: SILENT },
    wasDone: one => wasDone(ledger, one),
    postedOf: about => ledger.postedOf(about),
  }).recover()
  const states = await Promise.all(['a', 'b', 'c', 'd'].map(async id => (await ledger.job(id))?.state))
  expect(states).toEqual(['done', 'interrupted', 'interrupted', 'interrupted'])
})
