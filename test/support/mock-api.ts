/**
 * An API that behaves like Navette's without being it: contract §4 over a seeded workshop, so that the dashboard can be
 * looked at and checked with axe without broker, stations or database. Nothing outside the tests imports it.
 */

import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { Server } from 'socket.io'
import type { AlertView, FaultView, MachineView, Me, Role, SessionSummary } from '#server/contract/api.ts'
import type { LiveMachine, ServerToClient } from '#server/contract/live.ts'
import { DECLARED, mockBooks, POOLS } from './mock-books.ts'
import { curve, evidence, timeline, wattsAt } from './mock-curves.ts'
import { MACHINES, MEMBERS, preview, TIMEZONE, type World, workshop } from './mock-workshop.ts'

export type MockOptions = {
  seed?: number
  port?: number
  dist?: string
  start_ms?: number
  empty?: boolean
  ping_ms?: number
}
export type MockApi = {
  url: string
  world: World
  alerts: AlertView[]
  /** A machine changes, for those who look now and for those who come later: a snapshot agrees with what was told. */
  changeMachine: (id: string, change: Partial<MachineView>) => void
  /** several in one packet, as the feed gathers them */
  changeMachines: (changes: readonly (Partial<MachineView> & { id: string })[]) => void
  /** what the workshop's clock shows */
  now_ms: () => number
  /** so much time goes by at once, for the workshop alone */
  passTime: (ms: number) => void
  /** closes every live socket and refuses new ones until `restore` */
  cutLive: () => void
  restoreLive: () => void
  /** the next requests to a path that contains `part` answer 500 */
  breakPath: (part: string | null) => void
  close: () => Promise<void>
}

/** Password of every mock account; the role is the part before the @. */
export const MOCK_PASSWORD = 'toile-et-fil'
const ROLES: readonly Role[] = ['manager', 'animateur', 'treasurer', 'member', 'kiosk']
const NAMES: Record<Role, string> = {
  manager: 'Léa Fontaine',
  animateur: 'Malik Haddad',
  treasurer: 'Hélène Costa',
  member: 'Awa Diallo',
  kiosk: 'Écran de l’atelier',
  organisation: 'Atelier Sud',
}
const MIME: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
}

class Refused extends Error {
  readonly status: number
  readonly title: string
  constructor(status: number, title: string) {
    super(title)
    this.status = status
    this.title = title
  }
}

export const meOf = (role: Role): Me => ({
  id: role,
  name: NAMES[role],
  email: `${role}@gouttes-d-or.test`,
  role,
  member: role === 'member' ? 'awa' : null,
  organisation: role === 'organisation' ? 'atelier-sud' : null,
  language: 'fr',
  atelier: { site: 'gouttes-d-or', name: 'Atelier des Gouttes d’Or', timezone: TIMEZONE },
})

const nobodyTeaches = (machine: string) => ({
  ...{ machine, qualification: 'piqueuse', mine: null, teaches: false, teachers: [], trainings: [] },
})

export async function mockApi(options: MockOptions = {}): Promise<MockApi> {
  let shift_ms = (options.start_ms ?? Date.now()) - Date.now()
  const now_ms = (): number => Date.now() + shift_ms
  const world = workshop(now_ms(), options.seed ?? 7)
  if (options.empty) {
    world.machines.length = 0
    world.sessions.length = 0
    world.faults.length = 0
  }
  const alerts: AlertView[] = options.empty
    ? []
    : [{ id: 1, at: iso(now_ms() - 90_000), code: 'unknown-badge', machine: 'juki-2', detail: 'a1f3…' }]
  let broken: string | null = null
  let live = true

  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const { status, title } = error instanceof Refused ? error : { status: 500, title: String(error) }
      send(response, status, { type: 'about:blank', title, status }, 'application/problem+json')
    })
  })
  const io = new Server<Record<string, never>, ServerToClient>(http, {
    serveClient: false,
    pingInterval: options.ping_ms ?? 25_000,
  })
  const floor = io.of('/live')
  floor.use((socket, next) => {
    if (!live) return next(new Error('cut'))
    next(roleOf(socket.request) === null ? new Error('unauthorized') : undefined)
  })
  floor.on('connection', socket => {
    const role = roleOf(socket.request) ?? 'kiosk'
    socket.data.role = role
    socket.emit('plan', { room: null, places: {}, picture: null })
    socket.emit('snapshot', {
      at: iso(now_ms()),
      machines: world.machines.map(m => seenBy(role, m)),
      alerts,
      names_on_wall: false,
      former: {},
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('date', new Date(now_ms()).toUTCString())
    const url = new URL(request.url ?? '/', 'http://mock')
    if (!url.pathname.startsWith('/api/')) return serveFile(url.pathname, response, options.dist)
    if (broken !== null && url.pathname.includes(broken)) throw new Refused(500, 'Broken on purpose')
    const path = url.pathname.replace('/api/v1/', '')
    const body = request.method === 'POST' ? await bodyOf(request) : {}
    if (path === 'setup') return send(response, 200, { needed: false, examples: [] })
    if (path === 'login') return login(body, response)
    const role = roleOf(request)
    if (role === null) throw new Refused(401, 'Not signed in')
    if (path === 'logout') {
      response.setHeader('set-cookie', 'mock=; Path=/; Max-Age=0')
      return send(response, 204, null)
    }
    send(response, 200, route(path, url.searchParams, body, role))
  }

  function route(path: string, query: URLSearchParams, body: Record<string, unknown>, role: Role): unknown {
    const [head, id, action] = path.split('/')
    const from_ms = Date.parse(query.get('from') ?? '2000-01-01')
    const to_ms = Date.parse(query.get('to') ?? '2100-01-01')
    const inSpan = (s: SessionSummary) => Date.parse(s.start) >= from_ms && Date.parse(s.start) < to_ms
    if (head === 'me' && id === 'month') return myMonth(query.get('period'))
    if (head === 'me' && id === 'declared') return page(DECLARED, query)
    if (path.startsWith('me/sessions/')) return { n: 9, period: '2026-11' }
    if (head === 'me') return id === 'sessions' ? page(ofMember('awa').filter(inSpan), query) : meOf(role)
    if (head === 'alerts') return page(alerts, query)
    if (head === 'members') return page(MEMBERS.map(memberView), query)
    if (head === 'faults') return id === undefined ? page(world.faults, query) : settleFault(Number(id), action, body)
    if (head === 'care' || head === 'team') return { items: [] }
    if (head === 'works')
      return id === 'pools' ? { items: POOLS.map(pool => ({ id: pool.id, name: pool.name })) } : page([], query)
    if (head === 'pools') return page(POOLS, query)
    if (head === 'periods') return mockBooks(world, now_ms()).route(path, query)
    if (head === 'sessions') {
      if (action === 'evidence') return evidence(find(world.sessions, id))
      const machine = query.get('machine')
      const inside = world.sessions.filter(inSpan)
      return page(machine === null ? inside : inside.filter(s => s.machine === machine), query)
    }
    if (head !== 'machines') throw new Refused(404, 'No such path')
    if (id === undefined)
      return page(
        world.machines.map(m => seenBy(role, m)),
        query,
      )
    const machine = find(world.machines, id)
    const cast = MACHINES.find(c => c.id === machine.id)
    if (cast === undefined) throw new Refused(404, 'No such machine')
    if (action === 'power') return curve(cast, world.sessions, from_ms, Math.min(to_ms, now_ms()))
    if (action === 'history') return { works: [], faults: 0 }
    if (action === 'teachers') return nobodyTeaches(machine.id)
    if (action === 'timeline') return timeline(cast, world.sessions, from_ms, Math.min(to_ms, now_ms()))
    if (action === 'lockout') machine.lock = { by: NAMES[role], why: String(body.why), since: iso(now_ms()) }
    if (action === 'release') machine.lock = null
    if (action !== undefined) tellAll([machine])
    return seenBy(role, machine)
  }

  function settleFault(id: number, action: string | undefined, body: Record<string, unknown>): FaultView {
    const fault = world.faults.find(f => f.id === id)
    if (fault === undefined) throw new Refused(404, 'No such fault')
    if (action === 'acknowledge') Object.assign(fault, { acknowledged: iso(now_ms()), acknowledged_by: NAMES.manager })
    else Object.assign(fault, { resolved: iso(now_ms()), to: iso(now_ms()), resolution: String(body.resolution) })
    floor.emit('fault', fault)
    return fault
  }

  const ofMember = (member: string) => world.sessions.filter(session => session.member === member)
  function myMonth(asked: string | null) {
    const period = asked ?? iso(now_ms()).slice(0, 7)
    return { period, statement: preview(period, world.sessions).members.find(m => m.id === 'awa') ?? null }
  }

  const tellAll = (machines: readonly MachineView[]): void => {
    for (const socket of floor.sockets.values())
      socket.emit(
        'machines',
        machines.map(machine => liveOf(seenBy(socket.data.role, machine))),
      )
  }

  const beat = setInterval(() => {
    const told: MachineView[] = []
    for (const machine of world.machines) {
      const cast = MACHINES.find(c => c.id === machine.id)
      if (cast === undefined || machine.state === 'silent' || machine.state === 'off') continue
      const watts = machine.state === 'running' ? wattsAt(cast, now_ms(), machine.session ?? undefined) : 9
      machine.current_mA = Math.round((watts / 230) * 1000)
      machine.power_W = cast.metered ? watts : null
      machine.heard = iso(now_ms())
      if (machine.state === 'running') machine.today_running_ms += 1000
      told.push(machine)
    }
    tellAll(told)
  }, 1000)

  await new Promise<void>(resolve => http.listen(options.port ?? 0, '127.0.0.1', resolve))
  const address = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    world,
    alerts,
    changeMachine: (id, change) => {
      tellAll([Object.assign(find(world.machines, id), change)])
    },
    changeMachines: changes => {
      tellAll(changes.map(change => Object.assign(find(world.machines, change.id), change)))
    },
    now_ms,
    passTime: ms => {
      shift_ms += ms
    },
    cutLive: () => {
      live = false
      io.disconnectSockets(true)
      floor.disconnectSockets(true)
    },
    restoreLive: () => {
      live = true
    },
    breakPath: part => {
      broken = part
    },
    close: async () => {
      clearInterval(beat)
      await io.close()
    },
  }
}

const iso = (at_ms: number): string => new Date(at_ms).toISOString()

const liveOf = (machine: MachineView): LiveMachine => ({
  id: machine.id,
  state: machine.state,
  since: machine.since,
  current_mA: machine.current_mA,
  power_W: machine.power_W,
  today_running_ms: machine.today_running_ms,
  session: machine.session,
  lock: machine.lock,
  heard: machine.heard,
})

/** Names are for those who run the floor: a member or the wall screen sees machines only. */
function seenBy(role: Role, machine: MachineView): MachineView {
  if (role === 'manager' || role === 'animateur' || machine.session === null) return machine
  const { member: _member, member_name: _name, ...session } = machine.session
  return { ...machine, session }
}

const memberView = (member: { id: string; name: string }) => ({
  ...member,
  category: 'cooperateur',
  organisation: null,
  joined: '2025-09-01',
  charter_signed: '2025-09-01',
  suspended: false,
  qualifications: ['lockstitch'],
})

function page<T>(items: readonly T[], query: URLSearchParams): { items: T[]; next: string | null } {
  const start = Number(query.get('cursor') ?? 0)
  const end = start + Number(query.get('limit') ?? 100)
  return { items: items.slice(start, end), next: end < items.length ? String(end) : null }
}

function find<T extends { id: string }>(list: T[], id: string | undefined): T {
  const found = list.find(item => item.id === id)
  if (found === undefined) throw new Refused(404, 'Not found')
  return found
}

function roleOf(request: IncomingMessage): Role | null {
  const name = /(?:^|; )mock=([a-z]+)/.exec(request.headers.cookie ?? '')?.[1]
  return ROLES.find(role => role === name) ?? null
}

function login(body: Record<string, unknown>, response: ServerResponse): void {
  const role = ROLES.find(name => name === String(body.email).split('@')[0])
  if (role === undefined || body.password !== MOCK_PASSWORD) throw new Refused(401, 'Wrong e-mail or password')
  response.setHeader('set-cookie', `mock=${role}; Path=/; HttpOnly; SameSite=Lax`)
  send(response, 200, meOf(role))
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  const value: unknown = text === '' ? {} : JSON.parse(text)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function send(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type }).end(status === 204 ? undefined : JSON.stringify(body))
}

async function serveFile(path: string, response: ServerResponse, dist: string | undefined): Promise<void> {
  if (dist === undefined) throw new Refused(404, 'No such path')
  const wanted = extname(path) === '' ? 'index.html' : normalize(path).replace(/^(\.\.[/\\])+/, '')
  const bytes = await readFile(join(dist, wanted)).catch(() => null)
  if (bytes === null) throw new Refused(404, 'No such file')
  response.writeHead(200, { 'content-type': MIME[extname(wanted)] ?? 'application/octet-stream' }).end(bytes)
}
