import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import type { App } from '../app.ts'
import { once } from './once.ts'

const ACTS_MAX = 3
/** A till that counts what was put in; it `refuses` so many first. */
function till({ refuses = 0, answer = '' } = {}) {
  const state = { paid_cents: 0, done: 0, now_ms: 0, refusals: refuses }
  const app = Fastify()
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async request => {
    const id = request.headers['x-caller']
    Object.assign(request, { caller: id === undefined ? null : { user: { id } } })
  })
  once(app as unknown as App, { clock: { now_ms: () => state.now_ms } }, ACTS_MAX)
  app.post('/pay', async (request, reply) => {
    await new Promise(resolve => setImmediate(resolve))
    if (state.refusals-- > 0) return reply.code(503).send({ code: 'busy' })
    state.paid_cents += (request.body as { cents: number }).cents
    state.done += 1
    return reply.code(201).send({ paid: state.paid_cents, answer })
  })
  app.post('/nothing', async (_request, reply) => {
    state.done += 1
    return reply.code(204).send(null)
  })
  const pay = (headers: Record<string, string>, cents = 5, url = '/pay') =>
    app.inject({ method: 'POST', url, headers: { 'x-caller': 'awa', ...headers }, payload: { cents } })
  return { pay, state }
}
const KEY = { 'idempotency-key': 'a1' }

describe('an act under a key', () => {
  it('is done once, and answered again as the first time', async () => {
    const { pay, state } = till()
    const answers = [await pay(KEY), await pay(KEY)]
    expect(answers.map(({ statusCode, body, headers }) => [statusCode, body, headers['content-type']])).toEqual(
      Array(2).fill([201, '{"paid":5,"answer":""}', 'application/json; charset=utf-8']),
    )
    expect(state.done).toBe(1)
    const silent = [await pay(KEY, 5, '/nothing'), await pay(KEY, 5, '/nothing')]
    expect(silent.map(({ statusCode, body }) => [statusCode, body])).toEqual([
      [204, ''],
      [204, ''],
    ])
    expect(state.done).toBe(2)
  })

  it('waits for the first where both are under way', async () => {
    const { pay, state } = till()
    const answers = await Promise.all([pay(KEY), pay(KEY), pay(KEY)])
    expect([answers.map(one => one.body), state.paid_cents]).toEqual([Array(3).fill('{"paid":5,"answer":""}'), 5])
  })

  it.each([
    ['no key', {}, {}, 5],
    ['another key', KEY, { 'idempotency-key': 'a2' }, 5],
    ['another body', KEY, KEY, 6],
    ['another caller', KEY, { ...KEY, 'x-caller': 'bo' }, 5],
    ['a key beyond measure', { 'idempotency-key': 'k'.repeat(65) }, { 'idempotency-key': 'k'.repeat(65) }, 5],
  ])('is another one with %s', async (_what, first, second, cents) => {
    const { pay, state } = till()
    await pay(first)
    await pay(second, cents)
    expect(state.done).toBe(2)
  })

  it('that was refused is tried anew, whoever waited for it too', async () => {
    const { pay, state } = till({ refuses: 1 })
    const answers = await Promise.all([pay(KEY), pay(KEY), pay(KEY)])
    expect(answers.map(one => one.statusCode).sort()).toEqual([201, 201, 503])
    expect(state.done).toBe(1)
  })

  it('is forgotten after an hour, and when its answer is too long to keep', async () => {
    const { pay, state } = till()
    await pay(KEY)
    state.now_ms = 3_600_000
    await pay(KEY)
    expect(state.done).toBe(2)
    const long = till({ answer: 'x'.repeat(16_384) })
    await long.pay(KEY)
    await long.pay(KEY)
    expect(long.state.done).toBe(2)
  })

  it('makes room for the next by forgetting the oldest', async () => {
    const { pay, state } = till()
    for (const key of ['k1', 'k2', 'k3', 'k4', 'k2']) await pay({ 'idempotency-key': key })
    expect(state.done).toBe(4)
    await pay({ 'idempotency-key': 'k1' })
    expect(state.done).toBe(5)
  })
})
