/** Hours or days of a workshop at 10 Hz without any I/O: messages and truth, for whoever checks a metering. */

import { nextBoot } from './boots.ts'
import { badgeHmac } from './firmware/badge.ts'
import type { Message, OfflineList } from './firmware/messages.ts'
import { STEP_MS, StationRig } from './rig.ts'
import type { Scenario } from './scenario.ts'
import { openWindows } from './world/calendar.ts'
import { doneMs, TEMPI, type Visit } from './world/people.ts'
import type { TrueMachine } from './world/truth.ts'
import { createWorkshop } from './world/workshop.ts'

const BEFORE_MS = 10 * 60_000
const AFTER_MS = 16 * 60_000

export type SimulateInput = {
  scenario: Scenario
  seed: number
  from_ms: number
  duration_ms: number
  /** While nobody is at a machine its draw stands still, and may be read as seldom as this. Absent: at 10 Hz always. */
  idle_step_ms?: number
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
  const ends = visits.map(doneMs)
  return { from_ms: (visits[0] as Visit).from_ms - BEFORE_MS, to_ms: Math.max(...ends) + AFTER_MS }
}

/** Long steps end where a long step may end, so that the heartbeat keeps its beat. */
const live = (rig: StationRig, { from_ms, to_ms }: { from_ms: number; to_ms: number }, idle_step_ms: number): void => {
  let t_ms = from_ms
  while (t_ms + STEP_MS <= to_ms) {
    const quiet_until_ms = (t_ms - from_ms) % idle_step_ms === 0 ? (rig.actor.quietUntil(t_ms) ?? 0) : 0
    const step_ms = t_ms + idle_step_ms <= Math.min(to_ms, quiet_until_ms) ? idle_step_ms : STEP_MS
    t_ms += step_ms
    rig.step(t_ms, step_ms)
  }
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
      live(one.rig, span, input.idle_step_ms ?? STEP_MS)
      one.rig.powerOff()
    }
  }
  return {
    machines: rigs.map(({ rig }) => rig.truth.summary()),
    intervals: new Map(rigs.map(({ rig }) => [rig.truth.machine, rig.truth.intervals])),
  }
}
