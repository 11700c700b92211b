/** Hours or days of a workshop at 10 Hz without any I/O: messages and truth, for whoever checks a metering. */

import { nextBoot } from './boots.ts'
import { badgeHmac } from './firmware/badge.ts'
import type { Message, OfflineList } from './firmware/messages.ts'
import { STEP_MS, StationRig } from './rig.ts'
import type { Scenario } from './scenario.ts'
import { openWindows } from './world/calendar.ts'
import { TEMPI, type Visit } from './world/people.ts'
import type { TrueMachine } from './world/truth.ts'
import { createWorkshop } from './world/workshop.ts'

const BEFORE_MS = 10 * 60_000
const AFTER_MS = 16 * 60_000

export type SimulateInput = {
  scenario: Scenario
  seed: number
  from_ms: number
  duration_ms: number
  /** Called for every message in the order its station sends them; stations one after another within a day. */
  onMessage(station: string, message: Message): void
}

/** Everybody's badge, valid to the end: stations here decide alone, and send `offline`. */
export const wholeList = (scenario: Scenario, issued_at_ms: number, valid_until_ms: number): OfflineList => ({
  version: 1,
  issued_at_ms,
  valid_until_ms,
  entries: scenario.members.flatMap(member =>
    member.badges.map((uid): [string, number] => [badgeHmac(scenario.badge_key, uid).slice(0, 16), valid_until_ms]),
  ),
})

const spanOf = (visits: readonly Visit[]): { from_ms: number; to_ms: number } => {
  const ends = visits.map(visit => visit.breakdown?.clear_ms ?? visit.to_ms)
  return { from_ms: (visits[0] as Visit).from_ms - BEFORE_MS, to_ms: Math.max(...ends) + AFTER_MS }
}

export const simulate = (
  input: SimulateInput,
): { machines: TrueMachine[]; intervals: Map<string, { from_ms: number; to_ms: number }[]> } => {
  const { scenario, seed, from_ms, duration_ms, onMessage } = input
  const workshop = createWorkshop(scenario, seed)
  const planner = workshop.planner('simulate', TEMPI.ordinary)
  const list = wholeList(scenario, from_ms, from_ms + duration_ms + 86_400_000)
  const rigs = workshop.places.map(place => {
    const message = (one: Message) => onMessage(place.spec.station, one)
    return { rig: new StationRig(place, scenario.badge_key, { message }), boot: 0 }
  })
  for (const window of openWindows(scenario.opening, scenario.timezone, from_ms, from_ms + duration_ms)) {
    const visits = planner.plan(window)
    for (const one of rigs) {
      const own = visits.get(one.rig.place.spec.machine) ?? []
      if (own.length === 0) continue
      const span = spanOf(own)
      one.boot = nextBoot(span.from_ms, one.boot)
      one.rig.actor.expect(own)
      one.rig.powerOn({ at_ms: span.from_ms, boot: one.boot, list, linked: false })
      for (let t_ms = span.from_ms + STEP_MS; t_ms <= span.to_ms; t_ms += STEP_MS) one.rig.step(t_ms)
      one.rig.powerOff()
    }
  }
  return {
    machines: rigs.map(({ rig }) => rig.truth.summary()),
    intervals: new Map(rigs.map(({ rig }) => [rig.truth.machine, rig.truth.intervals])),
  }
}
