/** Contract §1 Down and Sessions, as a station sees them: who may, who may not, why, and what stands. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Json, Outsider, type Station } from '#test/support/outsider.ts'
import { poll } from '#test/support/poll.ts'

const MACHINES = [
  ...Array.from({ length: 40 }, (_, n) => ({ id: `m${n}`, qualification: 'lockstitch', profile: 'servo' })),
  { id: 'mine', profile: 'servo', takeover: 'never' },
]
const member = (id: string, uid: string, more: object = {}) => ({
  ...{ id, name: id, charter_signed: '2025-09-01', qualifications: ['lockstitch'], badges: [uid], ...more },
})
const ATELIER = {
  ...{ navette: 1, site: 'surface', name: 'Surface', timezone: 'Europe/Paris' },
  profiles: [
    {
      ...{ id: 'servo', idle_mA: 90, run_mA: 1030, run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3000 },
      ...{ idle_timeout_s: 900 },
    },
  ],
  machines: MACHINES,
  members: [
    member('awa', '04A2B3C4D5E680'),
    member('bo', '04B2B3C4D5E681', { language: 'en' }),
    member('suspended', '04000001', { suspended: true, charter_signed: null, qualifications: [] }),
    member('unsigned', '04000002', { charter_signed: null, qualifications: [] }),
    member('untaught', '04000003', { qualifications: [] }),
    member('blocked', '04000004', { suspended: true }),
  ],
}
const AWA = '04A2B3C4D5E680'
const BO = '04B2B3C4D5E681'

let outsider: Outsider
beforeAll(async () => {
  outsider = await Outsider.come(ATELIER)
})
afterAll(() => outsider?.leave())

let next = 0
/** A station of its own that has said hello and one idle sample. */
async function fresh(machine = `m${next}`): Promise<Station> {
  const station = await outsider.station(`s${next++}`, machine)
  await station.hello()
  await station.sample(1_000, 90)
  return station
}
const badge = (uid: string) => outsider.badge(uid)

describe('a grant', () => {
  it('has all six fields, and a session id anybody can compute', async () => {
    const station = await fresh()
    const seq = station.seq
    const verdict = await station.badge(2_000, badge(AWA))
    expect(verdict).toEqual({
      ...{ for: { boot: 1, seq }, verdict: 'granted', reason: null, session: station.session(seq), relay: true },
      display: expect.stringMatching(/\S/),
    })
    expect(verdict.session).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('is given again to the same message, which changes nothing', async () => {
    const station = await fresh()
    const message: Json = { ...station.envelope(2_000), badge: badge(AWA) }
    await station.send('badge', message)
    const first = await station.answerTo(message.seq as number)
    const { at_ms, boot, seq, up_ms } = message
    await station.send('badge', { up_ms, seq, badge: badge(AWA), boot, at_ms })
    expect(await station.answerTo(message.seq as number, 2)).toEqual(first)
    await station.sample(3_000, 90)
    expect((await outsider.sessionOf(first.session as string)).end).toBeNull()
  })

  it('speaks the language of the member', async () => {
    const station = await fresh()
    const french = await station.badge(2_000, badge(AWA))
    const other = await fresh()
    const english = await other.badge(2_000, badge(BO))
    expect(english.display).not.toBe(french.display)
  })

  it('carries the order it was badged for', async () => {
    const station = await fresh()
    const { session } = await station.badge(2_000, badge(AWA), { order: 'cmd-7' })
    expect(await outsider.sessionOf(session as string)).toMatchObject({ order: 'cmd-7', member: 'awa' })
  })
})

describe('denials, of which the first that applies is given', () => {
  it.each([
    ['unknown-badge', '0400FFFF'],
    ['member-suspended', '04000001'],
    ['charter-unsigned', '04000002'],
    ['no-qualification', '04000003'],
  ])('%s', async (reason, uid) => {
    const station = await fresh()
    const seq = station.seq
    const verdict = await station.badge(2_000, badge(uid))
    expect(verdict).toEqual({
      ...{ for: { boot: 1, seq }, verdict: 'denied', reason, session: null, relay: false, display: expect.any(String) },
    })
  })

  it('badge-blocked, before member-suspended; unblocked the member is judged', async () => {
    const station = await fresh()
    expect((await outsider.post(`/badges/${badge('04000004')}/block`)).status).toBeLessThan(300)
    expect(await station.badge(2_000, badge('04000004'))).toMatchObject({ verdict: 'denied', reason: 'badge-blocked' })
    await outsider.post(`/badges/${badge('04000004')}/block`, { blocked: false })
    expect(await station.badge(5_000, badge('04000004'))).toMatchObject({ reason: 'member-suspended' })
  })

  it('too-late for a badge older than 10 s by its believed clock, before anything else', async () => {
    const station = await fresh()
    station.origin_at_ms = Date.now() - 13_000
    expect(await station.badge(2_000, badge('0400FFFF'))).toMatchObject({ verdict: 'denied', reason: 'too-late' })
  })

  it('too-late by the up_ms since an earlier message, where the clock says null', async () => {
    const station = await outsider.station(`s${next}`, `m${next++}`)
    // Heard at up_ms 60 000; a badge of up_ms 49 000 cannot follow it, so the earlier one must be later in time:
    // the whole queue arrives in one batch, and the batch is as old as its last message.
    const messages = [
      { type: 'hello', ...station.envelope(0), fw: '1', model: 't', reader: true, meter: 'current', relay: true },
      { type: 'badge', ...station.envelope(1_000), badge: badge(AWA) },
      { type: 'sample', ...station.envelope(60_000), current_mA: 90, relay: true },
    ].map(message => (message.type === 'hello' ? { ...message, list_version: null } : message))
    await station.send('batch', { messages })
    expect(await station.answerTo(1)).toMatchObject({ verdict: 'denied', reason: 'too-late' })
  })

  it('machine-locked while locked out, over machine-busy; a release is enough where nothing ended', async () => {
    const station = await fresh()
    expect((await outsider.post(`/machines/m${next - 1}/lockout`, { why: 'belt' })).status).toBe(200)
    expect(await station.badge(2_000, badge(AWA))).toMatchObject({ reason: 'machine-locked', relay: false })
    expect(await station.hear('command', one => one.op === 'lockout')).toMatchObject({
      ...{ id: expect.any(String), boot: 1, expires_up_ms: expect.any(Number) },
    })
    expect((await outsider.post(`/machines/m${next - 1}/release`)).status).toBe(200)
    await station.hear('command', one => one.op === 'release')
    expect(await station.badge(5_000, badge(AWA))).toMatchObject({ verdict: 'granted' })
  })

  it('machine-busy while another works, and takeover when idle', async () => {
    const station = await fresh()
    const { session } = await station.badge(2_000, badge(AWA))
    await station.sample(3_000, 1_030)
    expect(await station.badge(3_500, badge(BO))).toMatchObject({
      ...{ verdict: 'denied', reason: 'machine-busy', session: null, relay: true },
    })
    for (let up_ms = 4_000; up_ms <= 8_000; up_ms += 1_000) await station.sample(up_ms, 90)
    const taken = await station.badge(9_000, badge(BO))
    expect(taken).toMatchObject({ verdict: 'granted', relay: true })
    expect(taken.session).not.toBe(session)
    expect(await outsider.ended(session as string)).toMatchObject({ end_reason: 'takeover', session_ms: 7_000 })
  })

  it('machine-busy even when idle, with takeover never', async () => {
    const station = await fresh('mine')
    await station.badge(2_000, badge(AWA))
    await station.sample(3_000, 90)
    expect(await station.badge(5_000, badge(BO))).toMatchObject({ verdict: 'denied', reason: 'machine-busy' })
    expect(await station.badge(6_000, badge(AWA))).toMatchObject({ verdict: 'ended', reason: 'badge-out' })
    expect(await station.badge(9_000, badge(BO))).toMatchObject({ verdict: 'granted' })
  })

  it('start-not-confirmed after a fault, until a local confirm and then a fresh badge', async () => {
    const station = await fresh()
    const { session } = await station.badge(2_000, badge(AWA))
    await station.say('fault', 4_000, { code: 'jam', active: true })
    expect(await outsider.ended(session as string)).toMatchObject({ end_reason: 'fault', session_ms: 2_000 })
    expect(await station.badge(5_000, badge(AWA))).toMatchObject({ reason: 'machine-locked' })
    await station.say('fault', 6_000, { code: 'jam', active: false })
    expect(await station.badge(9_000, badge(AWA))).toMatchObject({ reason: 'start-not-confirmed', relay: false })
    await station.say('button', 10_000, { action: 'start-confirm' })
    expect(await station.badge(13_000, badge(AWA))).toMatchObject({ verdict: 'granted', relay: true })
  })

  it('start-not-confirmed after an emergency stop, and a release is no reset', async () => {
    const station = await fresh()
    const { session } = await station.badge(2_000, badge(AWA))
    await station.say('fault', 4_000, { code: 'estop', active: true })
    await station.say('fault', 5_000, { code: 'estop', active: false })
    expect(await outsider.ended(session as string)).toMatchObject({ end_reason: 'estop' })
    await outsider.post(`/machines/m${next - 1}/lockout`, { why: 'look' })
    await outsider.post(`/machines/m${next - 1}/release`)
    expect(await station.badge(8_000, badge(AWA))).toMatchObject({ reason: 'start-not-confirmed' })
  })

  it('start-not-confirmed after a boot that ended an open session as power-loss at its last message', async () => {
    const station = await fresh()
    const { session } = await station.badge(2_000, badge(AWA))
    await station.sample(7_000, 90)
    station.boot = 2
    station.seq = 0
    await station.hello()
    expect(await outsider.ended(session as string)).toMatchObject({ end_reason: 'power-loss', session_ms: 5_000 })
    expect(await station.badge(1_000, badge(AWA))).toMatchObject({ reason: 'start-not-confirmed' })
    await station.say('button', 2_000, { action: 'start-confirm' })
    const seq = station.seq
    expect(await station.badge(5_000, badge(AWA))).toMatchObject({ verdict: 'granted', session: station.session(seq) })
  })
})

describe('a second badge', () => {
  it('within 2 s changes nothing and gets the standing verdict again', async () => {
    const station = await fresh()
    const first = await station.badge(2_000, badge(AWA))
    const again = await station.badge(4_000, badge(AWA))
    expect(again).toEqual({ ...first, for: again.for })
    const denied = await fresh()
    const refused = await denied.badge(2_000, badge('04000002'))
    const second = await denied.badge(3_000, badge('04000002'))
    expect(second).toEqual({ ...refused, for: second.for })
  })

  it('by the same member ends it', async () => {
    const station = await fresh()
    const { session } = await station.badge(2_000, badge(AWA))
    expect(await station.badge(4_001, badge(AWA))).toEqual({
      ...{ for: { boot: 1, seq: 3 }, verdict: 'ended', reason: 'badge-out', session, relay: false },
      display: expect.any(String),
    })
    const ended = await outsider.ended(session as string)
    expect(ended).toMatchObject({ end_reason: 'badge-out', session_ms: 2_001 })
    expect(Date.parse(ended.end as string) - Date.parse(ended.start)).toBe(2_001)
  })
})

describe('the present standing', () => {
  it('comes after each subscription with for: null', async () => {
    const station = await outsider.station(`s${next}`, `m${next++}`)
    const nobody = await station.hear<{ for: unknown }>('verdict')
    expect(nobody).toEqual({
      ...{ for: null, verdict: 'ended', reason: null, session: null, relay: false, display: expect.any(String) },
    })
    await station.hello()
    const { session } = await station.badge(2_000, badge(AWA))
    station.heard.length = 0
    await station.subscribe()
    expect(await station.hear('verdict')).toEqual({
      ...{ for: null, verdict: 'granted', reason: null, session, relay: true, display: expect.any(String) },
    })
  })

  it('is told when a person ends the session, and after a running cycle the session goes on until below idle', async () => {
    const station = await fresh()
    const { session } = await station.badge(2_000, badge(AWA))
    await station.sample(3_000, 1_030)
    await station.sample(4_000, 1_030)
    expect((await outsider.post(`/sessions/${session}/end`)).status).toBe(200)
    expect(await station.hear('verdict', (one: { reason: string }) => one.reason === 'admin')).toMatchObject({
      ...{ for: null, verdict: 'ended', session, relay: false },
    })
    await station.sample(5_000, 1_030)
    expect((await outsider.sessionOf(session as string)).end).toBeNull()
    await station.sample(6_000, 90)
    expect(await outsider.ended(session as string)).toMatchObject({ end_reason: 'admin', session_ms: 4_000 })
  })
})

describe('config, list and time', () => {
  it('keeps a config with the levels and thresholds of the profile', async () => {
    const station = await fresh()
    await station.subscribe()
    const config = await poll('a retained config', () => station.heard.find(one => one.type === 'config' && one.retain))
    expect(config.payload).toMatchObject({
      ...{ version: expect.any(Number), sample_ms: 1_000, link_loss_s: 28_800, idle_mA: 90, run_mA: 1_030 },
      ...{ run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3_000 },
    })
  })

  it('keeps an offline list of those who may, by the first 16 digits of their badge', async () => {
    const station = await fresh()
    const list = await station.hear<{
      version: number
      issued_at_ms: number
      valid_until_ms: number
      entries: [string, number][]
    }>('list')
    expect(list.valid_until_ms).toBeGreaterThan(list.issued_at_ms)
    expect(list.entries.map(([digits]) => digits).sort()).toEqual(
      [badge(AWA).slice(0, 16), badge(BO).slice(0, 16)].sort(),
    )
    for (const [, until_ms] of list.entries) expect(until_ms).toBeGreaterThan(Date.now())
  })

  it('tells the time after each hello', async () => {
    const station = await fresh()
    const { epoch_ms } = await station.hear<{ epoch_ms: number }>('time')
    expect(Math.abs(epoch_ms - Date.now())).toBeLessThan(60_000)
  })
})

describe('an atelier imported beside the running server', () => {
  it('takes effect within a second: outside-hours, over machine-locked', async () => {
    const station = await fresh()
    const closed = {
      ...ATELIER,
      opening: [{ days: [((new Date().getUTCDay() + 2) % 7) + 1], from: '08:00', to: '08:01' }],
    }
    const ran = await outsider.lab.run('atelier', 'import', outsider.lab.file('closed.json', JSON.stringify(closed)))
    expect(ran.code).toBe(0)
    await outsider.post(`/machines/m${next - 1}/lockout`, { why: 'belt' })
    let up_ms = 2_000
    const verdict = await poll('outside-hours', async () => {
      up_ms += 2_500
      const given = await station.badge(up_ms, badge(AWA))
      return given.reason === 'outside-hours' && given
    })
    expect(verdict).toMatchObject({ verdict: 'denied', reason: 'outside-hours', relay: false })
  })
})
