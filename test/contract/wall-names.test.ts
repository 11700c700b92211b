/**
 * Names on the wall, a setting of the atelier (issue 6.2): off until somebody who runs the floor puts it on; then every role that sees
 * machines reads the name of who is at one now, over HTTP and over its socket, and nothing more of them (rule 10).
 */
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MachineView, Role, SessionSummary } from '#server/contract/api.ts'
import type { LiveMachine, LiveSnapshot } from '#server/contract/live.ts'
import type { WallView } from '#server/contract/wall.ts'
import { createLive, type Live } from '#server/live/create.ts'
import { OPEN_SESSION } from '#test/support/fake-ports.ts'
import { type HttpServer, PASSWORD, startHttp } from '#test/support/http-server.ts'
import { poll } from '#test/support/poll.ts'

/** Chloé is at the machine: another's session to all of these. */
const OTHERS: readonly Role[] = ['treasurer', 'member', 'kiosk']
const FLOOR: readonly Role[] = ['manager', 'animateur']
const LOOKING = [...FLOOR, ...OTHERS]
const NAME = 'Chloé Martin'

let server: HttpServer
let live: Live
/** The last that each screen was told of the machine. */
const told = new Map<Role, SessionSummary | null | undefined>()
const sockets: Socket[] = []

const as = async (role: Role, method: string, path: string, body?: unknown): Promise<Response> =>
  server.call(method, `/api/v1${path}`, {
    cookie: await server.cookieOf(role),
    ...(body === undefined ? {} : { body }),
  })
const shown = async (role: Role): Promise<MachineView> => (await as(role, 'GET', '/machines/juki-1')).json()

async function watch(role: Role): Promise<void> {
  const socket = io(`${server.url}/live`, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false, auth: { machines: true } },
    extraHeaders: { cookie: await server.cookieOf(role) },
  })
  sockets.push(socket)
  const take = (machines: readonly (LiveMachine | MachineView)[]): void => {
    for (const { id, session } of machines) if (id === 'juki-1') told.set(role, session)
  }
  socket.on('snapshot', ({ machines }: LiveSnapshot) => take(machines))
  socket.on('machines', take)
  await poll(`a snapshot for ${role}`, () => told.has(role))
}

/** What everybody's screen comes to, and what the same account reads over HTTP at once. */
async function everywhere(roles: readonly Role[], named: boolean): Promise<void> {
  for (const role of roles) {
    const { session } = await shown(role)
    expect([role, session?.member_name ?? null]).toEqual([role, named ? NAME : null])
    await poll(`${role}’s screen ${named ? 'with' : 'without'} the name`, () => {
      const seen = told.get(role)?.member_name
      return seen === (named ? NAME : undefined)
    })
  }
}

beforeAll(async () => {
  server = await startHttp()
  const { machines, writes, directory } = server.ports
  await writes.putPersons([{ member: 'chloe', name: NAME, email: null }])
  const facts = directory.members.get('bilal')
  if (facts !== undefined) directory.members = new Map(directory.members).set('chloe', { ...facts, id: 'chloe' })
  for (const row of machines) if (row.session?.id === OPEN_SESSION) row.session = { ...row.session, member: 'chloe' }
  const account = { email: 'chloe@example.org', password: PASSWORD, name: NAME, role: 'member' as const }
  await server.auth.createUser({ ...account, member: 'chloe', organisation: null })
  live = createLive({ httpServer: server.http.app.server, ...server.ports, auth: server.auth })
  for (const role of LOOKING) await watch(role)
})
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await live.close()
  await server.close()
})

it('is off in a new atelier, and said to be so', async () => {
  await everywhere(FLOOR, true)
  await everywhere(OTHERS, false)
  for (const role of LOOKING) expect(((await (await as(role, 'GET', '/wall')).json()) as WallView).names).toBe(false)
})

it('named by the animateur, everybody who sees machines reads the name and nothing more; taken back, it is gone everywhere', async () => {
  expect((await as('animateur', 'PUT', '/wall', { names: true })).status).toBe(200)
  await everywhere(LOOKING, true)
  for (const role of OTHERS) {
    const { session } = await shown(role)
    for (const seen of [session, told.get(role)]) {
      expect(seen).toMatchObject({ id: OPEN_SESSION, order: null })
      expect(seen).not.toHaveProperty('member')
      expect(JSON.stringify(seen)).not.toContain('chloe')
    }
  }
  expect((await as('animateur', 'PUT', '/wall', { names: false })).status).toBe(200)
  await everywhere(FLOOR, true)
  await everywhere(OTHERS, false)
})

it('whoever asked not to be named is not, nor is a child, nor who has no name', async () => {
  await as('manager', 'PUT', '/wall', { names: true })
  await everywhere(OTHERS, true)
  const entered = await server.call('POST', '/api/v1/login', {
    body: { email: 'chloe@example.org', password: PASSWORD },
  })
  const cookie = entered.headers
    .getSetCookie()
    .map(value => value.split(';', 1)[0])
    .join('; ')
  const say = async (named: boolean): Promise<unknown> =>
    (await server.call('PUT', '/api/v1/me/wall', { cookie, body: { named } })).json()
  expect(await say(false)).toEqual({ names: true, mine: false })
  await everywhere(OTHERS, false)
  await everywhere(FLOOR, true)
  expect(await say(true)).toEqual({ names: true, mine: true })
  await everywhere(OTHERS, true)
  await as('manager', 'PUT', '/members/chloe', { minor: true })
  await everywhere(OTHERS, false)
  await as('manager', 'PUT', '/members/chloe', { minor: false, name: null })
  const { session } = await shown('kiosk')
  expect(session).not.toHaveProperty('member_name')
})

it('an organisation sees no machine at all, named or not', async () => {
  expect((await as('organisation', 'GET', '/machines')).status).toBe(403)
  expect((await as('organisation', 'GET', '/wall')).status).toBe(403)
})
