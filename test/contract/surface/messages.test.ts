/** Contract §1 Up: envelopes, duplicates, quarantine, batches, epochs; counted at the end by `verify`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Json, Outsider, type Station, sessionIdOf } from '#test/support/outsider.ts'

const SITE = 'surface'
const ATELIER = {
  ...{ navette: 1, site: SITE, name: 'Surface', timezone: 'Europe/Paris' },
  machines: Array.from({ length: 30 }, (_, n) => ({ id: `m${n}` })),
  members: [{ id: 'awa', name: 'Awa', charter_signed: '2025-09-01', badges: ['04A2B3C4D5E680'] }],
}
const YEAR_MS = 365 * 86_400_000

type Counts = { messages: number; quarantined: number; late: number; gaps: number; sessions: number; ok: boolean }
let outsider: Outsider
beforeAll(async () => {
  outsider = await Outsider.come(ATELIER)
})
afterAll(() => outsider?.leave())

let next = 0
const station = async (): Promise<Station> => outsider.station(`s${next}`, `m${next++}`)
async function greeted(): Promise<Station> {
  const one = await station()
  await one.hello()
  return one
}
const verify = async (): Promise<Counts> => (await outsider.lab.run('verify', '--json')).json<Counts>()
const awa = () => outsider.badge('04A2B3C4D5E680')

/** What a few messages add to the counts, told by `verify` before and after. */
async function added(work: () => Promise<unknown>): Promise<Omit<Counts, 'ok'>> {
  const before = await verify()
  await work()
  const { messages, quarantined, late, gaps, sessions, ok } = await verify()
  expect(ok).toBe(true)
  return {
    messages: messages - before.messages,
    quarantined: quarantined - before.quarantined,
    late: late - before.late,
    gaps: gaps - before.gaps,
    sessions: sessions - before.sessions,
  }
}
const NOTHING = { messages: 0, quarantined: 0, late: 0, gaps: 0, sessions: 0 }
const sampleOf = (one: Station, up_ms: number, more: Json = {}): Json => ({
  ...{ ...one.envelope(up_ms), current_mA: 90, relay: true },
  ...more,
})

describe('the same identity', () => {
  it('with the same content is a duplicate: key order, white space and number spelling do not count', async () => {
    const one = await greeted()
    const message = sampleOf(one, 1_000, { current_mA: 100, extra: { b: [1, 2], a: 'é' } })
    const spelled = `{ "relay":true,  "extra":{"a":"\\u00e9","b":[1,2.0]},"current_mA":1e2,"at_ms":null,
      "up_ms":1000,"seq":${message.seq},"boot":1}`
    expect(
      await added(async () => {
        await one.send('sample', message)
        await one.send('sample', message)
        await one.send('sample', spelled)
      }),
    ).toEqual({ ...NOTHING, messages: 1 })
  })

  it('with other content or another type is quarantined with an alarm; that again is a duplicate', async () => {
    const one = await greeted()
    const message = sampleOf(one, 1_000)
    expect(
      await added(async () => {
        await one.send('sample', message)
        await one.send('sample', { ...message, current_mA: 91 })
        await one.send('sample', { ...message, current_mA: 91 })
        await one.send('button', { boot: 1, seq: message.seq, up_ms: 1_000, at_ms: null, action: 'end' })
      }),
    ).toEqual({ ...NOTHING, messages: 1, quarantined: 2 })
    const alerts = (await outsider.alerts()).filter(
      ({ code, machine }) => code === 'contradiction' && machine === `m${next - 1}`,
    )
    expect(alerts).toHaveLength(2)
  })
})

describe('order', () => {
  it('a jump in seq is a gap, and what it falls into is incomplete', async () => {
    const one = await greeted()
    const { session } = await one.badge(1_000, awa())
    expect(
      await added(async () => {
        await one.sample(2_000, 90)
        one.seq += 3
        await one.sample(6_000, 90)
      }),
    ).toEqual({ ...NOTHING, messages: 2, gaps: 1 })
    expect(await outsider.sessionOf(session as string)).toMatchObject({ incomplete: true })
  })

  it('an unseen seq below, or a lower boot, is late: counted, not folded', async () => {
    const one = await greeted()
    one.seq = 5
    await one.sample(5_000, 90)
    const before = await added(async () => {
      await one.send('sample', { boot: 1, seq: 3, up_ms: 3_000, at_ms: null, current_mA: 5_000, relay: true })
      await one.send('sample', { boot: 1, seq: 3, up_ms: 3_000, at_ms: null, current_mA: 5_000, relay: true })
    })
    expect(before).toEqual({ ...NOTHING, messages: 1, late: 1 })
    const boots = await added(async () => {
      one.boot = 9
      one.seq = 0
      await one.hello()
      await one.send('sample', { boot: 2, seq: 4, up_ms: 3_000, at_ms: null, current_mA: 90, relay: true })
    })
    expect(boots).toEqual({ ...NOTHING, messages: 2, late: 1 })
  })

  it('a boot without its hello begins with a gap', async () => {
    const one = await station()
    one.seq = 2
    expect(await added(() => one.sample(1_000, 90))).toEqual({ ...NOTHING, messages: 1, gaps: 1 })
  })

  it('up_ms may repeat, never fall; what is quarantined advances nothing', async () => {
    const one = await greeted()
    await one.sample(5_000, 90)
    await one.sample(5_000, 91)
    const fell = sampleOf(one, 4_999)
    expect(
      await added(async () => {
        await one.send('sample', fell)
        await one.send('sample', fell)
        // other content under that identity is judged anew
        await one.send('sample', { ...fell, up_ms: 6_000 })
        await one.sample(7_000, 90)
      }),
    ).toEqual({ ...NOTHING, messages: 2, quarantined: 1 })
  })
})

describe('content that cannot be', () => {
  const bad: [string, string, (one: Station) => Json | string][] = [
    ['no JSON', 'sample', () => '{"boot":1,'],
    ['an array', 'sample', () => '[1]'],
    ['an unknown type', 'gossip', one => ({ ...one.envelope(2_000) })],
    ['boot 0', 'sample', one => sampleOf(one, 2_000, { boot: 0 })],
    ['boot 2^32', 'sample', one => sampleOf(one, 2_000, { boot: 2 ** 32 })],
    ['a negative seq', 'sample', one => sampleOf(one, 2_000, { seq: -1 })],
    [
      'a hello at seq 1',
      'hello',
      one => ({
        ...one.envelope(2_000),
        fw: '1',
        model: 't',
        reader: true,
        meter: 'none',
        relay: true,
        list_version: null,
      }),
    ],
    ['half a millisecond', 'sample', one => sampleOf(one, 2_000.5)],
    ['a negative current', 'sample', one => sampleOf(one, 2_000, { current_mA: -1 })],
    ['no current at all', 'sample', one => ({ ...one.envelope(2_000), relay: true })],
    ['a raw UID', 'badge', one => ({ ...one.envelope(2_000), badge: '04A2B3C4D5E680' })],
    ['an unknown fault', 'fault', one => ({ ...one.envelope(2_000), code: 'boredom', active: true })],
    ['an unknown action', 'button', one => ({ ...one.envelope(2_000), action: 'dance' })],
    ['a batch with an envelope only', 'batch', one => ({ ...one.envelope(2_000) })],
    ['a batch of 101', 'batch', () => ({ messages: Array.from({ length: 101 }, () => ({})) })],
  ]
  it('is acknowledged, kept in quarantine and does not count in messages', async () => {
    const one = await greeted()
    await one.sample(1_000, 90)
    const seq = one.seq
    const counts = await added(async () => {
      for (const [name, type, of] of bad) {
        one.seq = seq
        await one.send(type, of(one)).catch(error => expect.fail(`${name}: ${error}`))
      }
      one.seq = seq
      await one.sample(3_000, 90)
    })
    expect(counts).toEqual({ ...NOTHING, messages: 1, quarantined: bad.length })
  })

  it('an up/ publish at QoS 0 or 2', async () => {
    const one = await greeted()
    expect(
      await added(async () => {
        await one.send('sample', sampleOf(one, 1_000), 2)
        one.seq--
        await one.send('sample', sampleOf(one, 1_000), 0)
        one.seq--
        await one.sample(1_000, 92)
      }),
    ).toEqual({ ...NOTHING, messages: 1, quarantined: 1 })
  })
})

describe('at_ms', () => {
  // Told when the message is made: on a slow machine the table is minutes older
  it.each<[string, number | null, number?]>([
    ['null', null],
    ['1970', 0],
    ['before 1970', -5],
    ['2023', Date.UTC(2023, 11, 31)],
    ['next year', Date.now() + YEAR_MS],
    ['ten minutes ahead', null, 600_000],
    ['beyond every calendar', 9e15],
    ['an unsigned -1', 2 ** 64 - 1],
    ['with a fraction', 1_700_000_000_000.5],
  ])('%s is replaced by receipt and never refused', async (_, fixed_ms, ahead_ms) => {
    const from_ms = Date.now()
    const one = await greeted()
    const seq = one.seq
    const at_ms = ahead_ms === undefined ? fixed_ms : Date.now() + ahead_ms
    await one.send('badge', { ...one.envelope(10), at_ms, badge: awa() })
    expect(await one.answerTo(seq)).toMatchObject({ verdict: 'granted' })
    const start_ms = Date.parse((await outsider.sessionOf(one.session(seq))).start)
    expect(start_ms).toBeGreaterThanOrEqual(from_ms)
    expect(start_ms).toBeLessThanOrEqual(Date.now())
  })

  it('is believed where it may be, four minutes ahead too', async () => {
    const one = await greeted()
    const seq = one.seq
    const at_ms = Date.now() + 240_000
    await one.send('badge', { ...one.envelope(10), at_ms, badge: awa() })
    await one.answerTo(seq)
    expect(Date.parse((await outsider.sessionOf(one.session(seq))).start)).toBe(at_ms)
  })
})

describe('a batch', () => {
  it('is judged message by message, a bad one and a nested one quarantined alone', async () => {
    const one = await station()
    const messages: Json[] = [
      {
        type: 'hello',
        ...one.envelope(0),
        fw: '1',
        model: 't',
        reader: true,
        meter: 'none',
        relay: true,
        list_version: null,
      },
      { type: 'sample', ...sampleOf(one, 1_000) },
    ]
    const second = messages[1] as Json
    const bad = { type: 'sample', ...one.envelope(2_000), relay: 'maybe', current_mA: 1 }
    one.seq--
    messages.push(second, bad, { type: 'batch', messages: [second] }, { type: 'sample', ...sampleOf(one, 3_000) })
    messages.push({ type: 'sample', ...one.envelope(2_500), current_mA: 90, relay: true })
    expect(await added(() => one.send('batch', { messages }))).toEqual({ ...NOTHING, messages: 3, quarantined: 3 })
  })

  it('takes 100 at once, under one PUBACK', async () => {
    const one = await greeted()
    const messages = Array.from({ length: 100 }, (_, n) => ({ type: 'sample', ...sampleOf(one, (n + 1) * 1_000) }))
    expect(await added(() => one.send('batch', { messages }))).toEqual({ ...NOTHING, messages: 100 })
  })

  it('an undated queue is dated by receipt minus elapsed up_ms', async () => {
    const one = await station()
    const messages: Json[] = [
      {
        type: 'hello',
        ...one.envelope(0),
        fw: '1',
        model: 't',
        reader: true,
        meter: 'current',
        relay: true,
        list_version: null,
      },
      { type: 'badge', ...one.envelope(10_000), badge: awa(), offline: { verdict: 'granted', reason: null } },
      { type: 'sample', ...one.envelope(400_000), current_mA: 90, relay: true },
      { type: 'badge', ...one.envelope(410_000), badge: awa(), offline: { verdict: 'ended', reason: null } },
      { type: 'sample', ...one.envelope(700_000), current_mA: 90, relay: true },
    ]
    const sent_ms = Date.now()
    await one.send('batch', { messages })
    const session = await outsider.ended(one.session(1))
    expect(session).toMatchObject({ session_ms: 400_000, end_reason: 'badge-out' })
    const received_ms = Date.parse(session.start) + 690_000
    expect(received_ms).toBeGreaterThanOrEqual(sent_ms)
    expect(received_ms).toBeLessThanOrEqual(Date.now())
  })

  it('answers the badges in it', async () => {
    const one = await greeted()
    const seq = one.seq
    const messages = [{ type: 'badge', ...one.envelope(1_000), badge: awa() }]
    await one.send('batch', { messages })
    expect(await one.answerTo(seq)).toMatchObject({ verdict: 'granted', session: one.session(seq) })
  })
})

describe('a new token', () => {
  it('is the next epoch: boot 1 again, an id of its own, and the old token is refused', async () => {
    const id = `s${next}`
    const machine = `m${next++}`
    const first = await outsider.token(id, machine)
    const before = await outsider.connect(first)
    await before.hello()
    const old = await before.badge(1_000, awa())
    expect(old.session).toBe(sessionIdOf(SITE, id, 1, 1, 1))
    const ran = await outsider.lab.run('station', 'add', id, '--machine', machine, '--json')
    const second = ran.json<{ principal: string; token: string; station: string }>()
    await before.end()
    const after = await outsider.connect(second)
    await after.hello()
    const seq = after.seq
    await after.say('button', 500, { action: 'start-confirm' })
    const verdict = await after.badge(1_000, awa())
    expect(verdict).toMatchObject({ verdict: 'granted', session: sessionIdOf(SITE, id, 2, 1, seq + 1) })
    expect(await outsider.ended(old.session as string)).toMatchObject({ end_reason: 'power-loss' })
    await expect(outsider.connect(first)).rejects.toThrow(/not authorized|bad user|identifier/i)
    // a wrong credential leaves the right connection where it is
    await after.sample(2_000, 90)
  })

  it('ends the connection of the old one by itself, and never that of the new one, however soon it comes', async () => {
    const id = `s${next}`
    const machine = `m${next++}`
    const before = await outsider.connect(await outsider.token(id, machine))
    const closed = new Promise<void>(resolve => before.client.once('close', () => resolve()))
    const after = await outsider.connect(await outsider.token(id, machine))
    await closed
    // longer than the server takes to look for replaced tokens
    for (let i = 0; i < 8; i++) {
      expect(after.client.connected).toBe(true)
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    await after.hello()
  })

  it('of a gateway ends the connection of the old one too', async () => {
    const add = async () =>
      (await outsider.lab.run('gateway', 'add', 'replaced', '--stations', 's0', '--json')).json<{
        principal: string
        token: string
        gateway: string
      }>()
    const { gateway: station, ...first } = await add()
    const before = await outsider.connect({ ...first, station })
    const closed = new Promise<void>(resolve => before.client.once('close', () => resolve()))
    await add()
    await closed
    await expect(outsider.connect({ ...first, station })).rejects.toThrow(/not authorized|bad user|identifier/i)
  })
})

describe('presence', () => {
  it('is acknowledged and never journalled', async () => {
    const one = await greeted()
    expect(await added(() => one.send('presence', { online: true }))).toEqual(NOTHING)
  })
})

describe('after all this', () => {
  it('verify prints what the contract names, and all is well', async () => {
    const ran = await outsider.lab.run('verify', '--json')
    expect(ran.code).toBe(0)
    expect(ran.json()).toMatchObject({
      ...{ messages: expect.any(Number), quarantined: expect.any(Number), late: 2, gaps: expect.any(Number) },
      ...{
        sessions: expect.any(Number),
        journal_head: expect.anything(),
        ledger_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      ...{ ok: true, problems: [] },
    })
  })
})
