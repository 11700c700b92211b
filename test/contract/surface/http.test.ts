/** Contract §4 over a real `serve`: what a script meets that has a cookie and the text. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Json, Outsider, type SessionView } from '#test/support/outsider.ts'

const levels = { idle_mA: 90, run_mA: 1030, run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3000 }
const ATELIER = {
  ...{ navette: 1, site: 'surface', name: 'Surface', timezone: 'Europe/Paris' },
  profiles: [{ id: 'servo', ...levels, idle_timeout_s: 900 }],
  machines: [
    { id: 'juki', profile: 'servo' },
    { id: 'iron', profile: 'servo' },
    { id: 'third', profile: 'servo' },
  ],
  categories: [{ id: 'coop' }, { id: 'guest' }],
  members: [
    { id: 'awa', category: 'coop', charter_signed: '2025-09-01', badges: ['04A2B3C4D5E680'] },
    { id: 'bo', category: 'guest', charter_signed: '2025-09-01', badges: ['04A2B3C4D5E681'] },
  ],
}
const COUNT = 23
/** A Monday, 09:00 in Paris. */
const FIRST_MS = Date.parse('2026-10-05T09:00:00+02:00')
const EACH_MS = 600_000

type Page<T> = { items: T[]; next: string | null }
let outsider: Outsider
const made: string[] = []
beforeAll(async () => {
  outsider = await Outsider.come(ATELIER)
  const juki = await outsider.station('juki', 'juki')
  juki.origin_at_ms = FIRST_MS
  await juki.hello(0, { sample_ms: 60_000 })
  await juki.sample(0, 90, { running_ms: 0 })
  let running_ms = 0
  for (let n = 0; n < COUNT; n++) {
    const up_ms = n * EACH_MS
    const badge = outsider.badge(n % 2 === 0 ? '04A2B3C4D5E680' : '04A2B3C4D5E681')
    await juki.sample(up_ms, 90, { running_ms })
    made.push(juki.session(await juki.offline(up_ms, badge)))
    running_ms += 60_000
    await juki.sample(up_ms + 120_000, 90, { running_ms })
    await juki.sample(up_ms + 240_000, 90, { running_ms })
    await juki.offline(up_ms + 240_000, badge, 'ended')
  }
}, 120_000)
afterAll(() => outsider?.leave())

async function all<T>(path: string, limit: number): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const join = path.includes('?') ? '&' : '?'
    const from: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const { status, body } = await outsider.get<Page<T>>(`${path}${join}limit=${limit}${from}`)
    expect(status).toBe(200)
    expect(body.items.length).toBeLessThanOrEqual(limit)
    items.push(...body.items)
    cursor = body.next
  } while (cursor !== null)
  return items
}

describe('lists', () => {
  it('page to the last, complete, each once, in one order', async () => {
    const ids = (await all<SessionView>('/sessions', 5)).map(one => one.id)
    expect(new Set(ids)).toEqual(new Set(made))
    expect(ids).toHaveLength(COUNT)
    expect((await all<SessionView>('/sessions', 200)).map(one => one.id)).toEqual(ids)
  })

  it('stay stable while a session comes', async () => {
    const first = (await outsider.get<Page<SessionView>>('/sessions?limit=10')).body
    const iron = await outsider.station('iron', 'iron')
    await iron.hello()
    const { session } = await iron.badge(1_000, outsider.badge('04A2B3C4D5E680'))
    const second = (await outsider.get<Page<SessionView>>(`/sessions?limit=200&cursor=${first.next}`)).body
    const ids = [...first.items, ...second.items].map(one => one.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(made))
    expect(ids).not.toContain(session)
  })

  it.each([
    '/machines',
    '/stations',
    '/members',
    '/organisations',
    '/badges',
    '/qualifications',
    '/sessions',
    '/faults',
    '/tariffs',
    '/pools',
    '/audit',
    '/periods/2026-10/settle',
    '/me/sessions',
  ])('%s answers {items, next} and takes limit and cursor', async path => {
    const { status, body } = await outsider.get<Page<Json>>(`${path}?limit=1`)
    expect(status).toBe(200)
    expect(body).toEqual({ items: expect.any(Array), next: body.next })
    const everything = await all<Json>(path, 200)
    expect(await all<Json>(path, 2)).toHaveLength(everything.length)
  })

  it('from is in, to is out', async () => {
    const at = (n: number) => new Date(FIRST_MS + n * EACH_MS).toISOString()
    const ids = async (query: string) => (await all<SessionView>(`/sessions?${query}`, 200)).map(one => one.id).sort()
    expect(await ids(`from=${at(2)}&to=${at(5)}`)).toEqual([made[2], made[3], made[4]].sort())
    const paris = encodeURIComponent('2026-10-05T09:20:00+02:00')
    expect(await ids(`from=${paris}&to=${at(3)}`)).toEqual([made[2]])
    expect(await ids(`from=${at(2)}&to=${at(5)}&member=bo`)).toEqual([made[3]])
    expect(await ids(`from=${at(2)}&to=${at(5)}&machine=iron`)).toEqual([])
  })
})

describe('evidence', () => {
  type Entry = {
    n: number
    type: string
    boot: number
    seq: number
    payload: Json
    salt: string
    payload_hash: string
    chain: string
    disposition: string
  }
  type Evidence = {
    session: SessionView
    grade: string
    journal_head: { n: number; chain: string }
    entries: Entry[]
    next: string | null
  }

  it('holds the frames that prove the session, so that a person can add them up', async () => {
    const id = made[3] as string
    const { body } = await outsider.get<Evidence>(`/sessions/${id}/evidence?limit=200`)
    expect(body.next).toBeNull()
    const { entries, session } = body
    const badges = entries.filter(entry => entry.type === 'badge')
    expect(badges).toHaveLength(2)
    const [from, to] = badges.map(entry => entry.payload.up_ms as number)
    expect((to as number) - (from as number)).toBe(session.session_ms)
    const before = entries.filter(one => one.type === 'sample' && (one.payload.up_ms as number) <= (from as number))
    const within = entries.filter(one => one.type === 'sample' && (one.payload.up_ms as number) > (from as number))
    const register = (entry: Entry | undefined) => entry?.payload.running_ms as number
    expect(register(within.at(-1)) - register(before.at(-1))).toBe(session.running_ms)
    expect(session.running_ms).toBe(60_000)
    expect(body.grade).toBe('measured')
    expect(body.journal_head.n).toBeGreaterThanOrEqual(entries.at(-1)?.n ?? 0)
    for (const { salt, payload, payload_hash } of entries) {
      const sorted = JSON.stringify(payload, (_, value) =>
        value !== null && typeof value === 'object' && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
          : value,
      )
      expect(createHash('sha256').update(Buffer.from(salt, 'hex')).update(sorted).digest('hex')).toBe(payload_hash)
    }
  })

  it('pages like everything else', async () => {
    const id = made[0]
    const whole = (await outsider.get<Evidence>(`/sessions/${id}/evidence?limit=200`)).body.entries
    const first = (await outsider.get<Evidence>(`/sessions/${id}/evidence?limit=2`)).body
    expect(first.entries).toEqual(whole.slice(0, 2))
    const second = (await outsider.get<Evidence>(`/sessions/${id}/evidence?limit=200&cursor=${first.next}`)).body
    expect([...first.entries, ...second.entries]).toEqual(whole)
  })
})

describe('utilisation', () => {
  type Row = { key: string; running_ms: number; session_ms: number; sessions: number }
  const rows = async (by: string) => {
    const range = 'from=2026-10-05T00:00:00%2B02:00&to=2026-10-06T00:00:00%2B02:00'
    const { status, body } = await outsider.get<{ by: string; rows: Row[] }>(`/utilisation?${range}&by=${by}`)
    expect(status).toBe(200)
    expect(body.by).toBe(by)
    return body.rows
  }
  it.each(['machine', 'hour', 'weekday-hour', 'member-category'])('by %s adds up to the whole', async by => {
    const all = await rows(by)
    expect(all.reduce((sum, row) => sum + row.sessions, 0)).toBe(COUNT)
    expect(all.reduce((sum, row) => sum + row.running_ms, 0)).toBe(COUNT * 60_000)
    expect(all.reduce((sum, row) => sum + row.session_ms, 0)).toBe(COUNT * 240_000)
  })

  it('keys by machine, category, and hours of the atelier’s zone', async () => {
    expect((await rows('machine')).map(row => row.key)).toEqual(['juki'])
    const categories = Object.fromEntries((await rows('member-category')).map(row => [row.key, row.sessions]))
    expect(categories).toEqual({ coop: 12, guest: 11 })
    const hours = (await rows('hour')).map(row => [row.key, row.sessions])
    expect(hours).toHaveLength(4)
    expect(hours.map(([, sessions]) => sessions)).toEqual([6, 6, 6, 5])
    expect(String(hours[0]?.[0])).toContain('09')
  })
})

describe('machines', () => {
  it('have power and a timeline', async () => {
    const range = 'from=2026-10-05T09:00:00%2B02:00&to=2026-10-05T10:00:00%2B02:00'
    const power = await outsider.get<{ points: { at: string; current_mA: number; power_W: number | null }[] }>(
      `/machines/juki/power?${range}`,
    )
    expect(power.status).toBe(200)
    expect(power.body.points.length).toBeGreaterThan(0)
    for (const point of power.body.points) expect(point.power_W).toBeNull()
    const timeline = await outsider.get<{ intervals: { from: string; to: string; state: string }[] }>(
      `/machines/juki/timeline?${range}`,
    )
    const { intervals } = timeline.body
    for (const [n, interval] of intervals.entries()) {
      if (n > 0) expect(interval.from).toBe(intervals[n - 1]?.to)
    }
    expect(Date.parse(intervals.at(-1)?.to ?? '')).toBe(Date.parse('2026-10-05T10:00:00+02:00'))
  })
})

describe('problems', () => {
  const cases: [string, string, number, unknown?][] = [
    ['GET', '/machines/nope', 404],
    ['GET', '/nothing-here', 404],
    ['GET', '/sessions/not-a-uuid', 422],
    ['GET', '/sessions/00000000-0000-8000-8000-000000000000', 404],
    ['GET', '/sessions?limit=0', 422],
    ['GET', '/sessions?limit=many', 422],
    ['GET', '/sessions?cursor=garbage', 422],
    ['GET', '/sessions?from=yesterday', 422],
    ['GET', '/sessions?from=2026-10-06T00:00:00Z&to=2026-10-05T00:00:00Z', 422],
    ['GET', '/utilisation?by=astrology', 422],
    ['GET', '/periods/2026-13/preview', 422],
    ['GET', '/machines/nope/power', 404],
    ['GET', '/faults?cursor=garbage', 422],
    ['GET', '/audit?cursor=garbage', 422],
    ['POST', '/machines/juki/lockout', 422, {}],
    ['POST', '/machines/juki/release', 409, {}],
    ['POST', '/faults/999/acknowledge', 404, {}],
    ['POST', '/login', 401, { email: 'x@example.org', password: 'wrong' }],
    ['POST', '/stations/NOT_A_SLUG/token', 422, {}],
    ['POST', '/stations/unheard-of/token', 404, {}],
    ['POST', `/badges/${'0'.repeat(64)}/block`, 404, {}],
  ]
  it.each(cases)('%s %s is a problem %i', async (method, path, status, body) => {
    const answer = method === 'GET' ? await outsider.get(path) : await outsider.post(path, body)
    expect(answer.status).toBe(status)
    expect(answer.type).toMatch(/^application\/problem\+json/)
    expect(answer.body).toMatchObject({
      ...{ type: expect.any(String), title: expect.any(String), status, detail: expect.any(String) },
    })
    expect((answer.body.errors ?? []) as unknown[]).toEqual(expect.any(Array))
  })

  it.each([
    ['Latin-1 of é', Buffer.from([0xe9])],
    ['a letter cut in two', Buffer.from([0xc3])],
    ['an encoded surrogate', Buffer.from([0xed, 0xa0, 0x80])],
  ])('a body that is not UTF-8 is 400, and nothing is kept of it: %s', async (_, letter) => {
    const body = Buffer.concat([Buffer.from('{"id":"latin","name":"Ren'), letter, Buffer.from('"}')])
    expect(await outsider.postBytes('/members', body)).toMatchObject({
      status: 400,
      body: { detail: 'the body is not UTF-8', code: 'unreadable' },
    })
    expect((await outsider.get('/members/latin')).status).toBe(404)
  })

  it('without a cookie 401, before anything is told', async () => {
    for (const path of ['/me', '/machines', '/sessions', '/machines/nope', '/periods/2026-10/preview']) {
      const answer = await fetch(`http://${outsider.server.http}/api/v1${path}`)
      expect([path, answer.status]).toEqual([path, 401])
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    }
  })

  it.each([
    ['no JSON', '{', 'application/json', 400],
    ['another type', '<a/>', 'application/xml', 415],
    ['too much', JSON.stringify({ email: 'x'.repeat(100_000) }), 'application/json', 413],
  ])('a body of %s', async (_, body, type, status) => {
    const url = `http://${outsider.server.http}/api/v1/login`
    const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': type } })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })

  it('a second station may not be put on a machine that has one, as on the command line', async () => {
    const answer = await outsider.post('/stations/another/token', { machine: 'juki' })
    expect(answer.status).toBe(409)
    const ran = await outsider.lab.run('station', 'add', 'another', '--machine', 'juki')
    expect(ran.code).toBe(1)
  })
})

describe('beside the API', () => {
  it('/healthz and /readyz are well', async () => {
    for (const path of ['/healthz', '/readyz'])
      expect((await fetch(`http://${outsider.server.http}${path}`)).status).toBe(200)
  })

  it('/metrics speaks Prometheus', async () => {
    const answer = await fetch(`http://${outsider.server.http}/metrics`)
    const text = await answer.text()
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
    for (const line of text.split('\n').filter(line => line !== ''))
      expect(line).toMatch(/^(# (HELP|TYPE) |[a-zA-Z_:][\w:]*(\{.*\})? [-+\d.eNaIinf]+)/)
    expect(text).toMatch(/messages/)
  })

  it('/api/openapi.json is 3.1 and names every path of the contract that stands', async () => {
    const { body } = await outsider.get<{ openapi: string; paths: Record<string, unknown> }>('/api/openapi.json')
    expect(body.openapi).toMatch(/^3\.1\./)
    const paths = Object.keys(body.paths).map(path => path.replace(/^\/api\/v1/, '').replace(/\{[^}]+\}/g, '{}'))
    for (const path of [
      ...[
        '/login',
        '/logout',
        '/me',
        '/machines',
        '/machines/{}/power',
        '/machines/{}/timeline',
        '/machines/{}/lockout',
      ],
      ...['/machines/{}/release', '/stations', '/stations/{}/token', '/members', '/organisations', '/badges'],
      ...['/qualifications', '/sessions', '/sessions/{}/evidence', '/faults', '/faults/{}/acknowledge'],
      ...['/faults/{}/resolve', '/utilisation', '/tariffs', '/pools', '/periods/{}/preview', '/periods/{}/settle'],
      ...['/audit', '/me/sessions', '/me/month'],
    ])
      expect(paths, path).toContain(path)
  })

  it('/api/docs is there', async () => {
    expect((await fetch(`http://${outsider.server.http}/api/docs`)).status).toBe(200)
  })
})
