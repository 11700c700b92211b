/** A kiln: loaded, started, left; it fires on under nobody's eyes, and whoever comes meanwhile finds it taken. */
import { expect, it } from 'vitest'
import { MachineActor } from './actor.ts'
import { kiln } from './loads/kiln.ts'
import { createPlan, doneMs, TEMPI, type Visit } from './people.ts'
import { MachineTruth } from './truth.ts'

const PEOPLE = ['ada', 'bea'].map(id => ({ id, uid: id, machines: ['kiln'] }))
const plan = (seed: number, tempo: keyof typeof TEMPI, hours: number): Visit[] =>
  createPlan(seed, PEOPLE, new Map([['kiln', kiln]]), TEMPI[tempo])
    .plan({ from_ms: 0, to_ms: hours * 3_600_000 })
    .get('kiln') ?? []

it.each([1, 2, 3])('fires for hours after a visit of minutes, one firing after another (seed %i)', seed => {
  const visits = plan(seed, 'ordinary', 24)
  expect(visits.length).toBeGreaterThan(0)
  for (const [i, visit] of visits.entries()) {
    expect(visit.leaves).toBe('badge-out')
    expect(doneMs(visit) - visit.to_ms).toBeGreaterThan(4 * 3_600_000)
    const next = visits[i + 1]
    if (next !== undefined) expect(next.from_ms).toBeGreaterThan(doneMs(visit))
  }
})

it('draws on when the person has badged out, and all of it is that person’s', () => {
  const [visit] = plan(4, 'busy', 1)
  if (visit === undefined) throw new Error('nobody came')
  const truth = new MachineTruth('kiln', 's', false)
  const actor = new MachineActor(kiln, kiln.levels, { mains: 1, noise: 2 }, truth)
  actor.expect([visit])
  actor.powered(visit.from_ms - 1_000)
  let relay = false
  let drew_after_ms = 0
  let badges = 0
  for (let t_ms = visit.from_ms; t_ms < doneMs(visit) + 5_000; t_ms += 100) {
    for (const gesture of actor.act(t_ms, relay)) {
      if (gesture.kind !== 'badge') continue
      badges += 1
      relay = badges === 1
      actor.shown(relay ? 'granted' : 'ended', null, t_ms)
    }
    if (badges === 2 && actor.draw(t_ms, 100).current_A > 5) drew_after_ms += 100
  }
  expect(badges).toBe(2)
  expect(drew_after_ms).toBeGreaterThan(10_000)
  const [session] = truth.summary().sessions
  expect(session?.running_ms_true).toBe(truth.summary().running_ms_true)
  expect(truth.summary().running_ms_true).toBe(visit.stints.reduce((sum, one) => sum + one.to_ms - one.from_ms, 0))
})
