/** Contract §3 and the ends of §1 Sessions, on samples added up by hand. Past days come as from stations that had been offline. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Json, Outsider, type SessionView, type Station } from '#test/support/outsider.ts'

const levels = { idle_mA: 90, run_mA: 1030, run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3000 }
const ATELIER = {
  ...{ navette: 1, site: 'surface', name: 'Surface', timezone: 'Europe/Paris' },
  opening: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }],
  profiles: [
    { id: 'servo', ...levels, idle_timeout_s: 900 },
    { id: 'slow', ...levels, min_on_ms: 2_000 },
    { id: 'short', ...levels, idle_timeout_s: 60, max_duration_s: 300 },
  ],
  machines: [
    ...Array.from({ length: 30 }, (_, n) => ({ id: `m${n}`, profile: 'servo' })),
    ...Array.from({ length: 6 }, (_, n) => ({ id: `short${n}`, profile: 'short' })),
    { id: 'slow', profile: 'slow' },
    { id: 'shears', profile: 'servo', sensor: 'none' },
  ],
  members: [
    { id: 'awa', name: 'Awa', charter_signed: '2025-09-01', badges: ['04A2B3C4D5E680'] },
    { id: 'late', name: 'Late', suspended: true, badges: ['04A2B3C4D5E681'] },
  ],
}
/** A Monday, 10:00 in Paris. */
const MONDAY_MS = Date.parse('2026-10-05T10:00:00+02:00')

let outsider: Outsider
beforeAll(async () => {
  outsider = await Outsider.come(ATELIER)
})
afterAll(() => outsider?.leave())

let next = 0
/** A station that was offline: hello and one sample, dated from `origin_at_ms`. */
async function past(machine = `m${next}`, origin_at_ms = MONDAY_MS, registers: Json = {}): Promise<Station> {
  const one = await outsider.station(`s${next++}`, machine)
  one.origin_at_ms = origin_at_ms
  await one.hello()
  await one.sample(1_000, 90, registers)
  return one
}
const awa = () => outsider.badge('04A2B3C4D5E680')
async function begun(machine?: string, registers?: Json): Promise<{ one: Station; id: string }> {
  const one = await past(machine, MONDAY_MS, registers)
  const seq = await one.offline(2_000, awa())
  return { one, id: one.session(seq) }
}
const sum = (one: SessionView) => one.running_ms + one.idle_ms + one.silent_ms + one.fault_ms

describe('a register', () => {
  it('is billed on its differences, to the millisecond, whatever samples are lost', async () => {
    const one = await past(undefined, MONDAY_MS, { running_ms: 137 })
    await one.sample(2_000, 90, { running_ms: 137 })
    const id = one.session(await one.offline(2_000, awa()))
    await one.sample(3_000, 700, { running_ms: 700 })
    one.seq += 7
    await one.sample(11_000, 90, { running_ms: 5_301 })
    await one.sample(12_000, 90, { running_ms: 5_302 })
    await one.offline(12_500, awa(), 'ended')
    const session = await outsider.ended(id)
    expect(session).toMatchObject({
      ...{ running_ms: 5_302 - 137, session_ms: 10_500, silent_ms: 8_000 - 5_000, grade: 'measured' },
      ...{ incomplete: true, buffered: true, end_reason: 'badge-out', no_current: false },
    })
    expect(sum(session)).toBe(10_500)
    expect(Date.parse(session.start)).toBe(MONDAY_MS + 2_000)
    expect(Date.parse(session.end as string)).toBe(MONDAY_MS + 12_500)
  })

  it('that grew more than up_ms is quarantined and changes nothing; the next true one counts', async () => {
    const { one, id } = await begun(undefined, { running_ms: 0 })
    await one.sample(4_000, 700, { running_ms: 3_001 })
    one.seq--
    await one.sample(4_000, 90, { running_ms: 2_000 })
    await one.sample(5_000, 90, { running_ms: 2_000 })
    await one.offline(5_000, awa(), 'ended')
    expect(await outsider.ended(id)).toMatchObject({
      ...{ grade: 'measured', incomplete: false, session_ms: 3_000, running_ms: 2_000 },
    })
  })

  it('gives energy by its differences', async () => {
    const { one, id } = await begun(undefined, { running_ms: 0, energy_Wh: 1_000 })
    await one.sample(2_000, 700, { running_ms: 0, energy_Wh: 1_000 })
    for (let n = 1; n <= 60; n++)
      await one.sample(2_000 + n * 1_000, 700, { running_ms: n * 1_000, energy_Wh: 1_000 + n })
    await one.sample(62_000, 90, { running_ms: 60_000, energy_Wh: 1_060 })
    await one.offline(62_000, awa(), 'ended')
    expect(await outsider.ended(id)).toMatchObject({ energy_Wh: 60, running_ms: 60_000, worked_ms: 60_000 })
  })
})

describe('RMS values', () => {
  it('give the share of the window in squared current', async () => {
    const { one, id } = await begun()
    await one.sample(2_000, 90)
    const currents = [1_030, 700, 500, 90, 0, 2_000]
    for (const [n, current_mA] of currents.entries()) await one.sample(3_000 + n * 1_000, current_mA)
    await one.sample(9_000, 90)
    await one.offline(9_000, awa(), 'ended')
    const clamp = (x: number) => Math.min(1, Math.max(0, x))
    const exact_ms = currents.reduce((ms, I) => ms + 1_000 * clamp((I ** 2 - 90 ** 2) / (1_030 ** 2 - 90 ** 2)), 0)
    const session = await outsider.ended(id)
    expect(session.running_ms).toBe(Math.floor(exact_ms))
    expect(session).toMatchObject({ grade: 'estimated', session_ms: 7_000, silent_ms: 0 })
    expect(sum(session)).toBe(7_000)
  })

  it('worked_ms counts the pauses under hold_ms, not those of hold_ms or more', async () => {
    const { one, id } = await begun()
    const windows = [1_030, 1_030, 90, 90, 1_030, 90, 90, 90, 90, 1_030, 90]
    for (const [n, current_mA] of windows.entries()) await one.sample(3_000 + n * 1_000, current_mA)
    await one.offline(13_000, awa(), 'ended')
    expect(await outsider.ended(id)).toMatchObject({ running_ms: 4_000, worked_ms: 6_000, idle_ms: 7_000 })
  })

  it('are silent after three samples, at least 5 s, and nothing is guessed beyond', async () => {
    const { one, id } = await begun()
    await one.sample(3_000, 1_030)
    await one.sample(60_000, 90)
    await one.offline(60_000, awa(), 'ended')
    const session = await outsider.ended(id)
    expect(session.silent_ms).toBe(57_000 - 5_000)
    expect(session.running_ms).toBeLessThanOrEqual(6_000)
    expect(sum(session)).toBe(58_000)
  })
})

describe('energy, faults and boots', () => {
  it('energy is power over time where there is no register', async () => {
    const { one, id } = await begun()
    await one.sample(2_000, 90, { power_W: 0 })
    for (let n = 1; n <= 20; n++) await one.sample(2_000 + n * 1_000, 700, { power_W: n <= 10 ? 360 : 720 })
    await one.sample(23_000, 90, { power_W: 0 })
    await one.offline(23_000, awa(), 'ended')
    expect(await outsider.ended(id)).toMatchObject({ energy_Wh: 3 })
  })

  it('still time under a fault that holds the relay is fault time, and all parts add up', async () => {
    const { one, id } = await begun()
    await one.sample(3_000, 1_030)
    await one.sample(4_000, 90)
    await one.say('fault', 4_000, { code: 'reported', active: true })
    await one.sample(5_000, 90)
    await one.sample(6_000, 90)
    await one.say('fault', 6_000, { code: 'reported', active: false })
    await one.sample(9_000, 90)
    await one.offline(9_000, awa(), 'ended')
    const session = await outsider.ended(id)
    expect(sum(session)).toBe(7_000)
    expect(session.fault_ms).toBe(2_000)
  })

  it('a register begins at 0 with each boot', async () => {
    const one = await past(undefined, MONDAY_MS, { running_ms: 900 })
    one.boot = 2
    one.seq = 0
    one.origin_at_ms = MONDAY_MS + 60_000
    await one.hello()
    const seq = await one.offline(0, awa())
    await one.sample(3_000, 90, { running_ms: 1_234 })
    await one.offline(3_000, awa(), 'ended')
    expect(await outsider.ended(one.session(seq))).toMatchObject({
      running_ms: 1_234,
      session_ms: 3_000,
      grade: 'measured',
    })
  })
})

describe('the timeline', () => {
  it('runs from the first sample at run_on_mA that lasted min_on_ms, to the first below run_off_mA that lasted hold_ms', async () => {
    const one = await past('slow')
    const windows = [700, 90, 600, 600, 600, 500, 449, 600, 449, 449, 449, 449, 90]
    for (const [n, current_mA] of windows.entries()) await one.sample(2_000 + n * 1_000, current_mA)
    const at = (ms: number) => new Date(MONDAY_MS + ms).toISOString()
    const { body } = await outsider.get<{ intervals: { from: string; to: string; state: string }[] }>(
      `/machines/slow/timeline?from=${at(0)}&to=${at(14_000)}`,
    )
    const running = body.intervals.filter(interval => interval.state === 'running')
    expect(running).toEqual([expect.objectContaining({ from: at(4_000), to: at(10_000) })])
  })
})

describe('sensor: none', () => {
  it('runs from badge to badge', async () => {
    const one = await outsider.station(`s${next++}`, 'shears')
    one.origin_at_ms = MONDAY_MS
    await one.hello(0, { meter: 'none' })
    await one.sample(1_000, null)
    const seq = await one.offline(2_000, awa())
    for (let up_ms = 31_000; up_ms <= 400_000; up_ms += 30_000) await one.sample(up_ms, null)
    await one.offline(402_345, awa(), 'ended')
    expect(await outsider.ended(one.session(seq))).toMatchObject({
      ...{ running_ms: 400_345, session_ms: 400_345, idle_ms: 0, silent_ms: 0, grade: 'elapsed', no_current: false },
    })
  })
})

describe('what the fold ends by itself', () => {
  async function idling(one: Station, to_up_ms: number, step_ms = 30_000): Promise<void> {
    for (let up_ms = 3_000; up_ms <= to_up_ms; up_ms += step_ms) await one.sample(up_ms, 90)
  }

  it('idle, at the timeout after the first sample below', async () => {
    const { one, id } = await begun('short0')
    await one.sample(3_000, 1_030)
    for (let up_ms = 4_000; up_ms <= 70_000; up_ms += 1_000) await one.sample(up_ms, 90)
    expect(await outsider.ended(id)).toMatchObject({ end_reason: 'idle', session_ms: 62_000, running_ms: 1_000 })
  })

  it('max-duration', async () => {
    const { one, id } = await begun('short1')
    for (let up_ms = 3_000; up_ms <= 300_000; up_ms += 3_000)
      await one.sample(up_ms, up_ms % 30_000 === 15_000 ? 1_030 : 90)
    await one.sample(303_000, 90)
    expect(await outsider.ended(id)).toMatchObject({ end_reason: 'max-duration', session_ms: 300_000 })
  })

  it('closing-time, in the atelier’s zone', async () => {
    const one = await past(undefined, Date.parse('2026-10-05T19:58:00+02:00'))
    const seq = await one.offline(2_000, awa())
    await idling(one, 150_000)
    const session = await outsider.ended(one.session(seq))
    expect(session.end_reason).toBe('closing-time')
    expect(Date.parse(session.end as string)).toBe(Date.parse('2026-10-05T20:00:00+02:00'))
  })

  it('silence: 600 s without a message, at the last one', async () => {
    const { one, id } = await begun()
    await one.sample(5_000, 90)
    await one.sample(605_000, 90)
    expect(await outsider.ended(id)).toMatchObject({ end_reason: 'silence', session_ms: 3_000 })
    const other = await begun()
    await other.one.sample(5_000, 90)
    await other.one.sample(604_999, 90)
    expect((await outsider.sessionOf(other.id)).end).toBeNull()
  })

  it('power-loss by a higher boot, at the previous boot’s last message', async () => {
    const { one, id } = await begun()
    await one.sample(5_000, 90)
    one.boot = 3
    one.seq = 0
    one.origin_at_ms = MONDAY_MS + 60_000
    await one.hello()
    expect(await outsider.ended(id)).toMatchObject({ end_reason: 'power-loss', session_ms: 3_000 })
  })

  it('an ended right while running: the cycle stays the session’s until its current falls below idle', async () => {
    const { one, id } = await begun()
    await one.sample(3_000, 1_030)
    await one.sample(4_000, 1_030)
    await one.offline(4_500, awa(), 'ended')
    await one.sample(5_000, 1_030)
    await one.sample(6_000, 1_030)
    await one.sample(7_000, 90)
    expect(await outsider.ended(id)).toMatchObject({ end_reason: 'badge-out', session_ms: 5_000, running_ms: 4_000 })
  })

  it('lockout over HTTP ends it', async () => {
    const { one, id } = await begun()
    await one.sample(5_000, 90)
    expect((await outsider.post(`/machines/m${next - 1}/lockout`, { why: 'belt' })).status).toBe(200)
    expect(await outsider.ended(id)).toMatchObject({ end_reason: 'lockout' })
  })
})

describe('offline badges', () => {
  it('get no verdict, stand, and alert where the server would have refused', async () => {
    const one = await past()
    const seq = await one.offline(2_000, outsider.badge('04A2B3C4D5E681'))
    await one.sample(3_000, 1_030)
    await one.offline(10_000, outsider.badge('04A2B3C4D5E681'), 'ended')
    await one.sample(11_000, 90)
    expect(await outsider.ended(one.session(seq))).toMatchObject({ member: 'late', buffered: true })
    expect(one.verdicts().filter(verdict => verdict.for !== null)).toEqual([])
    const alert = (await outsider.alerts()).find(({ machine }) => machine === `m${next - 1}`)
    expect(alert).toMatchObject({ code: 'offline-refused', detail: expect.stringContaining('member-suspended') })
  })

  it('are judged by the hour they were shown at: closed then is an alert, open then is none', async () => {
    const sunday = await past(undefined, Date.parse('2026-10-04T10:00:00+02:00'))
    await sunday.offline(2_000, awa())
    const machine = `m${next - 1}`
    const monday = await past()
    await monday.offline(2_000, awa())
    const alerts = await outsider.alerts()
    expect(alerts.filter(alert => alert.machine === machine)).toMatchObject([
      { code: 'offline-refused', detail: expect.stringContaining('outside-hours') },
    ])
    expect(alerts.filter(alert => alert.machine === `m${next - 1}`)).toEqual([])
  })
})

describe('the settling queue', () => {
  type Item = { kind: string; id: string; machine: string; running_ms: number; from: string }
  const queue = async () => (await outsider.get<{ items: Item[] }>('/periods/2026-10/settle?limit=200')).body.items

  it('holds running without a session and sessions without any current', async () => {
    const one = await past()
    const machine = `m${next - 1}`
    for (let up_ms = 2_000; up_ms <= 12_000; up_ms += 1_000) await one.sample(up_ms, 1_030)
    for (let up_ms = 13_000; up_ms <= 20_000; up_ms += 1_000) await one.sample(up_ms, 90)
    const seq = await one.offline(21_000, awa())
    for (let up_ms = 22_000; up_ms <= 30_000; up_ms += 1_000) await one.sample(up_ms, 0)
    await one.offline(30_000, awa(), 'ended')
    const session = await outsider.ended(one.session(seq))
    expect(session.no_current).toBe(true)
    const items = (await queue()).filter(item => item.machine === machine)
    expect(items).toHaveLength(2)
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'no-current', id: session.id, running_ms: 0 }),
        expect.objectContaining({ kind: 'unattributed', running_ms: 11_000 }),
      ]),
    )
  })
})

describe('the whole', () => {
  it('replays to the same sessions', async () => {
    expect((await outsider.lab.run('verify', '--json')).json()).toMatchObject({ ok: true, problems: [] })
  })
})
