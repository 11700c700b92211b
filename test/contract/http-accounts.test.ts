/** Accounts: made by a manager, with a password told once; an organisation's sees its bill; one's own password is one's own. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type HttpServer, startHttp } from '#test/support/http-server.ts'

let server: HttpServer
beforeAll(async () => {
  server = await startHttp()
})
afterAll(() => server.close())

const json = async (answer: Promise<Response>) => {
  const response = await answer
  const text = await response.text()
  return {
    status: response.status,
    body: text === '' ? null : JSON.parse(text),
    cookies: response.headers.getSetCookie(),
  }
}
const signIn = (email: string, password: string) =>
  json(server.call('POST', '/api/v1/login', { body: { email, password } }))
const cookieOf = (cookies: readonly string[]) => cookies.map(value => value.split(';', 1)[0]).join('; ')
const nina = { email: 'nina@sud.example', name: 'Nina', role: 'organisation', organisation: 'atelier-sud' }

it.each([
  [{ ...nina, organisation: null }, 422, 'organisation-needed-for-role'],
  [{ ...nina, organisation: 'nord' }, 422, 'no-organisation'],
  [{ email: 'a@b.example', name: 'A', role: 'member' }, 422, 'member-needed-for-role'],
  [{ email: 'a@b.example', name: 'A', role: 'member', member: 'zoe' }, 422, 'no-member'],
  [{ ...nina, email: 'manager@example.org' }, 409, 'email-taken'],
])('refuses %j', async (body, status, code) => {
  expect(await json(server.as('manager', 'POST', '/api/v1/users', body))).toMatchObject({ status, body: { code } })
})

it('lets an organisation’s account see what it pays, and its owner change the password', async () => {
  const made = await json(server.as('manager', 'POST', '/api/v1/users', nina))
  expect(made).toMatchObject({ status: 201, body: { user: { role: 'organisation', organisation: 'atelier-sud' } } })
  const { password } = made.body as { password: string }
  const cookie = cookieOf((await signIn(nina.email, password)).cookies)
  const mine = await json(server.call('GET', '/api/v1/me/organisation?period=2026-11', { cookie }))
  expect(mine).toMatchObject({ status: 200, body: { id: 'atelier-sud', name: 'Atelier Sud', limit: null } })
  const change = (passwords: object) => json(server.call('POST', '/api/v1/me/password', { cookie, body: passwords }))
  const fresh = 'lin-et-toile-de-fil'
  expect(await change({ old: 'faux', new: fresh })).toMatchObject({ status: 422, body: { code: 'wrong-old-password' } })
  expect(await change({ old: password, new: 'court' })).toMatchObject({ status: 422 })
  expect((await change({ old: password, new: fresh })).status).toBe(204)
  // every session of it has ended, and the old password with them
  expect((await server.call('GET', '/api/v1/me', { cookie })).status).toBe(401)
  expect((await signIn(nina.email, password)).status).toBe(401)
  expect((await signIn(nina.email, fresh)).status).toBe(200)
  const { body } = await json(server.as('manager', 'GET', '/api/v1/users'))
  expect(body.items).toContainEqual(expect.objectContaining({ name: 'Nina', organisation: 'atelier-sud' }))
  expect(JSON.stringify(body)).not.toContain(password)
})

it('gives a token of the organisation no more, and lets it take no account over', async () => {
  const made = await json(server.as('organisation', 'POST', '/api/v1/tokens', { name: 'tableur' }))
  const { token } = made.body as { token: string }
  const headers = { authorization: `Bearer ${token}` }
  expect((await server.call('GET', '/api/v1/me/organisation', { headers })).status).toBe(200)
  expect((await server.call('GET', '/api/v1/sessions', { headers })).status).toBe(403)
  const body = { old: 'toile-et-fil-de-lin', new: 'autre-toile-de-lin' }
  const taken = await json(server.call('POST', '/api/v1/me/password', { headers, body }))
  expect(taken).toMatchObject({ status: 403, body: { code: 'not-by-token' } })
})
