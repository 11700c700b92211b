/**
 * Past months as stations keep them that had been offline: what they stored, day by day, to be sent through the same
 * transports before the live part begins (contract §5 `demo`).
 */
import { nextBoot } from './boots.ts'
import type { Message } from './firmware/messages.ts'
import { recordDay } from './past-day.ts'
import { STEP_MS } from './rig.ts'
import type { Scenario } from './scenario.ts'
import { openWindows } from './world/calendar.ts'
import { doneMs, TEMPI, type Visit } from './world/people.ts'
import { MachineTruth, type TrueMachine } from './world/truth.ts'
import { createWorkshop, type Place } from './world/workshop.ts'

/** The station is switched on a little before the first badge and off a while after the last one. */
const BEFORE_MS = 10 * 60_000
const AFTER_MS = 6 * 60_000

export type PastStation = { station: string; messages: Message[]; last_boot: number }
export type Past = { stations: PastStation[]; truth: TrueMachine[] }

export const livePast = (scenario: Scenario, seed: number, from_ms: number, to_ms: number, sample_ms: number): Past => {
  const members = scenario.members.filter(member => member.offline_listed)
  const workshop = createWorkshop({ ...scenario, members }, seed)
  const planner = workshop.planner('past', TEMPI.ordinary)
  const joined_ms = new Map(members.map(({ id, from_ms }) => [id, from_ms]))
  const stations = workshop.places.map(place => {
    const { station, machine, sensor } = place.spec
    const truth = new MachineTruth(machine, station, sensor === 'none')
    return { place, truth, messages: [] as Message[], last_boot: 0, needs_confirm: false }
  })
  for (const window of openWindows(scenario.opening, scenario.timezone, from_ms, to_ms)) {
    const visits = planner.plan(window)
    const come = (visit: Visit): boolean => (joined_ms.get(visit.member) ?? 0) <= window.from_ms
    for (const station of stations) {
      const own = (visits.get(station.place.spec.machine) ?? []).filter(come)
      if (own.length === 0 || !hadReader(station.place)) continue
      const span = powered(own)
      station.last_boot = nextBoot(span.from_ms, station.last_boot)
      const { place, last_boot: boot, needs_confirm } = station
      const { badge_key } = scenario
      const day = { place, badge_key, boot, ...span, sample_ms, visits: own, needs_confirm }
      for (const message of recordDay(day, station.truth)) station.messages.push(message)
      const last = own.at(-1) as Visit
      station.needs_confirm = last.leaves !== 'badge-out'
    }
  }
  return {
    stations: stations.map(({ place, messages, last_boot }) => ({ station: place.spec.station, messages, last_boot })),
    truth: stations.map(({ truth }) => truth.summary()),
  }
}

/** Where nobody badges nobody was metered before the meter came. */
const hadReader = ({ spec }: Place): boolean => spec.parts === undefined || spec.parts.reader !== undefined

const powered = (visits: readonly Visit[]): { from_ms: number; to_ms: number } => {
  const from_ms = (visits[0] as Visit).from_ms - BEFORE_MS
  const done_ms = Math.max(...visits.map(doneMs)) + AFTER_MS
  return { from_ms, to_ms: from_ms + Math.ceil((done_ms - from_ms) / STEP_MS) * STEP_MS }
}
