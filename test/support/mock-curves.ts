/** Power curves, timelines and evidence for the mock workshop: drawn from its sessions, the same for the same minute. */
import { createHash } from 'node:crypto'
import type { Evidence, PowerCurve, SessionSummary, Timeline } from '#server/contract/api.ts'
import { type Cast, seeded } from './mock-workshop.ts'

const iso = (at_ms: number): string => new Date(at_ms).toISOString()
const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
const endOf = (session: SessionSummary): number => Date.parse(session.start) + session.session_ms

/** Watts at a moment: bursts of sewing, or a thermostat's pulses, inside sessions; standby outside. */
export function wattsAt(cast: Cast, at_ms: number, session: SessionSummary | undefined): number {
  if (session === undefined) return at_ms % 86_400_000 < 6 * 3_600_000 ? 0 : 4
  const slot = Math.floor(at_ms / (cast.bursts ? 20_000 : 90_000))
  const works = seeded(slot + cast.watts)() < session.running_ms / session.session_ms + 0.08
  return works ? Math.round(cast.watts * (0.82 + 0.3 * seeded(Math.floor(at_ms / 1000))())) : 11
}

export function curve(cast: Cast, sessions: SessionSummary[], from_ms: number, to_ms: number): PowerCurve {
  const bucket_ms = to_ms - from_ms > 2 * 3_600_000 ? 60_000 : 5_000
  const own = sessions.filter(session => session.machine === cast.id)
  const points: PowerCurve['points'] = []
  for (let at_ms = from_ms; at_ms < to_ms; at_ms += bucket_ms) {
    const session = own.find(s => Date.parse(s.start) <= at_ms && at_ms < endOf(s))
    const power_W = wattsAt(cast, at_ms, session)
    const current_mA = Math.round((power_W / 230) * 1000)
    points.push({
      at: iso(at_ms),
      current_mA,
      current_mA_max: Math.round(current_mA * 1.2),
      power_W: cast.metered ? power_W : null,
    })
  }
  return { machine: cast.id, from: iso(from_ms), to: iso(to_ms), bucket_ms, points }
}

export function timeline(cast: Cast, sessions: SessionSummary[], from_ms: number, to_ms: number): Timeline {
  const intervals: Timeline['intervals'] = []
  const push = (from: number, to: number, state: Timeline['intervals'][number]['state'], session: string | null) => {
    if (to > from) intervals.push({ from: iso(from), to: iso(to), state, session })
  }
  let at_ms = from_ms
  const own = sessions
    .filter(s => s.machine === cast.id && endOf(s) > from_ms && Date.parse(s.start) < to_ms)
    .sort((a, b) => a.start.localeCompare(b.start))
  for (const session of own) {
    const start_ms = Math.max(from_ms, Date.parse(session.start))
    push(at_ms, start_ms, 'off', null)
    const end_ms = Math.min(to_ms, endOf(session))
    const random = seeded(start_ms % 2 ** 31)
    let running = true
    for (let t = start_ms; t < end_ms; running = !running) {
      const next_ms = Math.min(end_ms, t + (running ? 3 + random() * 22 : 1 + random() * 9) * 60_000)
      push(t, next_ms, running ? 'running' : 'idle', session.id)
      t = next_ms
    }
    if (session.incomplete) push(end_ms - 120_000, end_ms, 'silent', session.id)
    at_ms = end_ms
  }
  push(at_ms, to_ms, 'off', null)
  return { machine: cast.id, from: iso(from_ms), to: iso(to_ms), intervals: cutOverlaps(intervals) }
}

/** A silent tail overlaps the interval it interrupts: the earlier one is cut. */
const cutOverlaps = (intervals: Timeline['intervals']): Timeline['intervals'] =>
  intervals
    .map((interval, i) => {
      const next = intervals[i + 1]
      return next !== undefined && next.from < interval.to ? { ...interval, to: next.from } : interval
    })
    .filter(interval => interval.from < interval.to)

const FRAMES = ['hello', 'badge', 'relay', 'sample', 'sample', 'sample', 'sample', 'sample', 'badge', 'relay'] as const

export function evidence(session: SessionSummary): Evidence {
  const start_ms = Date.parse(session.start)
  let chain = sha(session.id)
  const entries = FRAMES.map((type, seq) => {
    const at_ms = start_ms + Math.floor((session.session_ms * seq) / FRAMES.length)
    const running_ms = Math.floor((session.running_ms * seq) / FRAMES.length)
    const own =
      type === 'sample'
        ? { current_mA: 840 + seq * 13, relay: true, running_ms }
        : type === 'badge'
          ? { badge: sha('badge') }
          : type === 'relay'
            ? { on: seq < 5, cause: seq < 5 ? 'verdict' : 'badge-out' }
            : { fw: '1.4.0', model: 'navette-n1', reader: true, meter: 'current', relay: true, list_version: 3 }
    const payload = { boot: 41, seq, up_ms: 61_000 + at_ms - start_ms, at_ms, ...own }
    const payload_hash = sha(JSON.stringify(payload))
    chain = sha(chain + payload_hash)
    return {
      n: 18_200 + seq,
      received: iso(at_ms + 240),
      kind: 'uplink',
      type,
      boot: 41,
      seq,
      disposition: 'folded',
      payload,
      salt: '00'.repeat(16),
      payload_hash,
      chain,
    }
  })
  return { session, grade: session.grade, journal_head: { n: 20_411, chain }, entries, next: null }
}
