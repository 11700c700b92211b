/** A machine that was sold: gone from what people see, start and book; all it did stays; it can come back. Over the real program. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MachineView } from '#server/contract/api.ts'
import type { PlanView } from '#server/contract/plan.ts'
import type { WorkshopView } from '#server/contract/workshop.ts'
import { denials } from '#server/domain/access/decide.ts'
import { offlineList } from '#server/domain/access/list.ts'
import { applyEntry } from '#server/domain/apply.ts'
import { BADGE, NOW_MS } from '#test/support/fake-ports.ts'
import { type HttpServer, startHttp } from '#test/support/http-server.ts'

let server: HttpServer
beforeAll(async () => {
  server = await startHttp()
})
afterAll(() => server.close())

const at = (path: string): string => `/api/v1${path}`
const post = (path: string, body: unknown = {}) => server.as('manager', 'POST', at(path), body)
const refusal = async (answer: Promise<Response>): Promise<[number, unknown]> => {
  const { status, body } = await answer.then(async one => ({ status: one.status, body: await one.json() }))
  return [status, (body as { code?: string }).code]
}
const listed = async (): Promise<string[]> => {
  const answer = await server.as('member', 'GET', at('/machines'))
  return ((await answer.json()) as { items: MachineView[] }).items.map(({ id }) => id)
}
const accessible = async (): Promise<string[]> => {
  const answer = await server.as('member', 'GET', at('/me/access'))
  return ((await answer.json()) as { items: { machine: string }[] }).items.map(({ machine }) => machine)
}
const booking = () => ({
  ...{ machine: 'presse', member: 'awa' },
  ...{ from: new Date(NOW_MS + 3_600_000).toISOString(), until: new Date(NOW_MS + 7_200_000).toISOString() },
})

it('is not taken away under somebody’s hands, nor from under who has booked it', async () => {
  expect(await refusal(post('/machines/juki-1/retire'))).toEqual([409, 'machine-in-use'])
  const booked = await post('/reservations', booking())
  expect(booked.status).toBe(201)
  const { id } = (await booked.json()) as { id: string }
  expect(await refusal(post('/machines/presse/retire'))).toEqual([409, 'machine-booked-ahead'])
  await server.as('manager', 'DELETE', at(`/reservations/${id}`))
})

it('is gone from wall, plan, access and bookings; its page and its history are there', async () => {
  await server.as('manager', 'PUT', at('/plan/places'), { places: { presse: { x: 10, y: 20 } } })
  const answer = await post('/machines/presse/retire')
  expect(answer.status).toBe(200)
  const { machines } = (await answer.json()) as WorkshopView
  expect(machines.find(({ id }) => id === 'presse')?.retired).toBe('2026-11-22')
  expect(await listed()).not.toContain('presse')
  expect(await accessible()).not.toContain('presse')
  const plan = (await (await server.as('kiosk', 'GET', at('/plan'))).json()) as PlanView
  expect(plan.places).not.toHaveProperty('presse')
  expect(await refusal(post('/reservations', booking()))).toEqual([422, 'machine-retired'])
  expect(await refusal(post('/stations/poste-9/token', { machine: 'presse' }))).toEqual([422, 'machine-retired'])
  expect(await refusal(post('/machines/presse/retire'))).toEqual([409, 'machine-retired'])
  const page = (await (await server.as('member', 'GET', at('/machines/presse'))).json()) as MachineView
  expect(page).toMatchObject({ id: 'presse', retired: '2026-11-22' })
  expect((await server.as('member', 'GET', at('/machines/presse/history'))).status).toBe(200)
})

it('a badge at its station is told that it is out of service, and no list lets anybody start it', () => {
  const { directory } = server.ports
  const standing = { holder: null, running: false, locked: false, confirm_needed: false } as const
  const asked = { directory, badge: BADGE, at_ms: NOW_MS, age_ms: 0, standing, listed: true }
  expect([...denials({ ...asked, machine: 'presse' })]).toEqual([{ reason: 'machine-locked', cause: 'retired' }])
  expect(offlineList(directory, 'presse', NOW_MS, 3_600_000)).toEqual([])
})

it('comes back as it was, at its place', async () => {
  expect((await post('/machines/presse/return')).status).toBe(200)
  expect(await listed()).toContain('presse')
  expect(await accessible()).toContain('presse')
  const plan = (await (await server.as('kiosk', 'GET', at('/plan'))).json()) as PlanView
  expect(plan.places.presse).toEqual({ x: 10, y: 20 })
  expect(await refusal(post('/machines/presse/return'))).toEqual([409, 'machine-not-retired'])
})

it('an older journal, which knows of no such thing, means machines in use', () => {
  const { directory } = applyEntry(server.ports.directory, {
    ...({ type: 'machine-changed', machine: 'ancienne', change: { name: 'Ancienne' }, by: 'lea' } as const),
  })
  const standing = { holder: null, running: false, locked: false, confirm_needed: false } as const
  const asked = { directory, badge: BADGE, at_ms: NOW_MS, age_ms: 0, standing, listed: true, machine: 'ancienne' }
  expect([...denials(asked)]).toEqual([])
})
