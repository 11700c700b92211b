/** Accounts: made by a manager, with a password told once; an organisation's sees its bill; one's own password is one's own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

describe('what a manager does with an account', () => {
  const as = (method: string, path: string, body?: unknown) => json(server.as('manager', method, path, body))
  const made = async (given: object) => {
    const answer = await as('POST', '/api/v1/users', { name: 'Rosa', role: 'animateur', ...given })
    return answer.body as { user: { id: string; email: string }; password: string }
  }
  const rowOf = async (id: string) =>
    ((await as('GET', '/api/v1/users')).body.items as { id: string }[]).find(one => one.id === id)

  it('gives another role, which holds with the next request, and ends tokens that carry the old one', async () => {
    const { user, password } = await made({ email: 'rosa@atelier.example', role: 'manager' })
    const cookie = cookieOf((await signIn(user.email, password)).cookies)
    const made_token = await json(server.call('POST', '/api/v1/tokens', { cookie, body: { name: 'script' } }))
    const headers = { authorization: `Bearer ${(made_token.body as { token: string }).token}` }
    expect((await server.call('GET', '/api/v1/users', { headers })).status).toBe(200)
    expect((await as('PUT', `/api/v1/users/${user.id}`, { role: 'animateur' })).status).toBe(200)
    expect((await server.call('GET', '/api/v1/users', { cookie })).status).toBe(403)
    expect((await server.call('GET', '/api/v1/users', { headers })).status).toBe(401)
    expect(await as('PUT', `/api/v1/users/${user.id}`, { role: 'member' })).toMatchObject({
      ...{ status: 422, body: { code: 'member-needed-for-role' } },
    })
    expect((await as('PUT', `/api/v1/users/${user.id}`, { role: 'member', member: 'awa' })).status).toBe(200)
    expect(await rowOf(user.id)).toMatchObject({ role: 'member', member: 'awa', blocked: false })
  })

  it('blocks: signed in or not, with the right password or not; and lets in again', async () => {
    const { user, password } = await made({ email: 'sami@atelier.example' })
    const cookie = cookieOf((await signIn(user.email, password)).cookies)
    expect((await as('PUT', `/api/v1/users/${user.id}`, { blocked: true })).status).toBe(200)
    expect((await server.call('GET', '/api/v1/me', { cookie })).status).toBe(401)
    expect((await signIn(user.email, password)).status).toBe(401)
    expect(await rowOf(user.id)).toMatchObject({ blocked: true })
    expect((await as('PUT', `/api/v1/users/${user.id}`, { blocked: false })).status).toBe(200)
    expect((await signIn(user.email, password)).status).toBe(200)
  })

  it('resets a password: the old one and every session end', async () => {
    const { user, password } = await made({ email: 'tina@atelier.example' })
    const cookie = cookieOf((await signIn(user.email, password)).cookies)
    const reset = await as('POST', `/api/v1/users/${user.id}/password`, {})
    expect((await server.call('GET', '/api/v1/me', { cookie })).status).toBe(401)
    expect((await signIn(user.email, password)).status).toBe(401)
    expect((await signIn(user.email, (reset.body as { password: string }).password)).status).toBe(200)
  })

  it('invites by a link that is good once, and stops with the next one', async () => {
    const { user } = await made({ email: 'uma@atelier.example' })
    const invite = async () =>
      ((await as('POST', `/api/v1/users/${user.id}/invite`, {})).body as { token: string }).token
    const accept = (token: string, password = 'fil-a-coudre-42') =>
      json(server.call('POST', '/api/v1/invitations/accept', { body: { token, password } }))
    const [first, second] = [await invite(), await invite()]
    expect(await rowOf(user.id)).toMatchObject({ invited_until: expect.stringMatching(/^20/) })
    expect(await accept(first)).toMatchObject({ status: 410, body: { code: 'invitation-over' } })
    expect((await accept(second, 'court')).status).toBe(422)
    const accepted = await accept(second)
    expect(accepted).toMatchObject({ status: 200, body: { role: 'animateur' } })
    expect((await server.call('GET', '/api/v1/me', { cookie: cookieOf(accepted.cookies) })).status).toBe(200)
    expect((await accept(second)).status).toBe(410)
    expect(await rowOf(user.id)).toMatchObject({ invited_until: null })
    const late = await invite()
    await as('PUT', `/api/v1/users/${user.id}`, { blocked: true })
    expect((await accept(late)).status).toBe(410)
  })

  it('never leaves an atelier without anybody who may manage, nor locks oneself out', async () => {
    const { items } = (await as('GET', '/api/v1/users')).body as { items: { id: string; role: string }[] }
    const own = items.find(({ role }) => role === 'manager')?.id
    expect(await as('PUT', `/api/v1/users/${own}`, { blocked: true })).toMatchObject({
      ...{ status: 409, body: { code: 'not-oneself' } },
    })
    expect(await as('PUT', `/api/v1/users/${own}`, { role: 'animateur' })).toMatchObject({
      ...{ status: 409, body: { code: 'last-manager' } },
    })
    expect(await as('PUT', '/api/v1/users/nobodyAtAll', { blocked: true })).toMatchObject({ status: 404 })
  })
})
