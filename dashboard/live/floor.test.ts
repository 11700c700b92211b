import { describe, expect, test } from 'vitest'
import type { AlertView } from '#server/contract/api.ts'
import { workshop } from '#test/support/mock-workshop.ts'
import { attentionOf, newsOf } from './attention.ts'
import { apply, emptyFloor, type Floor } from './floor.ts'
import { arrange, standingOf } from './standing.ts'

const NOW_MS = Date.parse('2026-11-20T14:30:00Z')

function setUp(): { floor: Floor; world: ReturnType<typeof workshop> } {
  const world = workshop(NOW_MS, 7)
  const snapshot = {
    at: new Date(NOW_MS).toISOString(),
    machines: world.machines,
    alerts: [],
    names_on_wall: false,
    former: {},
  }
  return { floor: apply(emptyFloor(), { kind: 'snapshot', snapshot }), world }
}

const machineOf = (floor: Floor, id: string) => {
  const machine = floor.machines.get(id)
  if (machine === undefined) throw new Error(`no machine ${id}`)
  return machine
}

const live = (id: string, power_W: number | null) => ({
  id,
  state: 'running' as const,
  since: new Date(NOW_MS).toISOString(),
  current_mA: 900,
  power_W,
  today_running_ms: 5,
  heard: new Date(NOW_MS + 900).toISOString(),
})

describe('one event', () => {
  test('changes its machine and no other', () => {
    const { floor } = setUp()
    const next = apply(floor, { kind: 'machines', at_ms: NOW_MS + 1000, machines: [live('juki-2', 210)] })
    expect(machineOf(next, 'juki-2').state).toBe('running')
    expect(machineOf(next, 'juki-2').heard).toBe(new Date(NOW_MS + 900).toISOString())
    expect(machineOf(next, 'juki-1')).toBe(machineOf(floor, 'juki-1'))
  })

  test('without a session or lock leaves both as they were; null ends the session', () => {
    const { floor } = setUp()
    const kept = apply(floor, { kind: 'machines', at_ms: NOW_MS, machines: [live('juki-1', 1)] })
    expect(machineOf(kept, 'juki-1').session).toBe(machineOf(floor, 'juki-1').session)
    const ended = apply(floor, { kind: 'machines', at_ms: NOW_MS, machines: [{ ...live('juki-1', 1), session: null }] })
    expect(machineOf(ended, 'juki-1').session).toBeNull()
  })

  test('for a machine that is not here changes nothing', () => {
    const { floor } = setUp()
    expect(apply(floor, { kind: 'machines', at_ms: NOW_MS, machines: [live('elsewhere', 1)] })).toBe(floor)
  })

  test('an unmeasured power is drawn from the current; nothing known draws nothing', () => {
    const { floor } = setUp()
    const amps = apply(floor, { kind: 'machines', at_ms: NOW_MS, machines: [live('scie', null)] })
    expect(amps.sparks.get('scie')).toEqual([{ at_ms: NOW_MS, value: 900 }])
    const none = apply(floor, {
      kind: 'machines',
      at_ms: NOW_MS,
      machines: [{ ...live('scie', null), current_mA: null }],
    })
    expect(none.sparks.get('scie')).toBeUndefined()
  })

  test('a curve keeps a quarter of an hour and its peaks, in no more points than can be seen; the newest as it came', () => {
    let { floor } = setUp()
    for (let s = 0; s < 1_800; s++) {
      const watts = s === 1_500 ? 900 : s % 7
      floor = apply(floor, { kind: 'machines', at_ms: NOW_MS + s * 1_000, machines: [live('dtg', watts)] })
    }
    const points = floor.sparks.get('dtg') ?? []
    expect(points.length).toBeLessThanOrEqual(122)
    expect(points.at(-1)).toEqual({ at_ms: NOW_MS + 1_799_000, value: 1_799 % 7 })
    expect(points[0]?.at_ms).toBeGreaterThanOrEqual(NOW_MS + 899_000)
    expect(points.find(({ value }) => value === 900)?.at_ms).toBeGreaterThanOrEqual(NOW_MS + 1_492_000)
  })

  test('a session that ends frees its machine and is told once, however often it is repeated', () => {
    const { floor } = setUp()
    const session = machineOf(floor, 'juki-1').session
    if (session === null) throw new Error('juki-1 has a session')
    const over = { ...session, end: new Date(NOW_MS).toISOString(), end_reason: 'badge-out' }
    const once = apply(floor, { kind: 'session', session: over })
    const twice = apply(once, { kind: 'session', session: over })
    expect(machineOf(twice, 'juki-1').session).toBeNull()
    expect(twice.stream.filter(happening => happening.kind === 'ended')).toHaveLength(1)
    expect(twice.stream[0]?.kind).toBe('ended')
  })

  test('a resolved fault leaves the machine', () => {
    const { floor, world } = setUp()
    const fault = world.faults[0]
    if (fault === undefined) throw new Error('a fault is open')
    const next = apply(floor, { kind: 'fault', fault: { ...fault, resolved: new Date(NOW_MS).toISOString() } })
    expect(machineOf(next, 'brodeuse').faults).toEqual([])
  })
})

describe('what needs a person', () => {
  test('faults first, then badges, silence and locks; each with one next step', () => {
    const { world } = setUp()
    const at = new Date(NOW_MS - 60_000).toISOString()
    const alert = { id: 1, at, code: 'unknown-badge', machine: 'juki-2', detail: '' }
    const list = attentionOf(world.machines, [alert, { ...alert, id: 2 }], NOW_MS)
    expect(list.map(item => [item.kind, item.machine.id, item.next])).toEqual([
      ['fault', 'brodeuse', 'acknowledge'],
      ['unknown-badge', 'juki-2', 'whose'],
      ['silent', 'coupe', 'open'],
      ['lock', 'scie', 'release'],
    ])
  })

  test('a machine that was never heard has no age, and stands before one that fell silent', () => {
    const { world } = setUp()
    const never = world.machines.find(({ id }) => id === 'juki-2')
    if (never === undefined) throw new Error('the workshop has it')
    Object.assign(never, { state: 'silent', heard: null, since: null })
    const silent = () =>
      attentionOf(world.machines, [], NOW_MS).flatMap(item =>
        item.kind === 'silent' ? [[item.machine.id, item.at_ms]] : [],
      )
    const fell_ms = silent().at(-1)?.[1]
    expect(silent()).toEqual([
      ['juki-2', null],
      ['coupe', fell_ms],
    ])
    expect(fell_ms).toBeLessThan(NOW_MS)
  })

  test('a card that is somebody’s by now is asked about no more, another one at that reader is', () => {
    const { world } = setUp()
    const at = new Date(NOW_MS - 60_000).toISOString()
    const card = { id: 1, at, code: 'unknown-badge', machine: 'juki-2', detail: '' }
    const given = { ...card, id: 2, known: true as const }
    const asked = (...alerts: AlertView[]) =>
      attentionOf(world.machines, alerts, NOW_MS).flatMap(item =>
        item.kind === 'unknown-badge' ? [item.alert.id] : [],
      )
    expect(asked(given)).toEqual([])
    expect(asked(given, card)).toEqual([1])
  })

  test('an unknown badge is forgotten after ten minutes, an acknowledged fault wants closing', () => {
    const { world } = setUp()
    const old = {
      id: 1,
      at: new Date(NOW_MS - 601_000).toISOString(),
      code: 'unknown-badge',
      machine: 'dtg',
      detail: '',
    }
    for (const fault of world.faults) fault.acknowledged = new Date(NOW_MS).toISOString()
    const list = attentionOf(world.machines, [old], NOW_MS)
    expect(list.map(item => item.next)).toEqual(['resolve', 'open', 'release'])
  })
})

test('what is told to who does not see the list is what came, never who moved up', () => {
  const { world } = setUp()
  const [fault, silent, lock] = attentionOf(world.machines, [], NOW_MS)
  if (fault === undefined || silent === undefined || lock === undefined) throw new Error('three in the list')
  expect(newsOf(null, [fault, silent])).toEqual([])
  expect(newsOf(new Set([fault.key, silent.key]), [silent])).toEqual([])
  expect(newsOf(new Set([fault.key]), [fault, silent, lock])).toEqual([silent, lock])
})

test('the wall is arranged by what needs eyes, or by name', () => {
  const { world } = setUp()
  const ids = (sort: 'state' | 'name') => arrange(world.machines, sort, 'fr').map(machine => machine.id)
  expect(ids('state')).toEqual(['brodeuse', 'coupe', 'juki-1', 'presse', 'surjeteuse', 'dtg', 'juki-2', 'scie'])
  expect(ids('name')[0]).toBe('brodeuse')
  expect(ids('name').at(-1)).toBe('coupe')
})

test('a lock never hides that a machine runs, nor a fault', () => {
  const { world } = setUp()
  const base = world.machines[0]
  if (base === undefined) throw new Error('a machine')
  const lock = { by: 'x', why: 'y', since: new Date(NOW_MS).toISOString() }
  expect(standingOf({ ...base, state: 'running', lock })).toBe('running')
  expect(standingOf({ ...base, state: 'idle', lock })).toBe('locked')
  expect(standingOf({ ...base, state: 'fault', lock })).toBe('fault')
})
