/** What the adapter does with every answer an InfluxDB, or a proxy before it, may give. The server here only repeats. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { TelemetryPoint } from '../ports.ts'
import { openInflux } from './store.ts'
import type { InfluxConfig } from './target.ts'

type Seen = { method: string; url: string; authorization: string | undefined; body: string }
type Say = (request: Seen, response: ServerResponse) => void

let say: Say
let seen: Seen[]
let url: string
const server = createServer(async (request, response) => {
  const one = await read(request)
  seen.push(one)
  say(one, response)
})

async function read(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks)
  const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString('utf8')
  return { method: request.method ?? '', url: request.url ?? '', authorization: request.headers.authorization, body }
}

beforeEach(async () => {
  seen = []
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
})

const answer = (status: number, body: object | string = ''): Say => {
  return (_, response) => {
    const json = typeof body !== 'string'
    response.writeHead(status, { 'content-type': json ? 'application/json' : 'text/plain' })
    response.end(status === 204 ? undefined : json ? JSON.stringify(body) : body)
  }
}

const point = (at_ms: number): TelemetryPoint => ({ kind: 'state', n: 1, machine: 'm', at_ms, order: 0, state: 'idle' })
const points = Array.from({ length: 8 }, (_, index) => point(index))
const store = (config: Partial<InfluxConfig> = {}) =>
  openInflux({ url, token: 'secret', org: 'fabrique', bucket: 'a b', version: 2, ...config })
const writes = (): Seen[] => seen.filter(({ url: path }) => path.includes('write'))

describe('writing', () => {
  test.each([
    [2, '/api/v2/write?org=fabrique&bucket=a%20b&precision=ms', 'Token secret'],
    [3, '/api/v2/write?org=fabrique&bucket=a%20b&precision=ms', 'Bearer secret'],
  ] as const)('version %i: path and credentials', async (version, path, authorization) => {
    say = answer(204)
    expect(await store({ version }).write(points)).toEqual({ refused: [] })
    expect(seen).toMatchObject([{ method: 'POST', url: path, authorization }])
    expect(seen[0]?.body.split('\n')).toHaveLength(8)
  })

  test('version 1 with /api/v2/write (1.8 and later) uses it', async () => {
    say = answer(204)
    await store({ version: 1, token: 'user:password' }).write(points)
    expect(seen.map(({ url: path }) => path.split('?')[0])).toEqual(['/query', '/api/v2/write', '/api/v2/write'])
    expect(new Set(seen.map(one => one.authorization))).toEqual(new Set([`Basic ${btoa('user:password')}`]))
  })

  test('version 1 without it (1.7 and before) uses /write', async () => {
    say = (one, response) =>
      one.url.startsWith('/api/v2/') ? answer(404, '404 page not found\n')(one, response) : answer(204)(one, response)
    await store({ version: 1 }).write(points)
    expect(seen.at(-1)?.url).toBe('/write?db=a%20b&precision=ms')
  })

  test.each([
    ['400', 400, { code: 'invalid', message: 'unable to parse' }, 'unable to parse'],
    [
      '422, a type conflict in InfluxDB 2',
      422,
      { code: 'unprocessable entity', message: 'type conflict' },
      'type conflict',
    ],
    [
      '400, InfluxDB 3 on a partial write',
      400,
      { error: 'partial write of line protocol occurred', data: [] },
      'partial write',
    ],
    ['413', 413, 'too large', 'too large'],
    ['201, in part', 201, { error: 'partial write' }, '400 returned'],
  ])('%s is bisected down to the line', async (_, status, body, error) => {
    say = (one, response) => (/ 5$/m.test(one.body) ? answer(status, body) : answer(204))(one, response)
    const { refused } = await store().write(points)
    expect(refused.map(one => one.point)).toEqual([point(5)])
    expect(refused[0]?.error).toContain(error)
    expect(writes()).toHaveLength(7)
  })

  test.each([
    ['401', 401, 'refuses the credentials (401)'],
    ['403', 403, 'grants no access to a b (403)'],
    ['404', 404, 'has no bucket a b in organisation fabrique: create it first'],
    ['429', 429, 'answered 429'],
    ['500', 500, 'answered 500'],
    ['503', 503, 'answered 503'],
  ])('%s is tried again: it rejects after one request, without the token', async (_, status, message) => {
    say = answer(status, { message: 'so it is' })
    const error = await store().write(points).catch(String)
    expect(error).toContain(message)
    expect(error).not.toContain('secret')
    expect(writes()).toHaveLength(1)
  })

  test('a connection cut in the middle of an answer is tried again', async () => {
    say = (_, response) => response.destroy()
    await expect(store().write(points)).rejects.toThrow('does not answer')
  })

  test('a server that hangs: given up at the deadline, its connection closed', async () => {
    // Over as soon as the server was asked: a deadline on the clock could be over before, and then nothing was hanging
    const over: (() => void)[] = []
    const deadline = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const controller = new AbortController()
      over.push(() => controller.abort(new DOMException('', 'TimeoutError')))
      return controller.signal
    })
    onTestFinished(() => deadline.mockRestore())
    const closed = Promise.withResolvers<void>()
    say = (_, response) => {
      response.once('close', closed.resolve)
      for (const give_up of over.splice(0)) give_up()
    }
    await expect(store({ timeout_ms: 50 }).write(points)).rejects.toThrow('does not answer (time is up)')
    await closed.promise
    await expect(store({ timeout_ms: 50 }).ping()).rejects.toThrow('does not answer (time is up)')
    expect(deadline.mock.calls).toEqual([[50], [50]])
  })

  test('points beyond the retention of the database are accepted: it was told to drop them', async () => {
    say = answer(422, {
      code: 'unprocessable entity',
      message: 'partial write: points beyond retention policy dropped=8',
    })
    expect(await store().write(points)).toEqual({ refused: [] })
    expect(writes()).toHaveLength(1)
  })

  test('12 000 points go in requests of at most 5 000', async () => {
    say = answer(204)
    await store().write(Array.from({ length: 12_000 }, (_, index) => point(index)))
    expect(writes().map(({ body }) => body.split('\n').length)).toEqual([5_000, 5_000, 2_000])
  })
})

describe('asking', () => {
  const range = { from_ms: 0, to_ms: 60_000 }

  test.each([
    ['a page from a proxy', answer(200, '<html>hello</html>')],
    ['another JSON', answer(200, { results: 'none' })],
    ['an error of one statement', answer(200, { results: [{ error: 'database not found: x' }] })],
    ['401', answer(401, { error: 'authorization failed' })],
    ['a cut connection', (_: Seen, response: ServerResponse) => response.destroy()],
  ])('%s rejects with one sentence', async (_, response) => {
    say = response
    await expect(store().usage(range)).rejects.toThrow(/^InfluxDB /)
  })

  test('an empty database has no usage, no counts and empty buckets', async () => {
    say = answer(200, { results: [{ statement_id: 0 }, {}, {}, {}] })
    expect(await store().usage(range)).toEqual([])
    expect(await store().counts(range)).toEqual({ sample: 0, state: 0, session: 0, fault: 0 })
    expect(await store().curve('m', range, 30_000)).toHaveLength(2)
  })

  test('user and password in the address are the credentials, and never stand in a message', async () => {
    const address = url.replace('http://', 'http://user:hid%20den@')
    say = answer(500, 'broken')
    const error = await store({ url: address, token: null, version: 1 }).usage(range).catch(String)
    expect(error).toBe(`Error: InfluxDB at ${url} answered 500: broken`)
    expect(seen[0]?.authorization).toBe(`Basic ${btoa('user:hid den')}`)
  })
})

describe('clearing', () => {
  test('version 2 deletes each of our measurements and nothing else', async () => {
    say = answer(204)
    await store().clear()
    expect(seen.map(({ method, url: path }) => `${method} ${path}`)).toEqual(
      Array(4).fill('POST /api/v2/delete?org=fabrique&bucket=a+b'),
    )
    const predicates = seen.map(({ body }) => (JSON.parse(body) as { predicate: string }).predicate)
    expect(predicates).toEqual(['sample', 'state', 'session', 'fault'].map(name => `_measurement="${name}"`))
  })

  test('version 3 drops our tables; one that was never written is no error', async () => {
    say = answer(404, { error: 'no such table' })
    await store({ version: 3 }).clear()
    expect(seen[0]).toMatchObject({ method: 'DELETE', url: '/api/v3/configure/table?db=a+b&table=sample' })
    expect(seen).toHaveLength(4)
  })
})
