import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '#server/domain/metering/types.ts'
import type { UtilisationBy } from '#server/domain/records.ts'
import { periodRange } from '#server/domain/time.ts'
import {
  badge,
  emptyGroup,
  hello,
  LedgerLab,
  MONDAY_MS,
  STRANGER_BADGE,
  sample,
  tellAMorning,
} from '#test/support/ledger-lab.ts'
import type { Page } from './types.ts'

const HOUR_MS = 3_600_000
const EVER = { from_ms: 0, to_ms: Number.MAX_SAFE_INTEGER }

/** All pages, one item each, as a client would walk them. */
async function walk<T>(read: (cursor: string | null) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const page: Page<T> = await read(cursor)
    expect(page.items.length).toBeLessThanOrEqual(1)
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return items
}

const session = (id: string, start_at_ms: number, fields: Partial<Session> = {}): Session => ({
  ...{
    id,
    machine: 'm1',
    station: 's1',
    epoch: 1,
    boot: 9,
    seq: 1,
    member: 'awa',
    category: 'coop',
    order: null,
    start_at_ms,
  },
  ...{ end_at_ms: start_at_ms + 1_000, end_reason: 'badge-out', session_ms: 1_000, running_ms: 600, worked_ms: 700 },
  ...{ idle_ms: 400, silent_ms: 0, fault_ms: 0, energy_Wh: 5, grade: 'measured', buffered: true },
  ...{ profile: 'servo@1', incomplete: false },
  ...{ no_current: false },
  ...fields,
})

describe('reads of a morning', () => {
  let lab: LedgerLab
  beforeAll(async () => {
    lab = await LedgerLab.open()
    await tellAMorning(lab)
  })
  afterAll(() => lab.close())

  it('lists sessions newest first, page by page, by machine, member and openness', async () => {
    const { ledger } = lab
    const all = await walk(cursor => ledger.sessions({ limit: 1, cursor }))
    expect(all.map(s => [s.machine, s.member, s.end_reason])).toEqual([
      ['m2', 'bilal', 'power-loss'],
      ['m1', 'awa', 'fault'],
    ])
    const page = { limit: 10, cursor: null }
    expect((await ledger.sessions({ ...page, member: 'awa' })).items).toEqual([all[1]])
    expect((await ledger.sessions({ ...page, machine: 'm2' })).items).toEqual([all[0]])
    expect((await ledger.sessions({ ...page, open: true })).items).toEqual([])
    expect((await ledger.sessions({ ...page, open: false, from_ms: MONDAY_MS + 10_000 })).items).toEqual([all[0]])
    expect((await ledger.sessions({ ...page, to_ms: MONDAY_MS + 10_000 })).items).toEqual([all[1]])
    expect(await ledger.session(all[1]?.id ?? '')).toEqual(all[1])
    expect(await ledger.session('nobody')).toBeNull()
    expect(await ledger.sessionsStarting(EVER)).toEqual(all.toReversed())
  })

  it.each(['x', 'bnVsbA', 'WyJ4Il0'])('refuses the cursor %s, which it never gave', async cursor => {
    await expect(lab.ledger.sessions({ limit: 1, cursor })).rejects.toMatchObject({ kind: 'refused' })
    await expect(lab.ledger.faults({ limit: 1, cursor })).rejects.toMatchObject({ kind: 'refused' })
  })

  it("gives a session's evidence: from the sample before its badge to what closed it, of its station, in order", async () => {
    const [awa, bilal] = await lab.ledger.sessionsStarting(EVER)
    const entries = await walk(async cursor => {
      const evidence = await lab.ledger.evidence(awa?.id ?? '', 1, cursor)
      expect(evidence?.head).toEqual(await lab.ledger.head())
      return evidence?.page ?? { items: [], next: null }
    })
    expect(entries[0]).toMatchObject({ n: 5, type: 'sample', station: 's1' })
    expect(entries.slice(1).map(e => e.n)).toEqual(Array.from({ length: 32 }, (_, i) => 7 + i))
    expect(entries[1]).toMatchObject({ type: 'badge', station: 's1', boot: 1, seq: 3, chain: /^[0-9a-f]{64}$/ })
    expect(new Set(entries.map(e => e.station))).toEqual(new Set(['s1']))
    // Ended by a loss of power: what closed it is the hello of the next boot.
    const lost = await lab.ledger.evidence(bilal?.id ?? '', 10, null)
    expect(lost?.page.items.map(e => [e.type, e.boot])).toEqual([
      ['sample', 1],
      ['badge', 1],
      ['hello', 2],
    ])
    expect(await lab.ledger.evidence('nobody', 10, null)).toBeNull()
  })

  it('gives state changes with the one in force at the beginning', async () => {
    const from_ms = MONDAY_MS + 20_000
    const changes = await lab.ledger.stateChanges('m1', { from_ms, to_ms: MONDAY_MS + 60_000 })
    expect(changes[0]).toMatchObject({ at_ms: MONDAY_MS + 3_000, state: 'running' })
    expect(changes[1]).toMatchObject({ at_ms: MONDAY_MS + 30_500, state: 'fault' })
    expect(await lab.ledger.stateChanges('m9', EVER)).toEqual([])
  })

  it('lists faults and lets people acknowledge and resolve them once', async () => {
    const { ledger } = lab
    expect((await ledger.faults({ open: true, limit: 10, cursor: null })).items).toEqual([])
    const [fault] = await walk(cursor => ledger.faults({ open: false, machine: 'm1', limit: 1, cursor }))
    expect(fault).toMatchObject({ id: 1, code: 'thread', detail: 'upper', to_at_ms: MONDAY_MS + 31_000 })
    if (fault === undefined) throw new Error('there is one')
    const { n, code, machine } = fault
    const ref = { n, code, machine }
    const seen = { type: 'fault-acknowledged', fault: ref, by: 'chef', at_ms: 7 } as const
    const cost = { parts_cents: 450, labour_cents: 0, pool: null }
    const resolution = { at_ms: 9, by: 'chef', cause: 'material', words: 'new thread', cost } as const
    await ledger.appendDirectory([seen, { type: 'fault-resolved', fault: ref, resolution }], 9)
    await expect(ledger.appendDirectory([{ ...seen, by: 'other', at_ms: 8 }], 9)).rejects.toThrow(
      'acknowledged already',
    )
    const noted = {
      cause: 'material',
      parts_cents: 450,
      acknowledged_by: 'chef',
      acknowledged_at_ms: 7,
      resolution: 'new thread',
      resolved_at_ms: 9,
    }
    expect(await ledger.fault(1)).toMatchObject(noted)
    expect((await ledger.verify()).problems).toEqual([])
    const stray = { ...ref, n: 1 }
    await ledger.appendDirectory([{ ...seen, fault: stray }], 10)
    expect((await ledger.verify()).problems).toEqual([
      expect.stringMatching(/no fault "thread" of m1 that began with 1$/),
    ])
  })

  it('lists alerts and the audit trail newest first', async () => {
    const { ledger } = lab
    const alerts = await walk(cursor => ledger.alerts({ limit: 1, cursor }))
    expect(alerts.map(a => a.code)).toEqual(['power-loss', 'energy-without-session', 'unknown-badge'])
    for (const at_ms of [1, 2])
      await ledger.appendAudit({ at_ms, actor: 'chef', action: 'login', subject: 'chef', detail: '' })
    expect((await walk(cursor => ledger.audit({ limit: 1, cursor }))).map(a => a.at_ms)).toEqual([2, 1])
  })

  it('tells of a card that nobody held once somebody does', async () => {
    const { ledger } = lab
    const known = async () => {
      const { items } = await ledger.alerts({ limit: 10, cursor: null })
      return items.filter(({ code }) => code === 'unknown-badge').map(one => one.known ?? false)
    }
    expect(await known()).toEqual([false])
    const badge = { badge: STRANGER_BADGE, member: 'awa', blocked: false, valid_from_ms: null, valid_until_ms: null }
    await ledger.appendDirectory([{ type: 'badge-put', badge, by: 'chef' }], 11)
    expect(await known()).toEqual([true])
  })

  it('knows running without anybody', async () => {
    const [only, ...more] = await lab.ledger.unattributed(EVER)
    expect(only).toMatchObject({ machine: 'm2', from_at_ms: MONDAY_MS + 1_000, running_ms: 2_000 })
    expect(more).toEqual([])
    expect(await lab.ledger.unattributed({ from_ms: 0, to_ms: MONDAY_MS })).toEqual([])
  })

  it('keeps names beside the chain', async () => {
    await lab.ledger.putPersons([{ member: 'awa', name: 'Awa', email: null }])
    await lab.ledger.putPersons([
      { member: 'awa', name: 'Awa D.', email: 'a@b.fr' },
      { member: 'bilal', name: null, email: null },
    ])
    expect(await lab.ledger.persons()).toEqual([
      { member: 'awa', name: 'Awa D.', email: 'a@b.fr' },
      { member: 'bilal', name: null, email: null },
    ])
  })

  it('hands telemetry everything once, whatever the size of its bites', async () => {
    const whole = await lab.ledger.pointsAfter(0, 1_000)
    expect(whole.to_n).toBe((await lab.ledger.head()).n)
    const kinds = Object.groupBy(whole.points, p => p.kind)
    expect([kinds.sample?.length, kinds.session?.length, kinds.fault?.length]).toEqual([35, 2, 2])
    expect(kinds.state?.map(p => p.kind === 'state' && p.state)).toContain('running')
    expect(kinds.session?.map(p => p.kind === 'session' && [p.category, p.running_ms])).toEqual([
      ['coop', 27_000],
      [null, 0],
    ])
    const bites = []
    for (let n = 0; n < whole.to_n; ) {
      const { points, to_n } = await lab.ledger.pointsAfter(n, 7)
      expect(points.every(p => p.n > n && p.n <= to_n)).toBe(true)
      bites.push(...points)
      n = to_n
    }
    expect(bites).toEqual(whole.points)
    expect(await lab.ledger.pointsAfter(whole.to_n, 7)).toEqual({ points: [], to_n: whole.to_n })
  })

  it('keeps followers apart and their dead letters', async () => {
    const { ledger } = lab
    expect(await ledger.cursor('influx')).toBe(0)
    await ledger.advance('influx', 5)
    await ledger.advance('influx', 9)
    expect([await ledger.cursor('influx'), await ledger.cursor('embedded')]).toEqual([9, 0])
    await ledger.deadLetter('influx', { at_ms: 1, n: 4, line: 'sample …', error: 'field type conflict' })
  })

  it('offers the card of a visitor again once their day is over', async () => {
    const { ledger } = lab
    const cards = async () => (await ledger.unknownCards(10)).map(({ badge, station }) => [badge, station])
    const day = { badge: STRANGER_BADGE, member: 'awa', blocked: false, pass: 'day' as const, valid_from_ms: 0 }
    const over = { type: 'badge-put', by: 'chef', badge: { ...day, valid_until_ms: 1 } } as const
    await ledger.appendDirectory([over], 12)
    await lab.reloadDirectory()
    expect(await cards()).toEqual([])
    await lab.say('s1', [hello(0, 7), sample(1_000, 90, 0, 7), badge(1_500, STRANGER_BADGE, 7)])
    expect(await cards()).toEqual([[STRANGER_BADGE, 's1']])
    await ledger.appendDirectory([{ ...over, badge: { ...day, valid_until_ms: Number.MAX_SAFE_INTEGER } }], 13)
    await lab.reloadDirectory()
    expect(await cards()).toEqual([])
  })
})

describe('utilisation', () => {
  it('sums by machine, local hour, weekday and category, in the zone of the atelier', async () => {
    const lab = await LedgerLab.open()
    // Paris leaves summer time on 2026-10-25 at 03:00: 00:30 UTC and 01:30 UTC are both half past two.
    const sunday = Date.UTC(2026, 9, 25, 0, 30)
    const told = [
      session('a', MONDAY_MS),
      session('b', MONDAY_MS + HOUR_MS, { machine: 'm2', member: 'bilal', category: null }),
      session('c', sunday),
      session('d', sunday + HOUR_MS, { end_at_ms: null, end_reason: null }),
    ]
    await lab.ledger.commit({
      ...emptyGroup(3),
      journal: told.map((_, seq) => ({
        ...{ received_at_ms: 1, kind: 'up', type: 'badge', disposition: 'folded', station: 's1', epoch: 1, boot: 9 },
        ...{ seq, at_ms: 1, at_order: 0, payload: '{}' },
      })),
      effects: told.map((one, entry) => ({
        ...{ entry, station: 's1' },
        effect: { kind: one.end_at_ms === null ? 'session-started' : 'session-ended', session: one },
      })),
    })
    const by = async (by: UtilisationBy) =>
      (await lab.ledger.utilisation(EVER, by, 'Europe/Paris')).map(row => [row.key, row.sessions])
    expect(await by('machine')).toEqual([
      ['m1', 3],
      ['m2', 1],
    ])
    expect(await by('hour')).toEqual([
      ['02', 2],
      ['08', 1],
      ['09', 1],
    ])
    expect(await by('weekday-hour')).toEqual([
      ['1-08', 1],
      ['1-09', 1],
      ['7-02', 2],
    ])
    expect(await by('member-category')).toEqual([
      ['', 1],
      ['coop', 3],
    ])
    // Sums of months are SQL's: they are asked for over a range with both ends
    const october = periodRange('2026-10', 'Europe/Paris')
    const year = { from_ms: periodRange('2025-11', 'Europe/Paris').from_ms, to_ms: october.to_ms }
    expect(await lab.ledger.utilisation(year, 'month', 'Europe/Paris')).toEqual([
      { key: '2026-10', running_ms: 2_400, worked_ms: 2_800, session_ms: 4_000, energy_Wh: 20, sessions: 4 },
    ])
    const held = (until_ms: number) =>
      lab.ledger.heldMachines({ from_ms: MONDAY_MS + 500, to_ms: october.to_ms }, until_ms)
    const began = sunday + HOUR_MS
    const m1 = [
      { from_ms: MONDAY_MS + 500, to_ms: MONDAY_MS + 1_000 },
      { from_ms: sunday, to_ms: sunday + 1_000 },
    ]
    const m2 = [{ from_ms: MONDAY_MS + HOUR_MS, to_ms: MONDAY_MS + HOUR_MS + 1_000 }]
    // Nobody works longer than twelve hours at a stretch
    for (const [hours, shown] of [
      [1, 1],
      [100, 12],
    ] as const)
      expect(await held(began + hours * HOUR_MS)).toEqual([
        {
          ...{ machine: 'm1', first_at_ms: MONDAY_MS },
          held: [...m1, { from_ms: began, to_ms: began + shown * HOUR_MS }],
        },
        { machine: 'm2', first_at_ms: MONDAY_MS + HOUR_MS, held: m2 },
      ])
    expect(await lab.ledger.utilisation({ from_ms: MONDAY_MS, to_ms: MONDAY_MS + 1 }, 'hour', 'UTC')).toEqual([
      { key: '06', running_ms: 600, worked_ms: 700, session_ms: 1_000, energy_Wh: 5, sessions: 1 },
    ])
    expect((await lab.ledger.usage(EVER)).map(row => [row.machine, row.category, row.sessions])).toEqual([
      ['m1', 'coop', 2],
      ['m2', null, 1],
    ])
    await lab.close()
  })
})

describe('telemetry points', () => {
  it('keep equal instants apart and old samples with the machine they were taken at', async () => {
    const lab = await LedgerLab.open()
    await lab.say('s1', [hello(0), sample(1_000, 90, 0), sample(1_000, 91, 0)])
    await lab.say('s1', [
      { type: 'fault', up_ms: 2_000, code: 'jam', active: true },
      { type: 'fault', up_ms: 2_000, code: 'jam', active: false },
      { type: 'fault', up_ms: 2_000, code: 'jam', active: true },
    ])
    await lab.ledger.addStation('s1', 'm2')
    const { points } = await lab.ledger.pointsAfter(0, 100)
    const samples = points.filter(p => p.kind === 'sample')
    expect(samples.map(p => [p.machine, p.order, p.current_mA])).toEqual([
      ['m1', 0, 90],
      ['m1', 1, 91],
    ])
    const faults = points.filter(p => p.kind === 'fault')
    expect(faults.map(p => [p.order, p.active])).toEqual([
      [0, true],
      [1, false],
      [2, true],
    ])
    const states = points.filter(p => p.kind === 'state')
    const places = states.map(p => `${p.machine} ${p.at_ms} ${p.order}`)
    expect(new Set(places).size).toBe(places.length)
    expect(states.some(p => p.order > 0)).toBe(true)
    await lab.close()
  })
})
