/** An order put right, given up and taken up again: what it is called may be wrong, who bills it may not change under its feet. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OrderReport, OrderView } from '#server/contract/money.ts'
import { type HttpServer, startHttp } from '#test/support/http-server.ts'

let server: HttpServer
beforeAll(async () => {
  server = await startHttp()
})
afterAll(() => server.close())

const as = (method: string, path: string, body?: unknown) => server.as('treasurer', method, `/api/v1${path}`, body)
const made = async (body: object): Promise<OrderView> => (await as('POST', '/orders', body)).json()
const change = async (id: string, body: object): Promise<[number, Record<string, unknown>]> => {
  const answer = await as('PUT', `/orders/${id}`, body)
  return [answer.status, await answer.json()]
}
const reported = async (id: string): Promise<OrderReport | undefined> => {
  const { orders } = (await (await as('GET', '/reports/orders')).json()) as { orders: OrderReport[] }
  return orders.find(({ order }) => order === id)
}

it('what was left out stays; what was wrong is put right, before and after delivery', async () => {
  const { id } = await made({ name: 'Sacs', received: '2026-11-02', issuer: 'fabrique' })
  const [status, changed] = await change(id, {
    name: 'Sacs en lin',
    organisation: 'atelier-sud',
    purchase_order: 'BC-7',
  })
  expect(status).toBe(200)
  expect(changed).toMatchObject({ id, name: 'Sacs en lin', organisation: 'atelier-sud', received: '2026-11-02' })
  expect((await as('POST', `/orders/${id}/deliver`, { date: '2026-11-20' })).status).toBe(200)
  // the customer's number often comes after the goods have gone
  expect((await change(id, { purchase_order: 'BC-8' }))[0]).toBe(200)
  expect(await reported(id)).toMatchObject({ purchase_order: 'BC-8', delivered: '2026-11-20', lead_days: 18 })
})

it('given up it waits no longer, and may be taken up again; delivered it is not given up', async () => {
  const { id } = await made({ name: 'Rideaux', received: '2026-11-02', issuer: 'fabrique' })
  expect((await change(id, { withdrawn: '2026-11-12' }))[0]).toBe(200)
  expect(await reported(id)).toMatchObject({ withdrawn: '2026-11-12', lead_days: 10 })
  expect((await change(id, { withdrawn: null }))[0]).toBe(200)
  expect(await reported(id)).toMatchObject({ withdrawn: null, lead_days: 20 })
  expect((await as('POST', `/orders/${id}/deliver`, { date: '2026-11-20' })).status).toBe(200)
  expect(await change(id, { withdrawn: '2026-11-21' })).toEqual([
    409,
    expect.objectContaining({ code: 'order-delivered-already' }),
  ])
})

it.each([
  ['who bills it', { issuer: 'autre' }, 422],
  ['the price of its time', { category: 'cooperateur' }, 422],
  ['an organisation nobody knows', { organisation: 'personne' }, 422],
  ['a day of withdrawal before it came', { withdrawn: '2026-10-01' }, 422],
])('%s is not changed', async (_, body, status) => {
  const { id } = await made({ name: 'Housses', received: '2026-11-02', issuer: 'fabrique' })
  const before = await reported(id)
  expect((await change(id, body))[0]).toBe(status)
  expect(await reported(id)).toEqual(before)
})
