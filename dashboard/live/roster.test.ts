import { describe, expect, test } from 'vitest'
import type { MachineView } from '#server/contract/api.ts'
import { workshop } from '#test/support/mock-workshop.ts'
import { apply, emptyFloor, type Floor } from './floor.ts'
import { standsOtherwise } from './roster.ts'

const NOW_MS = Date.parse('2026-11-20T14:30:00Z')
const { machines } = workshop(NOW_MS, 7)
const floor = apply(emptyFloor(), {
  kind: 'snapshot',
  snapshot: { at: new Date(NOW_MS).toISOString(), machines, alerts: [], names_on_wall: false, former: {} },
})

/** The same floor with one machine told anew, as a line of JSON brings it: all of it objects of their own. */
function told(id: string, change: Partial<MachineView>): Floor {
  const machine = floor.machines.get(id)
  if (machine === undefined) throw new Error(`no ${id} in the workshop`)
  const { faults, ...rest } = { ...machine, ...change }
  return apply(floor, { kind: 'machines', at_ms: NOW_MS, machines: [JSON.parse(JSON.stringify(rest))] })
}

describe('standsOtherwise', () => {
  test.each<[string, string, Partial<MachineView>]>([
    ['a reading', 'juki-1', { power_W: 1, current_mA: 2, today_running_ms: 3, heard: '2026-11-20T14:31:00.000Z' }],
    ['a session told anew', 'juki-1', {}],
    ['a lock told anew', 'scie', {}],
  ])('%s is no reason to count', (_what, id, change) => {
    const next = told(id, change)
    expect(next).not.toBe(floor)
    expect(standsOtherwise(floor, next)).toBe(false)
  })

  test.each<[string, string, Partial<MachineView>]>([
    ['another state', 'juki-1', { state: 'idle' }],
    ['a state begun anew', 'juki-1', { since: '2026-11-20T14:31:00.000Z' }],
    ['a badge out', 'juki-1', { session: null }],
    ['a lock', 'juki-1', { lock: { by: 'Léa', why: 'lame', since: '2026-11-20T14:31:00.000Z' } }],
    ['a lock released', 'scie', { lock: null }],
    ['a silent machine’s last word', 'coupe', { heard: '2026-11-20T14:29:00.000Z' }],
  ])('%s is', (_what, id, change) => {
    expect(standsOtherwise(floor, told(id, change))).toBe(true)
  })

  test('so is whatever is no machine’s, and another set of machines', () => {
    const fewer = new Map([...floor.machines].slice(1))
    const others = new Map([...fewer, ['new', { ...machines[0], id: 'new' } as MachineView]])
    for (const next of [
      { ...floor, alerts: [] },
      { ...floor, names_on_wall: true },
      { ...floor, former: {} },
      { ...floor, at_ms: NOW_MS + 1 },
      { ...floor, machines: fewer },
      { ...floor, machines: others },
      apply(floor, { kind: 'past-stream', sessions: [] }),
    ])
      expect(standsOtherwise(floor, next)).toBe(true)
    expect(standsOtherwise(floor, floor)).toBe(false)
  })
})
