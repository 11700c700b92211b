import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LOADS } from './loads.ts'
import { createPlan, type Person, TEMPI, type Visit } from './people.ts'

const MACHINES = ['servo-lockstitch', 'overlock', 'cutter', 'heat-press'] as const
const loads = new Map(MACHINES.map(kind => [kind as string, LOADS[kind]]))
const people: Person[] = Array.from({ length: 9 }, (_, i) => ({
  id: `m-${i}`,
  uid: `04A2B3C${i}`,
  machines: MACHINES.filter((_, j) => (i + j) % 3 !== 0),
}))
const DAY = { from_ms: 1_791_187_200_000, to_ms: 1_791_187_200_000 + 10 * 3_600_000 }
const MINUTES = { from_ms: DAY.from_ms, to_ms: DAY.from_ms + 10 * 60_000 }
const all = (visits: Map<string, Visit[]>) => [...visits.values()].flat()

const windows = fc.constantFrom({ tempo: TEMPI.ordinary, window: DAY }, { tempo: TEMPI.busy, window: MINUTES })

describe('a plan', () => {
  it('one person is at one machine at a time, one machine has one person, and work lies inside visits', () => {
    fc.assert(
      fc.property(fc.nat(), windows, (seed, { tempo, window }) => {
        const visits = createPlan(seed, people, loads, tempo).plan(window)
        const apart = (list: Visit[]) => {
          const sorted = [...list].sort((a, b) => a.from_ms - b.from_ms)
          for (const [i, visit] of sorted.entries())
            expect(visit.from_ms).toBeGreaterThanOrEqual(sorted[i - 1]?.to_ms ?? 0)
        }
        for (const list of visits.values()) apart(list)
        for (const person of people) apart(all(visits).filter(visit => visit.member === person.id))
        for (const visit of all(visits)) {
          expect(people.find(person => person.id === visit.member)?.machines).toContain(visit.machine)
          let at_ms = visit.from_ms
          for (const stint of visit.stints) {
            expect(stint.from_ms).toBeGreaterThanOrEqual(at_ms)
            expect(stint.to_ms).toBeGreaterThan(stint.from_ms)
            at_ms = stint.to_ms
          }
          expect(at_ms).toBeLessThanOrEqual(visit.to_ms)
          expect(visit.breakdown !== null).toBe(visit.leaves === 'breakdown')
        }
      }),
      { numRuns: 30 },
    )
  })

  it('is the same for the same seed, another for another', () => {
    const of = (seed: number) => JSON.stringify([...createPlan(seed, people, loads, TEMPI.ordinary).plan(DAY)])
    expect(of(4)).toBe(of(4))
    expect(of(4)).not.toBe(of(5))
  })

  it('in a hurry everything happens within minutes: badges at every machine, forgetting, breakdowns, changes', () => {
    const visits = all(createPlan(8, people, loads, TEMPI.busy).plan(MINUTES))
    expect(new Set(visits.map(visit => visit.machine)).size).toBe(MACHINES.length)
    expect(new Set(visits.map(visit => visit.leaves))).toEqual(new Set(['badge-out', 'forgets', 'breakdown']))
    expect(Math.min(...visits.map(visit => visit.from_ms))).toBeLessThan(MINUTES.from_ms + 12_000)
    const changes = people.filter(
      person => new Set(visits.filter(visit => visit.member === person.id).map(visit => visit.machine)).size > 1,
    )
    expect(changes.length).toBeGreaterThan(5)
    expect(visits.every(visit => visit.stints.length > 0)).toBe(true)
  })
})
