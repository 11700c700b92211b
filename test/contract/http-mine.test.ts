/** One's own page over HTTP: what it holds, and that nobody reads or touches another's. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Role } from '#server/contract/api.ts'
import { MyAccount, MyNow } from '#server/contract/mine.ts'
import { BADGE, CLOSED_SESSION, NOW_MS, OPEN_SESSION, OTHERS_SESSION } from '#test/support/fake-ports.ts'
import { type HttpServer, startHttp } from '#test/support/http-server.ts'

let server: HttpServer
beforeAll(async () => {
  server = await startHttp()
  const { directory } = server.ports
  if (directory.site !== null) directory.site = { ...directory.site, billing: 'tariff' }
})
afterAll(() => server.close())

async function ask(role: Role, method: string, path: string, body?: unknown) {
  const answer = await server.as(role, method, `/api/v1${path}`, body)
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) }
}

it('tells her what she uses now and what it has come to, by the tariff of the bill', async () => {
  const { body } = await ask('member', 'GET', '/me/now')
  const { open } = MyNow.parse(body)
  // 600 000 ms at 2,40 €/h
  expect(open).toMatchObject([
    {
      session: { id: OPEN_SESSION, running_ms: 600_000 },
      price: { charged_to: 'member', tariff: { tariff: 'base', parts: [{ measure: 'running', cents_per_hour: 240 }] } },
      ...{ tariff_cents: 40, shared_cents: null },
    },
  ])
})

it('tells nobody else of it', async () => {
  for (const role of ['animateur', 'manager', 'treasurer'] as const)
    expect((await ask(role, 'GET', '/me/now')).body.open).toEqual([])
  expect((await ask('organisation', 'GET', '/me/now')).status).toBe(403)
})

it('says beforehand what each machine costs her', async () => {
  const { body } = await ask('member', 'GET', '/me/access')
  expect(body.items[0]).toMatchObject({ machine: 'juki-1', price: { tariff: { tariff: 'base' } } })
})

it('holds what she has left, owes, may do and has booked', async () => {
  const { directory } = server.ports
  const soon = { from_ms: NOW_MS + 3_600_000, until_ms: NOW_MS + 7_200_000 }
  const past = { from_ms: NOW_MS - 7_200_000, until_ms: NOW_MS - 3_600_000 }
  for (const [id, member, span] of [
    ['r1', 'awa', soon],
    ['r2', 'bilal', soon],
    ['r3', 'awa', past],
  ] as const)
    directory.reservations.set(id, { id, machine: 'juki-1', member, made_by: member, ...span })
  directory.pack_sales.set('v1', {
    ...{ id: 'v1', pack: 'dix-heures', holder: { kind: 'member', id: 'awa' }, date: '2026-11-01', valid_until: null },
    ...{ time_ms: 36_000_000, price_cents: 9_000 },
  })
  const press = directory.machines.get('presse')
  if (press !== undefined) directory.machines.set('presse', { ...press, qualification: 'press' })
  const account = MyAccount.parse((await ask('member', 'GET', '/me/account')).body)
  expect(account.bookings.map(({ id }) => id)).toEqual(['r1'])
  expect(account.packs).toMatchObject([{ id: 'v1', name: '10 h', holder: 'member', time_ms: 36_000_000 }])
  expect(account.packs[0]?.left_ms).toBeLessThan(36_000_000)
  expect(account.grants).toMatchObject([{ qualification: 'lockstitch', machines: ['juki-1'] }])
  expect(account.obtainable).toEqual([{ qualification: 'press', machines: ['presse'], training: null }])
  expect(account.badges).toMatchObject([{ id: BADGE, blocked: false }])
  directory.pack_sales.clear()
  directory.reservations.clear()
})

it('blocks a badge she lost, which only the floor gives back; another’s does not exist for her', async () => {
  const others = 'cd'.repeat(32)
  const { badges } = server.ports.directory
  badges.set(others, { badge: others, member: 'bilal', blocked: false, valid_from_ms: null, valid_until_ms: null })
  expect((await ask('member', 'POST', `/me/badges/${others}/block`)).status).toBe(404)
  expect(badges.get(others)?.blocked).toBe(false)
  expect(await ask('member', 'POST', `/me/badges/${BADGE}/block`)).toMatchObject({
    status: 200,
    body: { blocked: true },
  })
  expect(server.ports.acts.at(-1)).toEqual({ entry: { type: 'badge-blocked', badge: BADGE, blocked: true, by: 'awa' } })
  // There is no body by which she could take it back
  await ask('member', 'POST', `/me/badges/${BADGE}/block`, { blocked: false })
  expect(server.ports.directory.badges.get(BADGE)?.blocked).toBe(true)
  expect((await ask('member', 'POST', `/badges/${BADGE}/block`, { blocked: false })).status).toBe(403)
  expect((await ask('animateur', 'POST', `/badges/${BADGE}/block`, { blocked: false })).status).toBe(200)
})

it('gives her everything that is kept about her, as a file, and tells that it was fetched', async () => {
  const { headers, body, status } = await ask('member', 'GET', '/me/data')
  expect(status).toBe(200)
  expect(headers.get('content-disposition')).toBe('attachment; filename="navette-awa-2026-11-22.json"')
  expect(body).toMatchObject({ member: 'awa', sign_in: { accounts: [{ email: 'member@example.org', member: 'awa' }] } })
  expect(body.sign_in.sign_ins.length).toBeGreaterThan(0)
  expect(body.tables.session.map(({ id }: { id: string }) => id)).toEqual([OPEN_SESSION, CLOSED_SESSION])
  expect(JSON.stringify(body)).not.toContain('bilal')
  expect(server.ports.audit.at(-1)).toMatchObject({ action: 'data-download', subject: 'awa' })
})

it('gives it to nobody by token, and not a seventh time within the minute', async () => {
  const { token } = server.auth.createToken({
    ...{ name: 'script', role: 'member', member: 'awa', created_by: 'x', expires_at_ms: null },
  })
  const answer = await server.call('GET', '/api/v1/me/data', { headers: { authorization: `Bearer ${token}` } })
  expect(answer.status).toBe(403)
  const statuses: number[] = []
  for (let i = 0; i < 7; i++) statuses.push((await ask('manager', 'GET', '/me/data')).status)
  expect(statuses.slice(0, 6)).toEqual(Array(6).fill(200))
  expect(statuses[6]).toBe(429)
})

it('shows an organisation no session and no curve of its people, and a member no other’s', async () => {
  const from = new Date(NOW_MS - 3_600_000).toISOString()
  for (const path of [
    `/sessions/${CLOSED_SESSION}`,
    `/sessions/${CLOSED_SESSION}/evidence`,
    `/machines/juki-1/power?from=${from}`,
    '/machines/juki-1/timeline',
    '/me/sessions',
    '/me/month',
    '/me/account',
    '/me/data',
  ])
    expect([path, (await ask('organisation', 'GET', path)).status]).toEqual([path, 403])
  for (const path of [`/sessions/${OTHERS_SESSION}`, `/sessions/${OTHERS_SESSION}/evidence`])
    expect([path, (await ask('member', 'GET', path)).status]).toEqual([path, 404])
  expect((await ask('member', 'POST', `/me/sessions/${OTHERS_SESSION}/contest`, { reason: 'moi' })).status).toBe(404)
  expect((await ask('member', 'GET', '/periods/2026-11/statements/bilal')).status).toBe(404)
})
