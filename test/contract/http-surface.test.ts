/** The surface of contract §4 as a stranger meets it: errors, headers, documents, sign-in, tokens, pages. */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LedgerError } from '#server/ledger/errors.ts'
import { CLOSED_SESSION, OPEN_SESSION, OTHERS_SESSION } from '#test/support/fake-ports.ts'
import { emailOf, type HttpServer, PASSWORD, startHttp } from '#test/support/http-server.ts'
import { poll } from '#test/support/poll.ts'

let server: HttpServer
let pages: string
beforeAll(async () => {
  pages = mkdtempSync(join(tmpdir(), 'navette-pages-'))
  mkdirSync(join(pages, 'assets'))
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Navette</title>')
  writeFileSync(join(pages, 'assets', 'index-a1b2c3d4.js'), 'export {}')
  server = await startHttp({ dashboardDir: pages })
})
afterAll(async () => {
  await server.close()
  rmSync(pages, { recursive: true, force: true })
})

type Json = Record<string, unknown>
const json = async (answer: Promise<Response> | Response): Promise<Json> => (await (await answer).json()) as Json
const problemOf = async (answer: Promise<Response>) => {
  const { status, headers } = await answer
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const problem = await json(answer.then(one => one))
  expect(problem).toMatchObject({ type: 'about:blank', title: expect.any(String), status })
  return problem
}

describe('problems (RFC 9457)', () => {
  it('names what is wrong in a query, with its path', async () => {
    const query = 'limit=0&from=2026-11-02T00:00:00Z&to=yesterday&colour=red'
    const problem = await problemOf(server.as('manager', 'GET', `/api/v1/sessions?${query}`))
    expect(problem.status).toBe(422)
    const paths = (problem.errors as { path: string }[]).map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['query.limit', 'query.to']))
  })

  it.each([
    [
      'a range that ends before it begins',
      '/api/v1/sessions?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z',
      'query.to',
    ],
    ['an empty range', '/api/v1/utilisation?from=2026-11-02T00:00:00Z&to=2026-11-02T00:00:00Z', 'query.to'],
    ['a range of a century', '/api/v1/utilisation?from=1926-11-02T00:00:00Z&to=2026-11-02T00:00:00Z', 'query.to'],
    ['a day that does not exist', '/api/v1/sessions?from=2026-02-30T00:00:00Z', 'query.from'],
    ['an unknown parameter', '/api/v1/machines?colour=red', 'query'],
    ['too large a page', '/api/v1/machines?limit=201', 'query.limit'],
    ['an id that is no slug', '/api/v1/machines/Juki%201', 'params.id'],
    ['an id that is no UUID', '/api/v1/sessions/17', 'params.id'],
    ['a thirteenth month', '/api/v1/periods/2026-13/preview', 'params.period'],
    [
      'single samples of a week',
      '/api/v1/machines/juki-1/power?from=2026-11-01T00:00:00Z&to=2026-11-08T00:00:00Z&bucket_ms=0',
      'query.bucket_ms',
    ],
    ['an unknown driver', '/api/v1/utilisation?by=member', 'query.by'],
  ])('refuses %s', async (_what, path, at) => {
    const problem = await problemOf(server.as('manager', 'GET', path))
    expect([problem.status, problem.errors]).toMatchObject([422, [{ path: at }]])
  })

  it.each([
    ['not JSON', '{"why": ', 'application/json', 400],
    ['no body', '', 'application/json', 400],
    ['another media type', 'why=x', 'application/x-www-form-urlencoded', 415],
    ['too much of it', JSON.stringify({ why: 'x'.repeat(70_000) }), 'application/json', 413],
    ['prototype tricks', '{"why": "x", "__proto__": {"admin": true}}', 'application/json', 400],
    ['a wrong type', '{"why": 3}', 'application/json', 422],
  ])('answers a body that is %s', async (_what, body, type, status) => {
    const headers = { 'content-type': type, cookie: await server.cookieOf('manager') }
    const answer = fetch(`${server.url}/api/v1/machines/juki-1/lockout`, { method: 'POST', headers, body })
    expect((await problemOf(answer)).status).toBe(status)
  })

  it.each([
    ['/api/v1/nothing', 404],
    ['/api/v1/reservations/r1/grace', 404],
    ['/api/v1/invoices/NOPE-2026-0001', 404],
    ['/api/v1/machines/%zz', 400],
    ['/api/v1/machines/overlock', 404],
    [`/api/v1/sessions/${OPEN_SESSION.replace('8000-8', '8000-9')}`, 404],
  ])('answers %s with %i', async (path, status) => {
    expect((await problemOf(server.as('manager', 'GET', path))).status).toBe(status)
  })

  it.each([
    ['GET', '/api/v1/periods/2026-10/close', 'POST'],
    ['DELETE', '/api/v1/machines/juki-1?x=1', 'GET, HEAD, PUT'],
    ['DELETE', '/api/v1/plan', 'GET, HEAD, PUT'],
    ['POST', '/metrics', 'GET, HEAD'],
  ])('answers %s %s with 405 and what it may be asked (RFC 9110 §15.5.6)', async (method, path, allowed) => {
    const answer = await server.as('manager', method, path)
    expect(answer.headers.get('allow')).toBe(allowed)
    expect(await problemOf(Promise.resolve(answer))).toMatchObject({ status: 405, code: 'not-by-this-method' })
  })

  it.each([
    ['DELETE', '/api/v1/nothing'],
    ['POST', '/'],
    ['POST', '/assets/index-a1b2c3d4.js'],
  ])('answers %s %s with 404, where only pages and their files could be', async (method, path) => {
    const answer = await server.as('manager', method, path)
    expect([answer.status, answer.headers.get('allow')]).toEqual([404, null])
  })

  it.each([101, 5_000])('says of an id of %i characters that it is none, as of any other', async length => {
    const path = `/api/v1/machines/${'x'.repeat(length)}`
    expect((await problemOf(server.as('manager', 'GET', path))).status).toBe(422)
    expect((await problemOf(server.as('manager', 'POST', `${path}/lockout`, { why: 'x' }))).status).toBe(422)
  })

  it.each([
    ['an empty part', '/api/v1//machines'],
    ['another host', '//evil'],
    ['a name no disk holds', `/${'x'.repeat(5_000)}`],
    ['a zero', '/a%00b.js'],
  ])('finds nothing at a path with %s', async (_what, path) => {
    expect(await problemOf(server.call('GET', path))).toMatchObject({ status: 404, code: 'nothing-here' })
  })

  it('hands on what only the ledger can refuse', async () => {
    const { reads } = server.ports
    const alerts = reads.alerts
    reads.alerts = async () => Promise.reject(Object.assign(new Error('not one of ours'), { kind: 'refused' }))
    const problem = await problemOf(server.as('manager', 'GET', '/api/v1/alerts?cursor=made-up'))
    reads.alerts = alerts
    expect(problem).toMatchObject({ status: 422, detail: 'not one of ours' })
  })

  it('keeps a failure of its own to itself', async () => {
    const { reads } = server.ports
    const alerts = reads.alerts
    reads.alerts = async () => Promise.reject(new Error('SQLITE_IOERR at /var/lib/navette'))
    const problem = await problemOf(server.as('manager', 'GET', '/api/v1/alerts'))
    reads.alerts = alerts
    expect(problem.status).toBe(500)
    expect(JSON.stringify(problem)).not.toContain('SQLITE')
  })

  it('outlives a client that speaks no HTTP', async () => {
    const [host = '', port = ''] = server.http.address.split(':')
    await new Promise(resolve =>
      connect(Number(port), host, function (this: import('node:net').Socket) {
        this.on('close', resolve).end('\x00\x01\x02 nonsense\r\n\r\n').resume()
      }),
    )
    expect((await server.call('GET', '/healthz')).status).toBe(200)
  })

  it('outlives trouble with its own door', async () => {
    const failure = new Error('accept ENFILE')
    expect(server.http.app.server.emit('error', failure)).toBe(true)
    expect((await server.call('GET', '/healthz')).status).toBe(200)
  })
})

describe('signing in', () => {
  it('answers the account, and a cookie no script can read', async () => {
    const answer = await server.call('POST', '/api/v1/login', {
      body: { email: 'Member@Example.org', password: PASSWORD },
    })
    expect(await json(answer)).toEqual({
      ...{ id: expect.any(String), name: 'Compte member', email: 'member@example.org', role: 'member', member: 'awa' },
      ...{
        organisation: null,
        language: 'fr',
        atelier: { site: 'gouttes-d-or', name: "Les Gouttes d'Or", timezone: 'Europe/Paris' },
      },
    })
    const cookie = answer.headers.getSetCookie().join()
    expect(cookie).toMatch(/^navette\.session_token=/)
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/)
    expect(cookie).not.toContain('Secure')
  })

  it('marks the cookie Secure behind a proxy that has the certificate', async () => {
    const headers = { 'x-forwarded-proto': 'https' }
    const body = { email: emailOf('kiosk'), password: PASSWORD }
    const answer = await server.call('POST', '/api/v1/login', { body, headers })
    expect(answer.headers.getSetCookie().join()).toContain('Secure')
  })

  it('tells a wrong password from an unknown account by nothing', async () => {
    const tries = [
      { email: emailOf('treasurer'), password: 'wrong-wrong-wrong' },
      { email: 'nobody@example.org', password: PASSWORD },
      { email: 'no address at all', password: PASSWORD },
      { email: emailOf('treasurer'), password: 'x'.repeat(999) },
    ]
    const answers = await Promise.all(tries.map(body => problemOf(server.call('POST', '/api/v1/login', { body }))))
    for (const problem of answers) expect(problem).toEqual({ ...answers[0], status: 401 })
  })

  it('slows down guessing at one account from many addresses, in a problem', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 11; n++) {
      const headers = { 'x-forwarded-for': `192.0.2.${n}` }
      const body = { email: 'victim@example.org', password: 'guess-guess-guess' }
      const answer = await server.call('POST', '/api/v1/login', { body, headers })
      statuses.push(answer.status)
      if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429])
  })

  it('ends at sign-out', async () => {
    const body = { email: emailOf('animateur'), password: PASSWORD }
    const answer = await server.call('POST', '/api/v1/login', { body })
    const cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
    expect((await server.call('GET', '/api/v1/me', { cookie })).status).toBe(200)
    expect((await server.call('POST', '/api/v1/logout', { cookie })).status).toBe(204)
    expect((await server.call('GET', '/api/v1/me', { cookie })).status).toBe(401)
  })

  it('takes no cookie that was tampered with', async () => {
    const cookie = (await server.cookieOf('manager')).replace(/=(.)/, (_all, first) => `=${first === 'a' ? 'b' : 'a'}`)
    expect((await server.call('GET', '/api/v1/me', { cookie })).status).toBe(401)
  })

  it('keeps its files to their owner', () => {
    for (const file of ['auth.sqlite', 'auth.secret']) expect(statSync(join(server.dir, file)).mode & 0o077).toBe(0)
  })

  it('exposes none of the endpoints of its library', async () => {
    for (const path of ['/api/auth/sign-up/email', '/api/auth/get-session', '/api/auth/ok']) {
      expect((await server.call('POST', path, { body: {} })).status).toBe(404)
    }
  })
})

describe('forged requests', () => {
  const lock = async (headers: Record<string, string>, cookie?: string) =>
    server.call('POST', '/api/v1/machines/presse/lockout', {
      cookie: cookie ?? (await server.cookieOf('manager')),
      body: { why: 'x' },
      headers,
    })

  it.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
  ])('%j', async (headers, status) => {
    const before = server.ports.acts.length
    expect((await problemOf(lock(headers as Record<string, string>))).status).toBe(status)
    expect(server.ports.acts).toHaveLength(before)
  })

  it('refuses a sign-in from another origin', async () => {
    const body = { email: emailOf('manager'), password: PASSWORD }
    const headers = { origin: 'https://evil.example' }
    expect((await problemOf(server.call('POST', '/api/v1/login', { body, headers }))).status).toBe(403)
  })

  it('lets the own page act', async () => {
    expect((await lock({ origin: server.url })).status).toBe(200)
    expect((await server.as('manager', 'POST', '/api/v1/machines/presse/release')).status).toBe(200)
  })
})

describe('API tokens', () => {
  it('are told once, work as their role, and stop when revoked', async () => {
    const made = await json(server.as('manager', 'POST', '/api/v1/tokens', { name: 'mur', role: 'kiosk' }))
    const { token, row } = made as { token: string; row: { id: string } }
    const headers = { authorization: `Bearer ${token}` }
    expect(await json(server.call('GET', '/api/v1/me', { headers }))).toMatchObject({
      name: 'mur',
      role: 'kiosk',
      email: null,
    })
    expect((await server.call('GET', '/api/v1/audit', { headers })).status).toBe(403)
    expect(JSON.stringify(await json(server.as('manager', 'GET', '/api/v1/tokens')))).not.toContain(token)
    expect((await server.as('manager', 'DELETE', `/api/v1/tokens/${row.id}`)).status).toBe(204)
    expect((await server.call('GET', '/api/v1/me', { headers })).status).toBe(401)
  })

  it('expire', async () => {
    const { token } = server.auth.createToken({
      name: 'old',
      role: 'manager',
      member: null,
      created_by: 'x',
      expires_at_ms: 1,
    })
    const headers = { authorization: `Bearer ${token}` }
    expect((await server.call('GET', '/api/v1/me', { headers })).status).toBe(401)
  })

  it('never give more than their maker has, nor are another’s to see or revoke', async () => {
    expect((await server.as('member', 'POST', '/api/v1/tokens', { name: 'x', role: 'manager' })).status).toBe(403)
    expect((await server.as('member', 'POST', '/api/v1/tokens', { name: 'x', member: 'bilal' })).status).toBe(403)
    const { row } = server.auth.createToken({
      name: 'other',
      role: 'kiosk',
      member: null,
      created_by: 'x',
      expires_at_ms: null,
    })
    expect((await server.as('member', 'DELETE', `/api/v1/tokens/${row.id}`)).status).toBe(404)
    const { items } = (await json(server.as('member', 'GET', '/api/v1/tokens'))) as { items: { id: string }[] }
    expect(items.map(({ id }) => id)).not.toContain(row.id)
  })

  it('beat a cookie that comes along', async () => {
    const cookie = await server.cookieOf('manager')
    const headers = { authorization: 'Bearer navette_wrong' }
    expect((await server.call('GET', '/api/v1/me', { cookie, headers })).status).toBe(401)
  })
})

describe('what a role sees', () => {
  it('gives a member their own sessions and hides that others exist', async () => {
    const mine = (await json(server.as('member', 'GET', '/api/v1/sessions'))) as { items: { member: string }[] }
    expect(new Set(mine.items.map(({ member }) => member))).toEqual(new Set(['awa']))
    expect(await json(server.as('member', 'GET', '/api/v1/sessions?member=bilal'))).toEqual({ items: [], next: null })
    expect((await server.as('member', 'GET', `/api/v1/sessions/${OTHERS_SESSION}`)).status).toBe(404)
    expect((await server.as('member', 'GET', `/api/v1/sessions/${OTHERS_SESSION}/evidence`)).status).toBe(404)
  })

  it.each(['kiosk', 'treasurer'] as const)('shows %s machines without persons', async role => {
    const text = await (await server.as(role, 'GET', '/api/v1/machines')).text()
    expect(text).toContain(OPEN_SESSION)
    expect(text).not.toMatch(/awa|bilal|commande-7/i)
  })

  it('names people to the treasurer in the books, and keeps addresses from the floor', async () => {
    const books = await (await server.as('treasurer', 'GET', '/api/v1/sessions')).text()
    expect(books).toContain('Awa Diallo')
    expect(await (await server.as('manager', 'GET', '/api/v1/members')).text()).toContain('awa@example.org')
    expect(await (await server.as('animateur', 'GET', '/api/v1/members')).text()).not.toContain('awa@example.org')
  })

  it('signs acts by member, never by name', async () => {
    await server.as('animateur', 'POST', '/api/v1/machines/juki-1/lockout', { why: 'courroie' })
    expect(JSON.stringify(server.ports.acts)).not.toContain('Bilal')
    const acts = server.ports.acts.slice(-2)
    expect(acts).toMatchObject([
      { entry: { type: 'lockout', machine: 'juki-1', by: 'bilal', why: 'courroie' } },
      { station: 'poste-1', action: { type: 'lockout', by: 'bilal', why: 'courroie' } },
    ])
    const seen = async (role: 'manager' | 'member') =>
      (await json(server.as(role, 'GET', '/api/v1/machines/juki-1'))).lock
    expect(await seen('manager')).toMatchObject({ by: 'Bilal Haddad', why: 'courroie' })
    expect(await seen('member')).toMatchObject({ by: '', why: 'courroie' })
    expect((await server.as('animateur', 'POST', '/api/v1/machines/juki-1/lockout', { why: 'encore' })).status).toBe(
      409,
    )
    await server.as('animateur', 'POST', '/api/v1/machines/juki-1/release')
  })
})

describe('lists', () => {
  it('page with a cursor until there is no next', async () => {
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page = await json(server.as('manager', 'GET', `/api/v1/machines?limit=1${next && `&cursor=${next}`}`))
      seen.push(...(page.items as { id: string }[]).map(({ id }) => id))
      next = page.next as string | null
    }
    expect(seen).toEqual(['juki-1', 'presse'])
  })

  it('queue what a person settles before a month can close', async () => {
    const { items } = (await json(server.as('treasurer', 'GET', '/api/v1/periods/2026-11/settle'))) as { items: Json[] }
    expect(items.map(({ kind, id }) => [kind, id]).toSorted()).toEqual([
      ['no-current', OTHERS_SESSION],
      ['open-session', OPEN_SESSION],
      ['unattributed', 'run-7'],
    ])
    expect(await json(server.as('treasurer', 'GET', '/api/v1/periods/2026-10/settle?limit=1'))).toMatchObject({
      next: null,
    })
  })

  it('filter by range, half-open', async () => {
    const { items } = (await json(
      server.as('manager', 'GET', '/api/v1/sessions?from=2026-11-22T07:00:00Z&to=2026-11-22T08:30:00Z'),
    )) as { items: Json[] }
    expect(items.map(({ id }) => id)).toEqual([CLOSED_SESSION])
  })
})

describe('documents and pages', () => {
  it('describes itself in OpenAPI 3.1, every reference resolved', async () => {
    const document = (await json(server.call('GET', '/api/openapi.json'))) as {
      openapi: string
      paths: Record<string, Record<string, { summary?: string; responses: Json; operationId?: string }>>
      components: { schemas: Json }
    }
    expect(document.openapi).toBe('3.1.0')
    const names = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      found => found[1],
    )
    expect(names).toContain('Problem')
    for (const name of names) expect(document.components.schemas).toHaveProperty(name ?? '')
    for (const operation of Object.values(document.paths).flatMap(one => Object.values(one))) {
      expect(operation.summary).toEqual(expect.any(String))
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(['default', expect.stringMatching(/^20[014]$/)]),
      )
    }
    // whoever generates a client from it is told of files too
    for (const [path, { get }] of Object.entries(document.paths))
      if (get !== undefined)
        expect([path, get.responses['200']]).toEqual([path, expect.objectContaining({ content: expect.anything() })])
  })

  it('has documents a person can read', async () => {
    const answer = await server.call('GET', '/api/docs/')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')])
    expect(answer.headers.get('content-security-policy')).not.toMatch(/upgrade-insecure-requests|swagger\.io/)
  })

  it.each(['busy', 'disk-full'] as const)('says that it comes back when the ledger is %s', async kind => {
    const { core } = server.ports
    const { act } = core
    core.act = () => Promise.reject(new LedgerError(kind, 'nothing of this was written'))
    try {
      const answer = await server.as('manager', 'POST', '/api/v1/faults/1/acknowledge')
      expect(answer.headers.get('retry-after')).toBe('5')
      const problem = await problemOf(Promise.resolve(answer))
      expect(problem).toMatchObject({ status: 503, detail: 'nothing of this was written' })
    } finally {
      core.act = act
    }
  })

  it('answers those who run it', async () => {
    expect(await json(server.call('GET', '/readyz'))).toEqual({ ok: true, detail: { ledger: 'open' } })
    await server.as('kiosk', 'GET', '/api/v1/machines')
    const counted =
      /navette_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/machines",status="200"\} [1-9]/
    await poll('the request to be counted', async () =>
      counted.test(await (await server.call('GET', '/metrics')).text()),
    )
  })

  it('serves the dashboard at each of its addresses, and its hashed files for ever', async () => {
    for (const path of ['/', '/machines/juki-1', '/mois?period=2026-10']) {
      const answer = await server.call('GET', path, { headers: { accept: 'text/html,*/*' } })
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('<title>Navette')])
      expect(answer.headers.get('cache-control')).toBe('no-cache')
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
    }
    const asset = await server.call('GET', '/assets/index-a1b2c3d4.js')
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  it.each(['/assets/gone.js', '/api/v1/nothing', '/socket.io/x'])('gives no page for %s', async path => {
    const answer = server.call('GET', path, { headers: { accept: 'text/html' } })
    expect((await problemOf(answer)).status).toBeGreaterThanOrEqual(400)
  })

  it('gives nothing from beside its directory', async () => {
    for (const path of ['/..%2f..%2fetc%2fpasswd', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2fauth.sqlite']) {
      expect((await problemOf(server.call('GET', path))).status).toBeGreaterThanOrEqual(400)
    }
  })

  it('never lets an answer of the API be cached, nor its pages be framed', async () => {
    const answer = await server.as('kiosk', 'GET', '/api/v1/machines')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })
})
