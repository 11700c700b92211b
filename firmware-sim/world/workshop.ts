/** One atelier out of one scenario: its people, its machines, their loads. Same seed, same month. */
import type { MemberSpec, Scenario, StationSpec } from '../scenario.ts'
import type { Window } from './calendar.ts'
import type { Levels, Load } from './load.ts'
import { levelsFor, loadFor } from './loads.ts'
import { createPlan, type Person, type Plan, type Tempo, type Visit } from './people.ts'
import { seedOf } from './rng.ts'

export type Place = { spec: StationSpec; load: Load; levels: Levels; seeds: { mains: number; noise: number } }

export type Workshop = {
  seed: number
  places: Place[]
  /** What people mean to do from now on, at the given tempo. */
  planner(label: string, tempo: Tempo): Plan
}

const personOf = (member: MemberSpec): Person => ({
  id: member.id,
  uid: member.badges[0] as string,
  machines: member.machines,
})

/** Whoever takes a hand tool brings it back; without a meter nobody would notice if it broke. */
const tidy = (visit: Visit): Visit => ({ ...visit, leaves: 'badge-out', breakdown: null })

/** A station without a meter or without a button for it tells nobody that something broke. */
const isUntold = ({ spec }: Place): boolean => spec.sensor === 'none' || spec.transport === 'parts'

/** One visit in three is for an order, where there are any; which one, its beginning tells: no random number is drawn for it. */
const forOrders = (visit: Visit, orders: readonly string[]): Visit => {
  const order = visit.from_ms % 3 === 0 ? orders[Math.floor(visit.from_ms / 3) % orders.length] : undefined
  return order === undefined ? visit : { ...visit, order }
}

export const createWorkshop = (scenario: Scenario, seed: number): Workshop => {
  const places = scenario.stations.map(spec => {
    const load = loadFor(spec.kind, spec.profile)
    const seeds = { mains: seedOf(seed, 'mains'), noise: seedOf(seed, `noise/${spec.machine}`) }
    return { spec, load, levels: levelsFor(load, spec.profile), seeds }
  })
  const loads = new Map(places.map(place => [place.spec.machine, place.load]))
  const untold = new Set(places.filter(isUntold).map(place => place.spec.machine))
  const people = scenario.members.map(personOf)
  return {
    seed,
    places,
    planner(label, tempo) {
      const plan = createPlan(seedOf(seed, label), people, loads, tempo)
      return {
        plan(window: Window) {
          const visits = plan.plan(window)
          for (const machine of untold) visits.set(machine, (visits.get(machine) ?? []).map(tidy))
          const { orders = [] } = scenario
          return new Map([...visits].map(([machine, own]) => [machine, own.map(one => forOrders(one, orders))]))
        },
      }
    },
  }
}
