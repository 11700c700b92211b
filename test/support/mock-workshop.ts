/**
 * A believable sewing workshop for the dashboard to look at: who, which machines, what they did this month. Seeded, so
 * that a screenshot can be taken again. It stands in for the server only where no server is wanted: screenshots, axe.
 */
import type { FaultView, MachineView, PeriodPreview, SessionSummary } from '#server/contract/api.ts'

export const TIMEZONE = 'Europe/Paris'
const HOUR_MS = 3_600_000

/** mulberry32: small, seeded, good enough for a stage set. */
export function seeded(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export const MEMBERS = [
  { id: 'awa', name: 'Awa Diallo' },
  { id: 'noor', name: 'Noor Benali' },
  { id: 'camille', name: 'Camille Roux' },
  { id: 'ines', name: 'Inès Marchetti' },
  { id: 'thanh', name: 'Thanh Nguyên' },
  { id: 'souleymane', name: 'Souleymane Traoré' },
] as const

/** `watts`: what the machine draws when it works; `bursts`: sews in bursts rather than at one level. */
export type Cast = { id: string; name: string; kind: string; watts: number; bursts: boolean; metered: boolean }
export const MACHINES: readonly Cast[] = [
  { id: 'juki-1', name: 'Juki DDL-9000C', kind: 'lockstitch', watts: 240, bursts: true, metered: true },
  { id: 'juki-2', name: 'Juki DDL-8700', kind: 'lockstitch', watts: 390, bursts: true, metered: true },
  { id: 'surjeteuse', name: 'Surjeteuse Siruba', kind: 'overlock', watts: 310, bursts: true, metered: true },
  { id: 'brodeuse', name: 'Brodeuse Tajima', kind: 'embroidery', watts: 480, bursts: false, metered: true },
  { id: 'presse', name: 'Presse à chaud', kind: 'heat-press', watts: 1_850, bursts: false, metered: true },
  { id: 'dtg', name: 'Imprimante DTG', kind: 'dtg', watts: 260, bursts: false, metered: true },
  { id: 'scie', name: 'Scie à ruban', kind: 'band-knife', watts: 620, bursts: true, metered: false },
  { id: 'coupe', name: 'Table de coupe', kind: 'cutter', watts: 2_600, bursts: false, metered: true },
]

export type World = {
  machines: MachineView[]
  sessions: SessionSummary[]
  faults: FaultView[]
}

const iso = (at_ms: number): string => new Date(at_ms).toISOString()

/** A UUIDv8-shaped id, the same for the same machine and minute. */
function sessionId(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16))
  hex[12] = '8'
  hex[16] = 'a'
  const text = hex.join('')
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
}

type Plan = { machine: Cast; member: (typeof MEMBERS)[number]; start_ms: number; session_ms: number; open: boolean }

function sessionOf(plan: Plan, random: () => number): SessionSummary {
  const { machine, member, start_ms, session_ms, open } = plan
  const running_ms = Math.floor(session_ms * (0.45 + 0.25 * random()))
  const incomplete = random() < 0.06
  const silent_ms = incomplete ? Math.min(session_ms - running_ms, 47_000) : 0
  return {
    id: sessionId(random),
    machine: machine.id,
    member: member.id,
    member_name: member.name,
    order: random() < 0.2 ? 'CDE-2026-118' : null,
    start: iso(start_ms),
    end: open ? null : iso(start_ms + session_ms),
    end_reason: open ? null : random() < 0.75 ? 'badge-out' : random() < 0.5 ? 'idle' : 'takeover',
    session_ms,
    running_ms,
    worked_ms: Math.floor(running_ms + (session_ms - running_ms - silent_ms) * 0.4),
    idle_ms: session_ms - running_ms - silent_ms,
    silent_ms,
    fault_ms: 0,
    energy_Wh: Math.round((running_ms / HOUR_MS) * machine.watts),
    profile: 'servo@1',
    grade: machine.id === 'presse' ? 'estimated' : machine.id === 'scie' ? 'elapsed' : 'measured',
    buffered: random() < 0.05,
    incomplete,
    no_current: false,
  }
}

/** Sessions of the last `days` working days, never overlapping on one machine and all ended before `now_ms`. */
export function pastSessions(now_ms: number, days: number, random: () => number): SessionSummary[] {
  const sessions: SessionSummary[] = []
  for (let day = days; day >= 0; day--) {
    const midnight_ms = Math.floor(now_ms / (24 * HOUR_MS)) * 24 * HOUR_MS - day * 24 * HOUR_MS
    if (new Date(midnight_ms).getUTCDay() === 0) continue
    for (const machine of MACHINES) {
      let start_ms = midnight_ms + 7.5 * HOUR_MS + random() * 2 * HOUR_MS
      while (start_ms < midnight_ms + 17 * HOUR_MS) {
        const session_ms = Math.floor((0.4 + 2.2 * random()) * HOUR_MS)
        const member = MEMBERS[Math.floor(random() * MEMBERS.length)] ?? MEMBERS[0]
        if (start_ms + session_ms > now_ms - HOUR_MS * 2) break
        sessions.push(sessionOf({ machine, member, start_ms: Math.floor(start_ms), session_ms, open: false }, random))
        start_ms += session_ms + random() * 4 * HOUR_MS
      }
    }
  }
  return sessions.sort((a, b) => b.start.localeCompare(a.start))
}

type Present = { state: MachineView['state']; minutes: number; member: number | null; lock?: string; fault?: string }
const PRESENT: Record<string, Present> = {
  'juki-1': { state: 'running', minutes: 3, member: 0 },
  'juki-2': { state: 'idle', minutes: 7, member: 1 },
  surjeteuse: { state: 'running', minutes: 1, member: 2 },
  brodeuse: { state: 'fault', minutes: 12, member: 3, fault: 'thread' },
  presse: { state: 'running', minutes: 26, member: 4 },
  dtg: { state: 'idle', minutes: 95, member: null },
  scie: { state: 'off', minutes: 200, member: null, lock: 'Lame à changer, pièce commandée' },
  coupe: { state: 'silent', minutes: 4, member: null },
}

export function workshop(now_ms: number, seed: number): World {
  const random = seeded(seed)
  const sessions = pastSessions(now_ms, 34, random)
  const faults: FaultView[] = []
  const machines = MACHINES.map(cast => {
    const now = PRESENT[cast.id] ?? { state: 'off', minutes: 0, member: null }
    const since_ms = now_ms - now.minutes * 60_000
    const open = openSession(cast, now, now_ms, random)
    if (open !== null) sessions.unshift(open)
    if (now.fault !== undefined) faults.push(openFault(faults.length + 1, cast.id, now.fault, since_ms))
    const on = now.state === 'running' ? cast.watts : now.state === 'idle' ? 9 : 0
    const view: MachineView = {
      id: cast.id,
      name: cast.name,
      kind: cast.kind,
      qualification: cast.kind,
      sensor: 'current',
      profile: cast.bursts ? 'servo' : 'steady',
      state: now.state,
      since: iso(since_ms),
      current_mA: now.state === 'silent' ? null : Math.round((on / 230) * 1000),
      power_W: cast.metered && now.state !== 'silent' ? on : null,
      heard: iso(now.state === 'silent' ? since_ms : now_ms - 600),
      today_running_ms: todayRunning(sessions, cast.id, now_ms),
      session: open,
      faults: faults.filter(fault => fault.machine === cast.id),
      lock: now.lock === undefined ? null : { by: 'Léa Fontaine', why: now.lock, since: iso(since_ms) },
      place: null,
      offline: { start: true, hours: null },
    }
    return view
  })
  return { machines, sessions, faults }
}

function openSession(cast: Cast, now: Present, now_ms: number, random: () => number): SessionSummary | null {
  const member = now.member === null ? undefined : MEMBERS[now.member]
  if (member === undefined) return null
  const session_ms = (now.minutes + 18) * 60_000
  return sessionOf({ machine: cast, member, start_ms: now_ms - session_ms, session_ms, open: true }, random)
}

function openFault(id: number, machine: string, code: string, from_ms: number): FaultView {
  return {
    id,
    machine,
    code,
    detail: 'Aiguille 7',
    from: iso(from_ms),
    to: null,
    acknowledged: null,
    acknowledged_by: null,
    resolved: null,
    resolution: null,
  }
}

const todayRunning = (sessions: SessionSummary[], machine: string, now_ms: number): number => {
  const midnight_ms = Math.floor(now_ms / (24 * HOUR_MS)) * 24 * HOUR_MS
  return sessions
    .filter(session => session.machine === machine && Date.parse(session.start) >= midnight_ms)
    .reduce((sum, session) => sum + session.running_ms, 0)
}

const POOLS = [
  { id: 'loyer', name: 'Loyer et charges', amount_cents: 120_000, driver: 'running_ms' },
  { id: 'energie', name: 'Électricité', amount_cents: 23_417, driver: 'energy_Wh' },
  { id: 'assurance', name: 'Assurance', amount_cents: 9_000, driver: 'equal' },
] as const

/** Largest remainder over whole cents, ties by order: enough for a stage set that must add up. */
export function splitCents(total_cents: number, weights: number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  if (sum === 0) return weights.map(() => 0)
  const exact = weights.map(weight => (total_cents * weight) / sum)
  const cents = exact.map(Math.floor)
  let left = total_cents - cents.reduce((a, b) => a + b, 0)
  const order = exact.map((x, i) => ({ i, rest: x - Math.floor(x) })).sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of order) {
    if (left-- <= 0) break
    cents[i] = (cents[i] ?? 0) + 1
  }
  return cents
}

export function preview(period: string, all: SessionSummary[]): PeriodPreview {
  const sessions = all.filter(session => session.start.startsWith(period) && session.end !== null)
  const of = (member: string) => sessions.filter(session => session.member === member)
  const sum = (list: SessionSummary[], key: 'running_ms' | 'energy_Wh') => list.reduce((n, s) => n + s[key], 0)
  const shares = POOLS.map(pool => {
    const weights = MEMBERS.map(({ id }) => (pool.driver === 'equal' ? 1 : sum(of(id), pool.driver)))
    const unused = pool.id === 'loyer' ? weights.reduce((a, b) => a + b, 0) * 0.35 : 0
    return splitCents(pool.amount_cents, [...weights, weights.every(w => w === 0) ? 1 : unused])
  })
  const members = MEMBERS.map((member, i) => {
    const own = of(member.id)
    const lines = POOLS.map((pool, p) => ({
      label: pool.name,
      cents: shares[p]?.[i] ?? 0,
      sessions: pool.driver === 'equal' ? [] : own.map(session => session.id),
      pool: pool.id,
    }))
    return {
      id: member.id,
      name: member.name,
      total_cents: lines.reduce((n, line) => n + line.cents, 0),
      running_ms: sum(own, 'running_ms'),
      sessions: own.length,
      lines,
    }
  })
  const own_cents = shares.map(share => share[MEMBERS.length] ?? 0)
  return {
    period,
    pools: POOLS.map((pool, p) => ({
      id: pool.id,
      name: pool.name,
      driver: pool.driver,
      amount_cents: pool.amount_cents,
      shared_cents: pool.amount_cents,
      cooperative_cents: own_cents[p] ?? 0,
    })),
    cooperative_cents: own_cents.reduce((a, b) => a + b, 0),
    members,
  }
}
