import { expect, it } from 'vitest'
import type { JobRow } from '#server/domain/records.ts'
import { createJobs, type JobsLedger } from './desk.ts'

function shelf() {
  const rows = new Map<string, JobRow>()
  const ledger: JobsLedger = {
    putJob: async row => void rows.set(row.id, row),
    jobs: async limit => [...rows.values()].reverse().slice(0, limit),
    job: async id => rows.get(id) ?? null,
    runningJobs: async () => [...rows.values()].filter(({ state }) => state === 'running'),
  }
  const desk = (done: readonly string[] = []) =>
    createJobs({
      ...{ ledger, now_ms: () => 1_000, log: { error: () => undefined } },
      wasDone: async ({ about }) => done.includes(about),
      postedOf: async () => ({ waiting: 3, sent: 2, back: 1 }),
    })
  return { rows, desk }
}
const order = { kind: 'close', about: '2026-10', by: 'tresor', exactly: '2026-10' } as const

it('goes on by itself, says what it does, and what it came to', async () => {
  const { rows, desk } = shelf()
  const jobs = desk()
  const gate = Promise.withResolvers<void>()
  const { id, state } = await jobs.start(order, async tell => {
    tell('computing', { done: 1, of: 4 })
    await gate.promise
    return { state: 'done', outcome: { n: 7 } }
  })
  expect(state).toBe('running')
  expect(await jobs.get(id)).toMatchObject({ state: 'running', stage: 'computing', share: { done: 1, of: 4 } })
  // a second hand finds the work of the first
  expect((await jobs.start(order, () => Promise.reject(new Error('never begun')))).id).toBe(id)
  // another part of the same month is work of its own
  const other = await jobs.start({ ...order, exactly: '2026-10 awa' }, async () => ({ state: 'done', outcome: null }))
  expect(other.id).not.toBe(id)
  gate.resolve()
  await expect.poll(() => rows.get(id)?.state).toBe('done')
  expect(await jobs.get(id)).toMatchObject({ outcome: '{"n":7}', ended_at_ms: 1_000, stage: null, share: null })
  expect((await jobs.start(order, async () => ({ state: 'failed', outcome: null }))).id).not.toBe(id)
})

it('two hands at the same moment begin it once', async () => {
  const { rows, desk } = shelf()
  const jobs = desk()
  let begun = 0
  const once = async () => ({ state: 'done' as const, outcome: ++begun })
  const [one, other] = await Promise.all([jobs.start(order, once), jobs.start(order, once)])
  expect(other.id).toBe(one.id)
  await expect.poll(() => rows.get(one.id)?.state).toBe('done')
  expect([begun, rows.size]).toEqual([1, 1])
})

it('an error ends it, and is no outcome', async () => {
  const { rows, desk } = shelf()
  const { id } = await desk().start(order, () => Promise.reject(new Error('disk')))
  await expect.poll(() => rows.get(id)).toMatchObject({ state: 'failed', outcome: 'null' })
})

it('work whose end could not be written is told as cut short, and not as running for ever', async () => {
  const { rows, desk } = shelf()
  const jobs = desk()
  const { id } = await jobs.start(order, async () => {
    rows.set = () => {
      throw new Error('the disk is full')
    }
    return { state: 'done', outcome: null }
  })
  await expect.poll(async () => (await jobs.get(id))?.state).toBe('interrupted')
})

it('says after a restart what became of what was under way', async () => {
  const { rows, desk } = shelf()
  const never = () => new Promise<never>(() => undefined)
  const before = desk()
  const closed = await before.start(order, never)
  const lost = await before.start({ ...order, about: '2026-11', exactly: '2026-11' }, never)
  const after = desk(['2026-10'])
  await after.recover()
  expect([rows.get(closed.id)?.state, rows.get(lost.id)?.state]).toEqual(['done', 'interrupted'])
  expect(await after.list(5)).toHaveLength(2)
})

it('tells of what was handed to the post how far it has got, and of nothing else', async () => {
  const { desk } = shelf()
  const jobs = desk()
  const done = async () => ({ state: 'done' as const, outcome: null })
  const sending = await jobs.start({ ...order, kind: 'send' }, done)
  const closing = await jobs.start(order, done)
  expect(sending.delivery).toBeNull()
  await expect.poll(async () => (await jobs.get(sending.id))?.delivery).toEqual({ waiting: 3, sent: 2, back: 1 })
  await expect.poll(async () => (await jobs.get(closing.id))?.state).toBe('done')
  expect((await jobs.get(closing.id))?.delivery).toBeNull()
})
