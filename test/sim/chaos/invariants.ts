/** What must hold for every life, whatever went wrong in it. Each broken one is a sentence. */
import type { Effect, Session } from '#server/domain/metering/types.ts'
import type { Interval } from './fates.ts'
import type { Life } from './life.ts'
import { recompute } from './naive.ts'
import { FINE_MS, type SimStation } from './station.ts'

/** From RMS alone at windows of many seconds an estimate is no better than this; with the register only reading steps are lost. */
const ESTIMATE_SHARE = 0.12

const endedIn = (effects: readonly { effect: Effect }[]): Session[] =>
  effects.flatMap(({ effect }) => (effect.kind === 'session-ended' ? [effect.session] : []))

/** Every session once: those that ended, and those still open. */
export const sessionsOf = ({ server }: Pick<Life, 'server'>): Session[] => [
  ...endedIn(server.effects),
  ...server.openSessions(),
]

export const brokenIn = (life: Life): string[] => [
  ...life.problems,
  ...life.server.internal.map(error => `the core threw: ${String(error)}`),
  ...sums(life),
  ...overlaps(life),
  ...identities(life),
  ...acknowledgements(life),
  ...quarantine(life),
  ...life.stations.flatMap(station => [...billed(life, station), ...secondOpinion(life, station)]),
  ...life.stations.flatMap(station => powerLosses(life, station)),
]

function sums(life: Life): string[] {
  return sessionsOf(life).flatMap(session => {
    const { id, running_ms, idle_ms, silent_ms, fault_ms, worked_ms, session_ms, start_at_ms, end_at_ms } = session
    const parts = [running_ms, idle_ms, silent_ms, fault_ms]
    const right =
      parts.every(part => Number.isSafeInteger(part) && part >= 0) &&
      parts.reduce((a, b) => a + b) === session_ms &&
      (end_at_ms === null || end_at_ms - start_at_ms === session_ms) &&
      worked_ms >= running_ms &&
      worked_ms <= session_ms
    return right ? [] : [`${id}: ${parts.join(' + ')} is not ${session_ms} (worked ${worked_ms})`]
  })
}

/** In the station's own time; the calendar may be wrong by a day and is believed all the same. */
function overlaps(life: Life): string[] {
  const problems: string[] = []
  const until = new Map<string, number>()
  for (const session of sessionsOf(life)) {
    const { id, station, epoch, boot, seq, session_ms } = session
    const key = `${station}/${epoch}/${boot}`
    const start_up_ms = upOf(life, station, epoch, boot, seq)
    if (start_up_ms < (until.get(key) ?? 0)) problems.push(`${id} begins before the one before it has ended`)
    until.set(key, start_up_ms + session_ms)
  }
  return problems
}

function upOf(life: Life, station: string, epoch: number, boot: number, seq: number): number {
  const line = life.server.ledger.lineOf({ station, epoch, boot, seq })
  if (line === undefined) throw new Error(`${station}/${epoch}/${boot}/${seq} is not in the journal`)
  return (JSON.parse(line.payload) as { up_ms: number }).up_ms
}

/** No double charge: an identity is journalled once, and a session begins and ends once. */
function identities(life: Life): string[] {
  const problems: string[] = []
  const seen = new Set<string>()
  for (const session of sessionsOf(life)) {
    if (seen.has(session.id)) problems.push(`session ${session.id} was charged twice`)
    seen.add(session.id)
  }
  return problems
}

/** PUBACKed means journalled, or in quarantine; and in the end nothing is left behind. */
function acknowledgements({ server, acknowledged, stations, lines }: Life): string[] {
  const kept = new Set<string>()
  for (const row of [...server.ledger.journal, ...server.ledger.quarantine]) {
    kept.add(`${row.station}/${row.epoch}/${row.boot}/${row.seq}`)
  }
  const problems = [...acknowledged].filter(key => !kept.has(key)).map(key => `${key} was acknowledged and is nowhere`)
  const waiting = stations.some(station => station.outbox.length > 0) || lines.some(line => line.queue.length > 0)
  return waiting ? [...problems, 'something was never taken'] : problems
}

function quarantine({ server, mangled }: Life): string[] {
  return server.ledger.quarantine
    .filter(({ station, epoch, boot, seq }) => !mangled.has(`${station}/${epoch}/${boot}/${seq}`))
    .map(row => `quarantined without need: ${row.reason} ${row.detail}`)
}

/** Billed running time against what the waveform ran, and energy against what the machine could draw. */
function billed(life: Life, station: SimStation): string[] {
  const own = sessionsOf(life).filter(session => session.station === station.id)
  const { sensor, register, sample_ms, frozen } = station.fate
  // A stuck sensor, and the reading that ends a hang, stand for time nobody measured
  const unseen_ms = (sensor?.kind === 'stuck' ? lengthOf(sensor) : 0) + (frozen === null ? 0 : lengthOf(frozen))
  const share = register ? 0 : ESTIMATE_SHARE
  const most_ms = station.ran_ms * (1 + share) + (station.began + 1) * 2 * FINE_MS + own.length * sample_ms + unseen_ms
  const running_ms = own.reduce((sum, session) => sum + session.running_ms, 0)
  const problems = running_ms > most_ms ? [`${station.id}: billed ${running_ms} ms of ${station.ran_ms} ms`] : []
  const energy_Wh = own.reduce((sum, session) => sum + session.energy_Wh, 0)
  const rise_Wh = energyRise_Wh(life, station.id)
  // Each session's energy is rounded to whole Wh
  if (energy_Wh > rise_Wh + own.length) problems.push(`${station.id}: ${energy_Wh} Wh of ${rise_Wh} Wh`)
  return problems
}

const lengthOf = ({ from_ms, to_ms }: Interval): number => to_ms - from_ms

/** What the registers rose by: one that falls has begun again, and what it had before is no rise. */
function energyRise_Wh(life: Life, station: string): number {
  const last = { boot: '', energy_Wh: 0 }
  let rise_Wh = 0
  for (const line of life.server.ledger.journal) {
    if (line.station !== station || line.type !== 'sample' || line.disposition !== 'folded') continue
    const { energy_Wh } = JSON.parse(line.payload) as { energy_Wh?: number }
    if (energy_Wh === undefined) continue
    const boot = `${line.epoch}/${line.boot}`
    if (last.boot === boot) rise_Wh += Math.max(0, energy_Wh - last.energy_Wh)
    Object.assign(last, { boot, energy_Wh })
  }
  return rise_Wh
}

/** The fold against a second, naive reading of the contract over the journal: to the millisecond. */
function secondOpinion(life: Life, station: SimStation): string[] {
  if (!station.fate.register) return []
  const { journal, directory } = life.server.ledger
  const naive = recompute(station.id, journal, directory)
  const view = (session: Session) => ({
    ...{ id: session.id, member: session.member, end_reason: session.end_reason, session_ms: session.session_ms },
    ...{ running_ms: session.running_ms, silent_ms: session.silent_ms },
    ...{ still_ms: session.idle_ms + session.fault_ms, incomplete: session.incomplete },
  })
  const folded = sessionsOf(life)
    .filter(session => session.station === station.id)
    .map(view)
  const problems: string[] = []
  for (let i = 0; i < Math.max(folded.length, naive.sessions.length); i += 1) {
    const ours = JSON.stringify(folded[i])
    const one = naive.sessions[i]
    const { id, member, end_reason, session_ms, running_ms, silent_ms, still_ms, incomplete } = one ?? {}
    const theirs =
      one && JSON.stringify({ id, member, end_reason, session_ms, running_ms, silent_ms, still_ms, incomplete })
    if (ours === theirs) continue
    problems.push(`${station.id}: folded ${ours}, naively ${theirs}`)
    break
  }
  const unattributed_ms = life.server.effects.reduce(
    (sum, { station: of, effect }) =>
      of === station.id && effect.kind === 'unattributed' ? sum + effect.running_ms : sum,
    0,
  )
  if (unattributed_ms !== naive.unattributed_ms)
    problems.push(`${station.id}: unattributed ${unattributed_ms}, naively ${naive.unattributed_ms}`)
  return problems
}

/** A power cut in mid-session costs at most one heartbeat: the last sample was at most `sample_ms` before it. */
function powerLosses(life: Life, station: SimStation): string[] {
  // What was spoilt, came out of order or was written over may be the last word of a boot
  if (life.mangled.size > 0 || life.reordered > 0) return []
  if (station.fate.swapped || station.fate.memory_max < Number.POSITIVE_INFINITY) return []
  return sessionsOf(life).flatMap(session => {
    if (session.station !== station.id || session.end_reason !== 'power-loss') return []
    const cut = station.unplugs.find(one => one.boot === session.boot)
    if (cut === undefined) return [`${session.id} ended by power loss, and nobody pulled the plug`]
    const end_up_ms = upOf(life, station.id, session.epoch, session.boot, session.seq) + session.session_ms
    const lost_ms = cut.up_ms - end_up_ms
    return station.fate.frozen === null && lost_ms > station.fate.sample_ms + 5_000
      ? [`${session.id}: ${lost_ms} ms lost with the power`]
      : []
  })
}
