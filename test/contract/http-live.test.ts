/** The live feed over a real socket.io client: what each role is sent, how often, and when it is cut off. */
import { request } from 'node:http'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AlertView, FaultView, Role, SessionSummary } from '#server/contract/api.ts'
import type { LiveMachine, LiveSnapshot } from '#server/contract/live.ts'
import type { PlanView } from '#server/contract/plan.ts'
import { createLive, type Live } from '#server/live/create.ts'
import { aFault, aSession, CLOSED_SESSION, NOW_MS, OPEN_SESSION } from '#test/support/fake-ports.ts'
import { type HttpServer, startHttp } from '#test/support/http-server.ts'
import { poll } from '#test/support/poll.ts'

let server: HttpServer
let live: Live
const screens: Socket[] = []

beforeAll(async () => {
  server = await startHttp()
  live = createLive({ httpServer: server.http.app.server, ...server.ports, auth: server.auth, recheck_ms: 100 })
})
afterEach(() => {
  for (const screen of screens.splice(0)) screen.disconnect()
  server.ports.clock.at_ms = NOW_MS
})
afterAll(async () => {
  await live.close()
  await server.close()
})

type Heard = {
  socket: Socket
  snapshot: LiveSnapshot
  machines: LiveMachine[]
  sessions: SessionSummary[]
  faults: FaultView[]
  alerts: AlertView[]
  plans: PlanView[]
  snapshots: number
}

function connect(options: { cookie?: string; token?: string; origin?: string; machines?: boolean }): Socket {
  const extraHeaders: Record<string, string> = {}
  if (options.cookie !== undefined) extraHeaders.cookie = options.cookie
  if (options.origin !== undefined) extraHeaders.origin = options.origin
  const { machines = false } = options
  const auth = options.token === undefined ? { machines } : { machines, token: options.token }
  const socket = io(`${server.url}/live`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders,
    auth,
  })
  screens.push(socket)
  return socket
}

async function watch(options: { cookie?: string; token?: string }): Promise<Heard> {
  const socket = connect(options)
  const heard = {
    socket,
    machines: [],
    sessions: [],
    faults: [],
    alerts: [],
    plans: [],
    snapshots: 0,
  } as unknown as Heard
  socket.on('plan', plan => heard.plans.push(plan))
  socket.on('snapshot', snapshot => Object.assign(heard, { snapshot, snapshots: heard.snapshots + 1 }))
  socket.on('machine', machine => heard.machines.push(machine))
  socket.on('session', session => heard.sessions.push(session))
  socket.on('fault', fault => heard.faults.push(fault))
  socket.on('alert', alert => heard.alerts.push(alert))
  await poll('the snapshot', () => heard.snapshot)
  return heard
}

const watchAs = async (role: Role): Promise<Heard> => watch({ cookie: await server.cookieOf(role) })
const refusal = (socket: Socket): Promise<string> =>
  new Promise(resolve => socket.once('connect_error', error => resolve(error.message)))

/** The TCP socket below: what a sleeping tablet leaves behind. */
function wireOf(socket: Socket): { pause(): void; resume(): void } {
  const { ws } = socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }
  return ws._socket
}

const view = (current_mA: number) => ({
  ...({ state: 'running', since_at_ms: NOW_MS - 120_000, power_W: null, relay: true } as const),
  current_mA,
})
const sample = (current_mA: number) => {
  const row = server.ports.machines[0]
  Object.assign(row ?? {}, { view: view(current_mA), heard_at_ms: server.ports.clock.at_ms })
  live.announce({
    effects: [],
    machines: [{ machine: 'juki-1', view: view(current_mA), session: row?.session ?? null }],
  })
}

describe('who may come', () => {
  it('refuses a stranger and a token nobody gave', async () => {
    expect(await refusal(connect({}))).toBe('unauthorized')
    expect(await refusal(connect({ token: 'navette_made-up' }))).toBe('unauthorized')
  })

  it('refuses a page of another origin, whatever its cookie', async () => {
    const cookie = await server.cookieOf('manager')
    expect(await refusal(connect({ cookie, origin: 'https://evil.example' }))).toBe('websocket error')
    expect((await watchAs('manager')).socket.connected).toBe(true)
  })

  it('lets a token in, and out again within a recheck of its being revoked', async () => {
    const { token, row } = server.auth.createToken({
      ...{ name: 'wall', role: 'kiosk', member: null, created_by: 'x', expires_at_ms: null },
    })
    const screen = await watch({ token })
    expect(server.auth.revokeToken(row.id, null)).toBe(true)
    await poll('the screen to go dark', () => screen.socket.disconnected)
  })
})

describe('the floor plan', () => {
  /** A directory hands out new maps and never changes an old one. */
  const change = (id: string, to: { place?: { x: number; y: number } | null; name?: string }): void => {
    const { directory } = server.ports
    const machine = directory.machines.get(id)
    if (machine === undefined) throw new Error(`no machine ${id}`)
    directory.machines = new Map(directory.machines).set(id, { ...machine, ...to })
  }

  it('comes before the snapshot, and again to every screen when a machine was placed', async () => {
    const [kiosk, staff] = [await watchAs('kiosk'), await watchAs('animateur')]
    expect(kiosk.plans).toEqual([{ room: null, places: {}, picture: null }])
    change('juki-1', { place: { x: 12.5, y: 40 } })
    const placed = { room: null, places: { 'juki-1': { x: 12.5, y: 40 } }, picture: null }
    await poll('the plan', () => kiosk.plans.length === 2 && staff.plans.length === 2)
    expect([kiosk.plans[1], staff.plans[1]]).toEqual([placed, placed])
    expect(kiosk.snapshots).toBe(1)
    change('juki-1', { place: null })
    await poll('the plan without it', () => kiosk.plans.length === 3)
  })

  it('a machine with another name is told by a whole snapshot', async () => {
    const screen = await watchAs('member')
    const { name } = screen.snapshot.machines[0] ?? { name: '' }
    change('juki-1', { name: 'Juki neuve' })
    await poll('the name', () => screen.snapshot.machines[0]?.name === 'Juki neuve')
    change('juki-1', { name })
    // or the snapshot that says so is one of the tests after this
    await poll('the name again', () => screen.snapshot.machines[0]?.name === name)
  })
})

describe('the snapshot', () => {
  it.each(['manager', 'animateur'] as const)('names people for %s', async role => {
    const { snapshot } = await watchAs(role)
    expect(snapshot.machines.find(({ id }) => id === 'juki-1')).toMatchObject({
      ...{ state: 'running', current_mA: 1_030, power_W: 231.5, today_running_ms: 120_000 },
      session: { id: OPEN_SESSION, member: 'awa', member_name: 'Awa Diallo', order: 'commande-7' },
      faults: [{ id: 1, code: 'thread' }],
    })
    expect(snapshot.alerts).toHaveLength(1)
  })

  it.each(['treasurer', 'kiosk'] as const)('shows %s machines and no person', async role => {
    const { snapshot } = await watchAs(role)
    expect(snapshot.machines.map(({ id }) => id)).toEqual(['juki-1', 'presse'])
    expect(snapshot.machines[0]?.session).toMatchObject({ id: OPEN_SESSION, order: null })
    expect(JSON.stringify(snapshot)).not.toMatch(/awa|bilal|commande-7/i)
    expect(snapshot.alerts).toEqual([])
  })

  it('shows a member themselves', async () => {
    const { snapshot } = await watchAs('member')
    expect(snapshot.machines[0]?.session).toMatchObject({ member: 'awa', member_name: 'Awa Diallo' })
  })
})

describe('changes', () => {
  it('tells the last of many values, and few of them', async () => {
    const screen = await watchAs('kiosk')
    for (let current_mA = 1; current_mA <= 500; current_mA++) sample(current_mA)
    await poll('the last value', () => screen.machines.some(machine => machine.current_mA === 500))
    // one burst in one tick is one flush; the watchdog may add one more
    expect(screen.machines.filter(machine => machine.id === 'juki-1').length).toBeLessThanOrEqual(2)
    expect(JSON.stringify(screen.machines)).not.toMatch(/awa/i)
  })

  it('tells staff all sessions, the board unnamed ones, a member their own', async () => {
    const [manager, kiosk, member] = [await watchAs('manager'), await watchAs('kiosk'), await watchAs('member')]
    const own = aSession({ id: OPEN_SESSION })
    const others = aSession({ id: CLOSED_SESSION, member: 'bilal' })
    const effects = [others, own].map(session => ({ effect: { kind: 'session-started' as const, session } }))
    live.announce({ effects, machines: [] })
    await poll(
      'both sessions',
      () => manager.sessions.length === 2 && kiosk.sessions.length === 2 && member.sessions.length > 0,
    )
    expect(manager.sessions.map(({ member_name }) => member_name)).toEqual(['Bilal Haddad', 'Awa Diallo'])
    expect(kiosk.sessions.map(({ member }) => member)).toEqual([undefined, undefined])
    // both came in one order: had the other's been sent, it would be here before
    expect(member.sessions.map(({ id, member }) => [id, member])).toEqual([[OPEN_SESSION, 'awa']])
  })

  it('tells a fault with its number, its end, and what a person did about it', async () => {
    const screen = await watchAs('member')
    const staff = await watchAs('animateur')
    const row = aFault({ id: 2, code: 'needle' })
    server.ports.faults.unshift(row)
    const said = {
      kind: 'fault',
      machine: 'juki-1',
      code: 'needle',
      detail: null,
      at_ms: NOW_MS,
      session: null,
    } as const
    live.announce({ effects: [{ effect: { ...said, active: true } }], machines: [] })
    await poll('the fault', () => screen.faults.some(({ id, to }) => id === 2 && to === null))

    Object.assign(row, { acknowledged_at_ms: NOW_MS, acknowledged_by: 'bilal' })
    live.changed('juki-1')
    await poll('who saw it', () => staff.faults.some(fault => fault.acknowledged_by === 'Bilal Haddad'))
    await poll('that it was seen', () => screen.faults.some(fault => fault.acknowledged !== null))
    expect(screen.faults.every(fault => fault.acknowledged_by === null)).toBe(true)

    Object.assign(row, { to_at_ms: NOW_MS + 1 })
    live.announce({ effects: [{ effect: { ...said, active: false } }], machines: [] })
    await poll('its end', () => screen.faults.some(({ id, to }) => id === 2 && to !== null))
  })

  it('tells alerts to the floor and to nobody else', async () => {
    const [staff, kiosk] = [await watchAs('animateur'), await watchAs('kiosk')]
    server.ports.alerts.push({ id: 2, at_ms: NOW_MS, code: 'power-loss', machine: 'juki-1', detail: '' })
    const effect = { kind: 'alert', code: 'power-loss', machine: 'juki-1', at_ms: NOW_MS, detail: '' } as const
    live.announce({ effects: [{ effect }], machines: [] })
    await poll('the alert', () => staff.alerts.length === 1)
    sample(777)
    await poll('a later value', () => kiosk.machines.some(machine => machine.current_mA === 777))
    expect(kiosk.alerts).toEqual([])
  })

  it('takes the question back once the card is somebody’s', async () => {
    const staff = await watchAs('animateur')
    const card = { id: 3, at_ms: NOW_MS, code: 'unknown-badge', machine: 'juki-1', detail: '' }
    server.ports.alerts.unshift(card)
    const effect = { kind: 'alert', code: 'unknown-badge', machine: 'juki-1', at_ms: NOW_MS, detail: '' } as const
    live.announce({ effects: [{ effect }], machines: [] })
    await poll('the alert', () => staff.alerts.some(({ code }) => code === 'unknown-badge'))
    expect(staff.alerts.at(-1)).not.toHaveProperty('known')
    Object.assign(card, { known: true })
    server.ports.directory.badges = new Map(server.ports.directory.badges)
    await poll('that it is known', () => staff.alerts.some(({ id, known }) => id === 3 && known === true))
    expect((await watchAs('manager')).snapshot.alerts.find(({ id }) => id === 3)).toMatchObject({ known: true })
  })

  it('shows silence after 3 × sample_ms, at least 5 s, without a message (contract §3)', async () => {
    sample(900)
    const screen = await watchAs('kiosk')
    expect(screen.snapshot.machines[0]?.state).toBe('running')
    server.ports.clock.at_ms = NOW_MS + 5_000
    await poll('silence', () => screen.machines.some(({ id, state }) => id === 'juki-1' && state === 'silent'))
    sample(901)
    await poll('its voice', () => screen.machines.at(-1)?.current_mA === 901)
    expect(screen.machines.at(-1)?.state).toBe('running')
  })

  it('counts a machine that went silent no further than it is known, on the screen and over HTTP', async () => {
    // it ran for two minutes and five seconds, the last five of which nobody heard of it
    const known_ms = 125_000
    sample(902)
    server.ports.clock.at_ms = NOW_MS + 600_000
    const screen = await watchAs('manager')
    expect(screen.snapshot.machines[0]).toMatchObject({ state: 'silent', today_running_ms: known_ms })
    const headers = { cookie: await server.cookieOf('manager') }
    const get = async (path: string) => (await fetch(`${server.url}/api/v1/machines/juki-1${path}`, { headers })).json()
    expect(await get('')).toMatchObject({ state: 'silent', today_running_ms: known_ms })
    const timeline = (await get('/timeline')) as { to: string; intervals: object[] }
    expect(timeline.intervals.slice(-2)).toMatchObject([
      { state: 'running', to: new Date(NOW_MS + 5_000).toISOString() },
      { state: 'silent', from: new Date(NOW_MS + 5_000).toISOString(), to: timeline.to, session: null },
    ])
  })

  it('takes a lockout for no sign of life of the station', async () => {
    sample(903)
    server.ports.clock.at_ms = NOW_MS + 60_000
    const screen = await watchAs('manager')
    expect(screen.snapshot.machines[0]?.state).toBe('silent')
    const lock = { machine: 'juki-1', by: 'bilal', why: 'courroie', since_at_ms: NOW_MS + 60_000 }
    server.ports.directory.locks.set('juki-1', lock)
    const row = server.ports.machines[0]
    if (row === undefined) throw new Error('no machine')
    live.announce({ effects: [], machines: [{ machine: 'juki-1', view: row.view, session: null }] })
    await poll('the lock', () => screen.machines.some(machine => machine.lock?.why === 'courroie'))
    expect(screen.machines.find(machine => machine.lock)).toMatchObject({ state: 'silent', current_mA: null })
    server.ports.directory.locks.delete('juki-1')
  })

  it('tells a screen that asked for it all that changed in one packet, and still each its own view', async () => {
    const cookie = await server.cookieOf('animateur')
    const staff = connect({ cookie, machines: true })
    const joined = new Promise(resolve => staff.once('snapshot', resolve))
    const kiosk = await watchAs('kiosk')
    const lists: LiveMachine[][] = []
    const single: LiveMachine[] = []
    staff.on('machines', list => lists.push(list))
    staff.on('machine', one => single.push(one))
    await joined
    sample(911)
    await poll('the list', () => lists.flat().some(one => one.current_mA === 911))
    await poll('the single one', () => kiosk.machines.some(one => one.current_mA === 911))
    expect(lists.flat().at(-1)?.session?.member_name).toBe('Awa Diallo')
    expect(kiosk.machines.at(-1)?.session).toMatchObject({ id: OPEN_SESSION })
    expect(kiosk.machines.at(-1)?.session?.member).toBeUndefined()
    expect(single).toEqual([])
  })

  it('cuts off a screen that stopped reading, and lets no other wait for it', async () => {
    const [stalled, other] = [await watchAs('manager'), await watchAs('manager')]
    const wire = wireOf(stalled.socket)
    wire.pause()
    // more than kernel and socket buffers hold, so that packets wait in the server
    const effects = Array.from({ length: 1_000 }, () => ({
      effect: { kind: 'session-started' as const, session: aSession({ id: OPEN_SESSION, order: 'x'.repeat(500) }) },
    }))
    let most_bytes = 0
    for (let told = 1; told <= 30; told++) {
      live.announce({ effects, machines: [{ machine: 'juki-1', view: view(1), session: null }] })
      most_bytes = Math.max(most_bytes, live.load().waiting_bytes_max)
      await poll('the others to hear it all', () => other.sessions.length === told * 1_000)
    }
    // at the worst instant: right after a thousand sessions were told at once
    expect(most_bytes).toBeLessThan(2 ** 20)
    wire.resume()
    await poll('the stalled screen to find itself cut off', () => stalled.socket.disconnected)
    expect(other.socket.connected).toBe(true)
    expect(stalled.sessions.length).toBeLessThan(other.sessions.length)
    expect((await watchAs('manager')).snapshot.machines.length).toBe(2)
  })

  it('begins everybody’s "today" anew at midnight', async () => {
    const screen = await watchAs('kiosk')
    expect(screen.snapshot.machines.find(({ id }) => id === 'presse')?.today_running_ms).toBeDefined()
    const tomorrow = NOW_MS + 86_400_000
    server.ports.clock.at_ms = tomorrow
    await poll('each machine, told again', () => new Set(screen.machines.map(({ id }) => id)).size === 2)
  })

  it('leaves the HTTP server serving beside it', async () => {
    const status = await new Promise(resolve =>
      request(`${server.url}/healthz`, answer => resolve(answer.statusCode)).end(),
    )
    expect(status).toBe(200)
  })
})
