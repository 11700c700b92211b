/**
 * Who comes, where they sit down, what they do there. A plan is what people mean to do; whether a relay lets them is
 * decided later, by the firmware.
 */
import type { Window } from './calendar.ts'
import type { Load, LoadKind } from './load.ts'
import { createRng, type Rng, seedOf } from './rng.ts'

export type Stint = { from_ms: number; to_ms: number; load: number }
export type Breakdown = {
  code: 'thread' | 'needle' | 'jam' | 'blade' | 'ink' | 'temperature' | 'other'
  clear_ms: number
}
export type Visit = {
  member: string
  uid: string
  machine: string
  from_ms: number
  to_ms: number
  leaves: 'badge-out' | 'forgets' | 'breakdown'
  breakdown: Breakdown | null
  stints: Stint[]
  /** given at the reader with the badge (contract §1 `badge`); absent: it is for themselves */
  order?: string
}

/** When the machine stands again: mended, or done with what it was left to do. */
export const doneMs = (visit: Visit): number =>
  Math.max(visit.breakdown?.clear_ms ?? visit.to_ms, visit.stints.at(-1)?.to_ms ?? 0)

export type Person = { id: string; uid: string; machines: readonly string[] }

/** How a day goes. `busy` is a day in a hurry, for people who watch. */
export type Tempo = {
  attendance: number
  arrive_within_ms: number
  visit: { median_ms: number; low_ms: number; high_ms: number }
  stay: { low_ms: number; high_ms: number }
  gap: { low_ms: number; high_ms: number }
  settle: { low_ms: number; high_ms: number }
  forgets: number
  breakdowns: number
  repair: { low_ms: number; high_ms: number }
  /** After forgetting, one does not sit down at the same machine again before the session has ended by itself. */
  shy_ms: number
}

const MINUTE_MS = 60_000

export const TEMPI: Record<'ordinary' | 'busy', Tempo> = {
  ordinary: {
    attendance: 0.62,
    arrive_within_ms: 240 * MINUTE_MS,
    visit: { median_ms: 55 * MINUTE_MS, low_ms: 15 * MINUTE_MS, high_ms: 160 * MINUTE_MS },
    stay: { low_ms: 150 * MINUTE_MS, high_ms: 380 * MINUTE_MS },
    gap: { low_ms: 4 * MINUTE_MS, high_ms: 30 * MINUTE_MS },
    settle: { low_ms: 15_000, high_ms: 120_000 },
    forgets: 0.07,
    breakdowns: 0.02,
    repair: { low_ms: 2 * MINUTE_MS, high_ms: 12 * MINUTE_MS },
    shy_ms: 30 * MINUTE_MS,
  },
  busy: {
    attendance: 1,
    arrive_within_ms: 12_000,
    visit: { median_ms: 32_000, low_ms: 15_000, high_ms: 80_000 },
    stay: { low_ms: 24 * 60 * MINUTE_MS, high_ms: 25 * 60 * MINUTE_MS },
    gap: { low_ms: 2_500, high_ms: 9_000 },
    settle: { low_ms: 600, high_ms: 2_500 },
    forgets: 0.06,
    breakdowns: 0.07,
    repair: { low_ms: 5_000, high_ms: 14_000 },
    shy_ms: 30 * MINUTE_MS,
  },
}

const BREAKDOWNS: Record<LoadKind, Breakdown['code'][]> = {
  'servo-lockstitch': ['thread', 'needle'],
  'clutch-lockstitch': ['thread', 'needle', 'jam'],
  overlock: ['thread', 'needle'],
  'band-knife': ['blade'],
  cutter: ['blade', 'jam'],
  'dtg-printer': ['ink', 'jam'],
  'heat-press': ['temperature'],
  embroidery: ['thread', 'needle', 'jam'],
  kiln: ['temperature'],
  'workshop-motor': ['blade', 'jam'],
  studio: ['other'],
}

/** What stays the same about a person all month. */
type Personality = { diligence: number; attendance: number; pace: number; favourite: number }

const personalityOf = (seed: number, id: string): Personality => {
  const rng = createRng(seedOf(seed, `personality/${id}`))
  return {
    diligence: rng.between(0.2, 2),
    attendance: rng.between(0.6, 1.4),
    pace: rng.between(0.75, 1.5),
    favourite: Math.floor(rng.between(0, 97)),
  }
}

type Agent = { person: Person; personality: Personality; next_ms: number; leave_ms: number }
/** When a machine is free, and who walked away from it without badging out. */
type Place = { free_ms: number; left_open_by: string | null; left_ms: number }

/** Stretches of work and pauses until it is time to go. In a hurry long cycles are short ones. */
const stintsOf = (rng: Rng, load: Load, pace: number, from_ms: number, to_ms: number, tempo: Tempo): Stint[] => {
  const scale = Math.min(1, (to_ms - from_ms) / (3 * load.cycle_ms))
  const stints: Stint[] = []
  let at_ms = from_ms + rng.between(tempo.settle.low_ms, tempo.settle.high_ms)
  for (;;) {
    const { work_ms, pause_ms, load: thickness } = load.stretch(rng)
    const end_ms = at_ms + Math.max(1_000, work_ms * scale)
    if (end_ms > to_ms - 500) return stints
    stints.push({ from_ms: Math.round(at_ms), to_ms: Math.round(end_ms), load: thickness })
    at_ms = end_ms + Math.max(600, pause_ms * pace * scale)
  }
}

/** In the middle of some stint the thread breaks: the visit ends there. */
const breakDown = (rng: Rng, visit: Visit, kind: LoadKind, tempo: Tempo): Visit => {
  const stint = rng.pick(visit.stints)
  if (stint === undefined) return visit
  const at_ms = Math.round((stint.from_ms + stint.to_ms) / 2)
  const code = rng.pick(BREAKDOWNS[kind]) ?? 'jam'
  return {
    ...visit,
    to_ms: at_ms,
    leaves: 'breakdown',
    breakdown: { code, clear_ms: Math.round(at_ms + rng.between(tempo.repair.low_ms, tempo.repair.high_ms)) },
    stints: visit.stints.filter(one => one.from_ms < at_ms).map(one => ({ ...one, to_ms: Math.min(one.to_ms, at_ms) })),
  }
}

/** Somebody loads the kiln, starts it and badges out; it fires for hours, and whoever comes next finds it busy until then. */
const leftAlone = (rng: Rng, visit: Visit, load: Load, tempo: Tempo): Visit => {
  const hurried = tempo === TEMPI.busy
  const { busy_ms, ordinary_ms } = load.unattended ?? { busy_ms: [0, 0], ordinary_ms: [0, 0] }
  const [low_ms, high_ms] = hurried ? busy_ms : ordinary_ms
  const firing_ms = rng.between(low_ms, high_ms)
  const loaded_ms = hurried ? rng.between(5_000, 9_000) : rng.between(5 * MINUTE_MS, 15 * MINUTE_MS)
  const pace = hurried ? 0.1 : 1
  const begin_ms = visit.from_ms + loaded_ms * 0.7
  const stints: Stint[] = []
  for (let at_ms = begin_ms; at_ms < begin_ms + firing_ms; ) {
    const { work_ms, pause_ms, load: thickness } = load.stretch(rng)
    const to_ms = at_ms + Math.max(1_000, work_ms * pace)
    stints.push({ from_ms: Math.round(at_ms), to_ms: Math.round(to_ms), load: thickness })
    at_ms = to_ms + Math.max(600, pause_ms * pace)
  }
  return { ...visit, to_ms: Math.round(visit.from_ms + loaded_ms), leaves: 'badge-out', stints }
}

export type Plan = {
  /** Visits that begin in the window, by machine, oldest first. Machines stay as they were left between calls. */
  plan(window: Window): Map<string, Visit[]>
}

export const createPlan = (
  seed: number,
  people: readonly Person[],
  loads: ReadonlyMap<string, Load>,
  tempo: Tempo,
): Plan => {
  const places = new Map<string, Place>()
  const placeOf = (machine: string): Place => places.get(machine) ?? { free_ms: 0, left_open_by: null, left_ms: 0 }

  const choose = (rng: Rng, agent: Agent): string | undefined => {
    const free = agent.person.machines.filter(machine => {
      const place = placeOf(machine)
      const shy = place.left_open_by === agent.person.id && agent.next_ms < place.left_ms + tempo.shy_ms
      return loads.has(machine) && place.free_ms <= agent.next_ms && !shy
    })
    // Everyone has a machine they like; half of the time it has to be another one.
    const favourite = agent.person.machines[agent.personality.favourite % Math.max(1, agent.person.machines.length)]
    return favourite !== undefined && free.includes(favourite) && rng.chance(0.5) ? favourite : rng.pick(free)
  }

  const visitOf = (rng: Rng, agent: Agent, machine: string, load: Load): Visit => {
    const { person, personality, next_ms: from_ms } = agent
    const low_ms = Math.min(
      Math.max(tempo.visit.low_ms, tempo === TEMPI.ordinary ? 2 * load.cycle_ms : 0),
      tempo.visit.high_ms,
    )
    const to_ms = Math.round(
      Math.min(agent.leave_ms, from_ms + rng.spread(tempo.visit.median_ms, 0.5, low_ms, tempo.visit.high_ms)),
    )
    const visit: Visit = {
      member: person.id,
      uid: person.uid,
      machine,
      from_ms: Math.round(from_ms),
      to_ms,
      leaves: rng.chance(tempo.forgets / personality.diligence) ? 'forgets' : 'badge-out',
      breakdown: null,
      stints: stintsOf(rng, load, personality.pace, from_ms, to_ms, tempo),
    }
    if (load.unattended !== undefined) return leftAlone(rng, visit, load, tempo)
    return rng.chance(tempo.breakdowns) ? breakDown(rng, visit, load.kind, tempo) : visit
  }

  const plan = (window: Window): Map<string, Visit[]> => {
    const rng = createRng(seedOf(seed, `window/${window.from_ms}`))
    const agents: Agent[] = []
    for (const person of people) {
      const personality = personalityOf(seed, person.id)
      if (person.machines.length === 0 || !rng.chance(tempo.attendance * personality.attendance)) continue
      const next_ms = window.from_ms + rng.between(0, tempo.arrive_within_ms)
      const leave_ms = Math.min(window.to_ms, next_ms + rng.between(tempo.stay.low_ms, tempo.stay.high_ms))
      agents.push({ person, personality, next_ms, leave_ms })
    }
    const visits = new Map<string, Visit[]>()
    for (;;) {
      const present = agents.filter(agent => agent.next_ms < agent.leave_ms - tempo.visit.low_ms)
      const agent = present.sort((a, b) => a.next_ms - b.next_ms || a.person.id.localeCompare(b.person.id))[0]
      if (agent === undefined) return visits
      const gap_ms = rng.between(tempo.gap.low_ms, tempo.gap.high_ms)
      const machine = choose(rng, agent)
      const load = machine === undefined ? undefined : loads.get(machine)
      if (machine === undefined || load === undefined) {
        agent.next_ms += gap_ms
        continue
      }
      const visit = visitOf(rng, agent, machine, load)
      const left_ms = visit.breakdown?.clear_ms ?? visit.to_ms
      const done_ms = doneMs(visit)
      const forgot = visit.leaves === 'forgets'
      places.set(machine, {
        free_ms: done_ms + tempo.gap.low_ms,
        left_open_by: forgot ? agent.person.id : null,
        left_ms: visit.to_ms,
      })
      visits.set(machine, [...(visits.get(machine) ?? []), visit])
      agent.next_ms = left_ms + gap_ms
    }
  }
  return { plan }
}
