/** The picture behind the plan: what is let in by its own bytes, who is answered it and how, and that another in its place is found. */
import { deflateSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PlanView } from '#server/contract/plan.ts'
import { type HttpServer, startHttp } from '#test/support/http-server.ts'
import { LedgerLab } from '#test/support/ledger-lab.ts'

/** Not a whole PNG, and all of it that measures are read from. */
const png = (width: number, height: number, more: Buffer = Buffer.alloc(0)): Buffer => {
  const head = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000802000000', 'hex')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  return Buffer.concat([head, deflateSync(Buffer.alloc(8)), more])
}

let server: HttpServer
beforeAll(async () => {
  server = await startHttp()
})
afterAll(() => server.close())

const send = async (body: Uint8Array<ArrayBuffer>, type = 'application/octet-stream'): Promise<Response> =>
  fetch(`${server.url}/api/v1/plan/picture`, {
    method: 'POST',
    body,
    headers: { 'content-type': type, cookie: await server.cookieOf('animateur') },
  })
const bytes = (buffer: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer)
const fetched = async (query = '', headers: Record<string, string> = {}): Promise<Response> =>
  server.call('GET', `/api/v1/plan/picture${query}`, { cookie: await server.cookieOf('kiosk'), headers })
const planNow = async (): Promise<PlanView> => (await server.as('member', 'GET', '/api/v1/plan')).json()

it('hangs at the room’s width in its own proportions, is moved, replaced and taken away', async () => {
  await server.as('animateur', 'PUT', '/api/v1/plan', { room: { width_cm: 1_000, depth_cm: 500 } })
  const first = png(800, 600)
  const hung = (await (await send(bytes(first))).json()) as PlanView
  // 10 m wide is 7.5 m deep, in a room of 5 m
  expect(hung.picture).toMatchObject({ x: 0, y: 0, width: 100, depth: 150 })
  const { hash = '' } = hung.picture ?? {}
  const moved = await server.as('animateur', 'PUT', '/api/v1/plan/picture', { x: -5, y: 2, width: 110, depth: 90 })
  expect(((await moved.json()) as PlanView).picture).toEqual({ hash, x: -5, y: 2, width: 110, depth: 90 })
  // drawing the room anew leaves it where it is
  await server.as('animateur', 'PUT', '/api/v1/plan', { room: { width_cm: 900, depth_cm: 500 } })
  expect((await planNow()).picture?.hash).toBe(hash)

  const second = (await (await send(bytes(png(600, 600)))).json()) as PlanView
  expect(second.picture?.hash).not.toBe(hash)
  expect(await server.ports.reads.planPicture(hash)).toBeNull()
  expect((await server.as('animateur', 'DELETE', '/api/v1/plan/picture')).status).toBe(200)
  expect((await planNow()).picture).toBeNull()
  expect((await fetched()).status).toBe(404)
})

it('is answered by its own kind, never to be guessed at, and kept by its hash alone', async () => {
  const picture = png(40, 30)
  const { picture: hung } = (await (await send(bytes(picture), 'image/jpeg')).json()) as PlanView
  const answer = await fetched(`?of=${hung?.hash}`)
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(picture)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=31536000, immutable',
    etag: `"${hung?.hash}"`,
  })
  const plain = await fetched()
  expect(plain.headers.get('cache-control')).toBe('private, no-cache')
  expect((await fetched('', { 'if-none-match': `"${hung?.hash}"` })).status).toBe(304)
  expect((await server.call('GET', '/api/v1/plan/picture')).status).toBe(401)
})

it.each([
  [
    'a drawing that holds a script',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    'no-picture',
  ],
  ['a page that calls itself a picture', Buffer.from('<!doctype html><script>alert(1)</script>'), 'no-picture'],
  ['a picture that unpacks to gigabytes', png(60_000, 60_000), 'picture-too-large'],
  ['a picture without a side', png(0, 30), 'picture-too-large'],
  ['more than two megabytes', png(40, 30, Buffer.alloc(2_200_000)), 'picture-too-heavy'],
])('%s is refused', async (_, body, code) => {
  const before = await planNow()
  const answer = await send(bytes(body), 'image/png')
  expect([answer.status, await answer.json()]).toEqual([422, expect.objectContaining({ code })])
  expect(await planNow()).toEqual(before)
})

it('another picture in its place, or none, is found by verify', async () => {
  const lab = await LedgerLab.open()
  const hash = await lab.ledger.putPlanPicture(png(40, 30))
  expect(await lab.ledger.planPicture(hash)).toEqual(png(40, 30))
  const frame = { x: 0, y: 0, width: 100, depth: 75 }
  const change = { plan_picture: { hash, ...frame } }
  await lab.ledger.appendDirectory([{ type: 'site-changed', change, by: 'chloe' }], Date.now())
  expect((await lab.ledger.verify()).problems).toEqual([])
  const db = new Database(lab.file)
  db.exec(`UPDATE plan_picture SET body = x'00'`)
  db.close()
  expect((await lab.ledger.verify()).problems).toEqual(['plan: its picture is not the one the journal names'])
  await lab.ledger.dropPlanPicture(hash)
  expect((await lab.ledger.verify()).problems).toEqual(['plan: its picture is missing'])
  await lab.close()
})
