/**
 * A machine is taught from what its station really sent, by the command line while `serve` runs: proposal, replay, adopting,
 * the new levels on the station's `config`, and a ledger that still verifies.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Outsider, type Station } from '#test/support/outsider.ts'
import { poll } from '#test/support/poll.ts'

const ATELIER = {
  ...{ navette: 1, site: 'ecole', name: 'École', timezone: 'Europe/Paris', billing: 'tariff' },
  profiles: [{ id: 'servo', idle_mA: 50, run_mA: 2_000, run_on_mA: 900, run_off_mA: 700, hold_ms: 3_000 }],
  machines: [
    { id: 'juki', profile: 'servo' },
    { id: 'autre', profile: 'servo' },
  ],
  members: [{ id: 'awa', name: 'Awa', charter_signed: '2025-09-01', badges: ['04A2B3C4D5E680'] }],
  tariffs: [{ id: 'base', valid_from: '2026-01-01', cents_per_hour: 3_600 }],
}
/** A Monday morning in Paris, some weeks ago. */
const MONDAY_MS = Date.parse('2026-10-05T10:00:00+02:00')
const SECOND_MS = 1_000
const WORK_MA = 1_000

type Learn = {
  taught: unknown[]
  result: { kind: string; detail?: string; levels: Record<string, number>; quality: { agreement: number } }
  adopted: { id: string; version: number } | null
}
type Replay = {
  sessions: number
  untold: number
  members: { id: string; running_ms: number; running_ms_after: number; cents: number; cents_after: number }[]
}

let outsider: Outsider
let station: Station
beforeAll(async () => {
  outsider = await Outsider.come(ATELIER)
  station = await outsider.station('poste', 'juki')
})
afterAll(() => outsider?.leave())

const at = (second: number): string => new Date(MONDAY_MS + second * SECOND_MS).toISOString()
/** Ten seconds of work and six of idle, by turns, after half a minute of idle. */
const works = (second: number): boolean => second >= 30 && (second - 30) % 16 < 10
const LESSON_S = 30 + 12 * 16

async function teach(): Promise<string> {
  station.origin_at_ms = MONDAY_MS
  await station.hello()
  const seq = await station.offline(500, outsider.badge('04A2B3C4D5E680'))
  const messages = []
  for (let second = 1; second <= LESSON_S; second++) {
    const current_mA = (works(second - 1) ? WORK_MA : 90) + ((second * 7) % 11)
    messages.push({ type: 'sample', ...station.envelope(second * SECOND_MS), current_mA, relay: true })
  }
  for (let i = 0; i < messages.length; i += 100) await station.send('batch', { messages: messages.slice(i, i + 100) })
  await station.offline(LESSON_S * SECOND_MS + 500, outsider.badge('04A2B3C4D5E680'), 'ended')
  return station.session(seq)
}

const intervals = () => {
  const taught = [{ phase: 'idle', from: at(0), to: at(30) }]
  for (let second = 30; second < LESSON_S; second += 16)
    taught.push(
      { phase: 'work', from: at(second), to: at(second + 10) },
      { phase: 'idle', from: at(second + 10), to: at(second + 16) },
    )
  return taught
}

describe('navette profile', () => {
  it('learns, shows what it would change, adopts, and tells the station', async () => {
    const session = await teach()
    const before = await outsider.ended(session)
    expect(before.running_ms).toBeLessThan(40_000)
    const file = outsider.lab.file('intervals.json', JSON.stringify(intervals()))
    const learn = (...more: string[]) =>
      outsider.lab.run('profile', 'learn', 'juki', '--intervals', file, '--json', ...more)

    // The follower copies to telemetry at its own pace, and half a lesson teaches other levels
    await poll('telemetry at the head', async () => {
      const text = await (await fetch(`http://${outsider.server.http}/metrics`)).text()
      return /navette_telemetry_lag_entries 0\n/.test(text)
    })
    const proposed = (await learn()).json<Learn>()
    expect(proposed.result).toMatchObject({ kind: 'proposal' })
    expect(proposed.result.levels.run_mA).toBeGreaterThan(950)
    expect(proposed.result.levels.run_mA).toBeLessThan(1_050)
    expect(proposed.result.quality.agreement).toBeGreaterThan(0.97)
    expect(proposed.adopted).toBeNull()

    const levels = outsider.lab.file('levels.json', JSON.stringify(proposed.result.levels))
    const range = ['--from', '2026-10-05', '--to', '2026-10-06']
    const replayed = await outsider.lab.run('profile', 'replay', 'juki', ...range, '--levels', levels, '--json')
    expect(replayed.code).toBe(0)
    const report = replayed.json<Replay>()
    expect(report).toMatchObject({ sessions: 1, untold: 0 })
    const [awa] = report.members
    expect(awa).toMatchObject({ id: 'awa', running_ms: before.running_ms })
    expect(Math.abs((awa?.running_ms_after ?? 0) / 120_000 - 1)).toBeLessThan(0.02)
    // One euro a minute
    expect(awa?.cents_after).toBe(Math.round((awa?.running_ms_after ?? 0) / 1_000))
    expect(awa?.cents).toBe(Math.round(before.running_ms / 1_000))

    const adopted = (await learn('--adopt')).json<Learn>().adopted
    expect(adopted).toEqual(expect.objectContaining({ id: 'juki', version: 1 }))
    const config = await station.hear<{ profile: string; run_mA: number }>('config', one => one.profile === 'juki')
    expect(config.run_mA).toBe(proposed.result.levels.run_mA)
    // What was metered stays as it was, and says by which version
    expect(await outsider.sessionOf(session)).toMatchObject({ running_ms: before.running_ms, profile: 'servo@1' })
    const verified = await outsider.lab.run('verify', '--json')
    expect(verified.json<{ ok: boolean; problems: string[] }>()).toMatchObject({ ok: true, problems: [] })
  })

  it('says in a sentence why a lesson carries no levels, and what was wrong with a call', async () => {
    const file = outsider.lab.file('short.json', JSON.stringify(intervals().slice(0, 2)))
    const refused = await outsider.lab.run('profile', 'learn', 'juki', '--intervals', file, '--json')
    expect(refused.code).toBe(1)
    expect(refused.json<Learn>().result).toMatchObject({ kind: 'refused', detail: expect.stringContaining('work') })
    expect((await outsider.lab.run('profile', 'learn', 'nulle-part', '--json')).stderr).toContain('there is no machine')
    expect((await outsider.lab.run('profile', 'replay', 'juki', '--from', 'hier', '--to', '2026-10-06')).code).toBe(2)
  })
})

describe('the presses of a phone', () => {
  it('are dated by the server, and make a lesson that is shown as it goes', async () => {
    const press = (phase: string | null, begins = false) =>
      outsider.post<{ phase: string | null; taught: { phase: string }[]; result: { kind: string; code: string } }>(
        '/machines/juki/learning/marks',
        { phase, begins },
      )
    const first = await press('idle', true)
    expect(first).toMatchObject({ status: 201, body: { phase: 'idle' } })
    await press('work')
    const last = await press(null)
    expect(last.body.phase).toBeNull()
    expect(last.body.taught.map(one => one.phase)).toEqual(['idle', 'work'])
    expect(last.body.result).toMatchObject({ kind: 'refused' })
    const list = await outsider.get<{ items: { id: string; profile: { learnt: object | null } }[] }>('/learning')
    const taught = list.body.items.map(one => [one.id, one.profile.learnt !== null])
    expect(taught.toSorted()).toEqual([
      ['autre', false],
      ['juki', true],
    ])
    const versions = await outsider.get<{ items: { id: string; version: number; present: boolean }[] }>('/profiles')
    expect(versions.body.items).toContainEqual(expect.objectContaining({ id: 'juki', version: 1, present: true }))
  })
})

describe('levels set by figures', () => {
  it('are on the station at once, and change nothing of what was metered', async () => {
    const levels = { idle_mA: 90, run_mA: 1_000, run_on_mA: 800, run_off_mA: 700, min_on_ms: 0, hold_ms: 3_000 }
    const body = { levels: { ...levels, standby_mA: null }, why: 'autre pince' }
    const set = await outsider.put('/machines/juki/learning/levels', body)
    expect(set).toMatchObject({ status: 200, body: { id: 'juki', version: 2, learnt: null } })
    await station.hear<{ run_on_mA: number }>('config', one => one.run_on_mA === 800)
    const sessions = await outsider.get<{ items: { profile: string }[] }>('/sessions?machine=juki')
    expect(sessions.body.items.map(one => one.profile)).toEqual(['servo@1'])
    const verified = await outsider.lab.run('verify', '--json')
    expect(verified.json<{ ok: boolean; problems: string[] }>()).toMatchObject({ ok: true, problems: [] })
  })
})
