/**
 * Every event of the live feed × every role, over real sockets: what arrives is what docs/roles.md says, and of what arrives without
 * names no name is anywhere in the packet (contract §4: "what a role may not see is not sent to it").
 */
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Role } from '#server/contract/api.ts'
import type { ServerToClient } from '#server/contract/live.ts'
import { LIVE_RIGHTS, type LiveRight } from '#server/contract/visibility.ts'
import { createLive, type Live } from '#server/live/create.ts'
import { aFault, aSession, CLOSED_SESSION, NOW_MS, OPEN_SESSION } from '#test/support/fake-ports.ts'
import { type HttpServer, startHttp } from '#test/support/http-server.ts'
import { poll } from '#test/support/poll.ts'

type Event = keyof ServerToClient
type Packet = { event: Event; body: unknown }
type Screen = { role: Role; listed: boolean; refused: string | null; heard: Packet[]; socket: Socket }

const EVENTS = Object.keys(LIVE_RIGHTS) as Event[]
/** The last thing that is told: who has heard it has heard all that was meant for them. */
const LAST_mA = 4_242
let server: HttpServer
let live: Live
const screens: Screen[] = []

/** Both ways a client may take machines: one by one, and in lists. */
async function watch(role: Role, listed: boolean): Promise<Screen> {
  const socket = io(`${server.url}/live`, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false, auth: { machines: listed } },
    extraHeaders: { cookie: await server.cookieOf(role) },
  })
  const screen: Screen = { role, listed, refused: null, heard: [], socket }
  socket.on('connect_error', error => {
    screen.refused = error.message
  })
  socket.onAny((event: Event, body: unknown) => screen.heard.push({ event, body }))
  await poll(`${role} to be answered`, () => screen.refused !== null || has(screen, 'snapshot'))
  return screen
}
const has = (screen: Screen, event: Event): boolean => screen.heard.some(one => one.event === event)
const told = (screen: Screen, event: Event): string =>
  JSON.stringify(screen.heard.filter(one => one.event === event).map(one => one.body))

/** All that can happen, once: to a machine Awa uses and one Bilal uses, to a fault, an alert, the plan. */
function happen(): void {
  const { machines, faults, alerts, directory } = server.ports
  const view = (current_mA: number) => ({
    ...({ state: 'running', since_at_ms: NOW_MS - 120_000, power_W: null, relay: true } as const),
    current_mA,
  })
  const awas = aSession({ id: OPEN_SESSION })
  const bilals = aSession({ id: CLOSED_SESSION, member: 'bilal', machine: 'presse' })
  const first = machines[0]
  if (first !== undefined)
    machines.push({ ...first, machine: 'presse', station: 'poste-2', view: view(900), session: bilals })
  for (const [id, acknowledged_by] of [
    [2, 'bilal'],
    [3, 'awa'],
  ] as const)
    faults.unshift(aFault({ id, acknowledged_at_ms: NOW_MS, acknowledged_by }))
  alerts.push({ id: 2, at_ms: NOW_MS, code: 'power-loss', machine: 'juki-1', detail: '' })
  const juki = directory.machines.get('juki-1')
  if (juki !== undefined)
    directory.machines = new Map(directory.machines).set('juki-1', { ...juki, place: { x: 1, y: 2 } })
  live.announce({
    effects: [
      ...[bilals, awas].map(session => ({ effect: { kind: 'session-started' as const, session } })),
      {
        effect: {
          ...({ kind: 'fault', machine: 'juki-1', code: 'thread', detail: null, at_ms: NOW_MS } as const),
          ...{ session: null, active: true },
        },
      },
      { effect: { kind: 'alert', code: 'power-loss', machine: 'juki-1', at_ms: NOW_MS, detail: '' } },
    ],
    machines: [
      { machine: 'presse', view: view(900), session: bilals },
      { machine: 'juki-1', view: view(901), session: awas },
    ],
  })
}

/** What a screen was in fact given of an event, told by what it heard. */
function rightOf(screen: Screen, event: Event): LiveRight {
  if (!has(screen, event)) return 'none'
  const text = told(screen, event)
  // The test's staff accounts are Bilal's, the member's is Awa's: of oneself one may always read.
  const other = screen.role === 'member' ? /bilal/i : /awa/i
  if (event === 'alert' || event === 'plan' || other.test(text)) return 'full'
  const others_session = screen.role === 'member' ? CLOSED_SESSION : OPEN_SESSION
  return event !== 'session' || text.includes(others_session) ? 'unnamed' : 'own'
}

beforeAll(async () => {
  server = await startHttp()
  live = createLive({ httpServer: server.http.app.server, ...server.ports, auth: server.auth })
  for (const role of Role.options) for (const listed of [false, true]) screens.push(await watch(role, listed))
  happen()
  const inside = screens.filter(({ refused }) => refused === null)
  await poll('the fault, everywhere', () => inside.every(screen => has(screen, 'fault')))
  await poll('the alert, where it is told', () => inside.some(screen => has(screen, 'alert')))
  await poll('the plan, again', () =>
    inside.every(screen => screen.heard.filter(({ event }) => event === 'plan').length > 1),
  )
  const row = server.ports.machines[0]
  if (row === undefined) throw new Error('no machine')
  const view = { ...row.view, current_mA: LAST_mA }
  Object.assign(row, { view, heard_at_ms: server.ports.clock.at_ms })
  live.announce({ effects: [], machines: [{ machine: 'juki-1', view, session: row.session }] })
  await poll('the last word, everywhere', () =>
    inside.every(screen => told(screen, screen.listed ? 'machines' : 'machine').includes(String(LAST_mA))),
  )
})
afterAll(async () => {
  for (const { socket } of screens) socket.disconnect()
  await live.close()
  await server.close()
})

const cases = EVENTS.flatMap(event => Role.options.map(role => ({ event, role, right: LIVE_RIGHTS[event][role] })))

it.each(cases)('$event for $role: $right', ({ event, role, right }) => {
  for (const screen of screens.filter(one => one.role === role)) {
    // machines come in the one form or the other, as the screen asked
    const wanted = event === (screen.listed ? 'machine' : 'machines') ? 'none' : right
    expect([screen.listed, rightOf(screen, event)]).toEqual([screen.listed, wanted])
  }
})

it('whoever may see nothing is not let in', () => {
  const out = screens.filter(({ refused }) => refused !== null)
  expect(new Set(out.map(({ role }) => role))).toEqual(new Set(['organisation']))
  expect(new Set(out.map(({ refused }) => refused))).toEqual(new Set(['forbidden']))
})

it('nothing is sent under a name the contract does not have', () => {
  expect(
    screens.flatMap(({ heard }) => heard.map(({ event }) => event)).filter(event => !EVENTS.includes(event)),
  ).toEqual([])
})
