/** Contract §1: who connects and what they may touch, strange content, and all that must outlive a restart. */
import mqtt from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Json, Outsider } from '#test/support/outsider.ts'
import { poll } from '#test/support/poll.ts'

const ATELIER = {
  ...{ navette: 1, site: 'surface', name: 'Surface', timezone: 'Europe/Paris' },
  machines: Array.from({ length: 30 }, (_, n) => ({ id: `m${n}` })),
  members: [
    { id: 'awa', charter_signed: '2025-09-01', badges: ['04A2B3C4D5E680'] },
    { id: 'bo', charter_signed: '2025-09-01', badges: ['04A2B3C4D5E681'] },
  ],
}
let outsider: Outsider
beforeAll(async () => {
  outsider = await Outsider.come(ATELIER)
})
afterAll(() => outsider?.leave())

let next = 0
const awa = () => outsider.badge('04A2B3C4D5E680')
const connect = (principal: string, password: string, clientId = principal) =>
  mqtt.connectAsync(`mqtt://${outsider.server.mqtt}`, {
    ...{ clientId, username: principal, password, reconnectPeriod: 0, connectTimeout: 5_000 },
  })
type Audit = { action: string; subject: string; actor: string; detail: string }
const audited = (what: (row: Audit) => boolean) =>
  poll('an audit', async () => (await outsider.get<{ items: Audit[] }>('/audit?limit=200')).body.items.find(what))

describe('who connects', () => {
  it('nobody without the right name, id and token', async () => {
    const { principal, token } = await outsider.token(`s${next}`, `m${next++}`)
    await expect(connect(principal, 'wrong')).rejects.toThrow()
    await expect(connect('', '')).rejects.toThrow()
    await expect(connect(principal, token, 'somebody-else')).rejects.toThrow()
    await expect(connect('other.s0', token)).rejects.toThrow()
  })

  it('the same right credential replaces the first, a wrong one leaves it', async () => {
    const credentials = await outsider.token(`s${next}`, `m${next++}`)
    const first = await outsider.connect(credentials)
    await expect(connect(credentials.principal, 'wrong')).rejects.toThrow()
    await first.hello()
    const gone = new Promise<void>(done => first.client.once('close', () => done()))
    const second = await outsider.connect(credentials)
    await gone
    second.seq = 1
    await second.sample(1_000, 90)
  })
})

describe('rights', () => {
  it('a foreign subscription is refused with 128 and audited', async () => {
    const one = await outsider.station(`s${next}`, `m${next++}`)
    for (const topic of ['navette/1/surface/s0/down/#', '#', 'navette/1/surface/+/down/verdict', `${one.topic}/up/#`]) {
      const granted = await one.client.subscribeAsync(topic, { qos: 1 }).catch(() => [{ qos: 128 }])
      expect(granted).toMatchObject([{ qos: 128 }])
    }
    await one.hello()
    await audited(
      row => row.detail.includes('navette/1/surface/s0/down/#') || row.subject.includes('navette/1/surface/s0/down/#'),
    )
  })

  it.each([
    'navette/1/surface/s0/up/sample',
    'navette/1/other/s0/up/sample',
    'navette/1/surface/$own/down/verdict',
    'plug/surface/p1/status',
    'gossip',
  ])('a publish to %s closes the connection, and is audited', async topic => {
    const one = await outsider.station(`own${next % 3}`, `m${20 + (next++ % 3)}`)
    const own = topic.replace('$own', one.id)
    const gone = new Promise<void>(done => one.client.once('close', () => done()))
    const acknowledged = one.client.publishAsync(own, '{}', { qos: 1 }).then(
      () => true,
      () => false,
    )
    await gone
    await one.end()
    expect(await acknowledged).toBe(false)
    await audited(row => row.detail.includes(own) || row.subject.includes(own))
  })
})

describe('a gateway', () => {
  it('speaks for its stations, and each gets its standing, config and list', async () => {
    const [a, b] = [`s${next}`, `s${next + 1}`]
    await outsider.token(a, `m${next++}`)
    await outsider.token(b, `m${next++}`)
    const ran = await outsider.lab.run('gateway', 'add', 'gw', '--stations', `${a},${b}`, '--json')
    const { principal, token } = ran.json<{ principal: string; token: string }>()
    const client = await poll('the gateway’s connection', () => connect(principal, token).catch(() => null))
    const heard: string[] = []
    client.on('message', topic => heard.push(topic))
    for (const id of [a, b, 'gw']) await client.subscribeAsync(`navette/1/surface/${id}/down/#`, { qos: 1 })
    for (const id of [a, b]) {
      for (const type of ['verdict', 'config', 'list'])
        await poll(`${type} for ${id}`, () => heard.includes(`navette/1/surface/${id}/down/${type}`))
    }
    await client.publishAsync('navette/1/surface/gw/up/presence', '{"online":true}', { qos: 1 })
    const hello = {
      boot: 1,
      seq: 0,
      up_ms: 0,
      at_ms: null,
      fw: '1',
      model: 't',
      reader: true,
      meter: 'none',
      relay: true,
    }
    for (const id of [a, b])
      await client.publishAsync(`navette/1/surface/${id}/up/hello`, JSON.stringify({ ...hello, list_version: null }), {
        qos: 1,
      })
    await poll('time', () => heard.includes(`navette/1/surface/${b}/down/time`))
    await client.endAsync(true)
  })
})

describe('strange content', () => {
  it('is acknowledged, and breaks neither the ledger nor its replay', async () => {
    const one = await outsider.station(`s${next}`, `m${next++}`)
    await one.hello(0, { fw: 'a\u0000b', model: 'é', xxx: null })
    const sample = (more: string) =>
      `{"boot":1,"seq":${one.seq++},"up_ms":${one.seq * 1_000},"at_ms":null,"current_mA":90,"relay":true${more}}`
    for (const more of [
      ',"__proto__":{"current_mA":-1}',
      ',"constructor":{"prototype":{"a":1}}',
      ',"current_mA":91',
      ',"extra":1e308,"minus":-0',
      ',"\\u0000":"\\u0000"',
      ',"deep":[[[[[[[1]]]]]]]',
      ',"toString":"x","hasOwnProperty":1',
    ])
      await one.send('sample', sample(more))
    await one.send('sample', sample(`,"deep":${'['.repeat(7_000)}${']'.repeat(7_000)}`))
    one.seq--
    await one.send('sample', sample(',"huge":1e999'))
    one.seq--
    await one.send(
      'badge',
      `{"boot":1,"seq":${one.seq},"up_ms":99000,"at_ms":null,"badge":"${awa()}","order":"half a pair \\ud83d"}`,
    )
    await one.send(
      'badge',
      `{"boot":1,"seq":${one.seq++},"up_ms":99000,"at_ms":null,"badge":"${awa()}","order":"a\\u0000\\ud83d\\ude00","other":"\\ud83d"}`,
    )
    await one.answerTo(one.seq - 1)
    const { status } = await outsider.get(`/sessions/${one.session(one.seq - 1)}`)
    expect(status).toBe(200)
    expect((await outsider.lab.run('verify', '--json')).json()).toMatchObject({ ok: true, problems: [] })
  })
})

describe('after a restart', () => {
  it('duplicates are duplicates, quarantine is remembered, the session stands, and so do config and list', async () => {
    const credentials = await outsider.token(`s${next}`, `m${next++}`)
    const before = await outsider.connect(credentials)
    const power_up_ms = Date.now()
    const said: [string, Json][] = []
    const say = async (type: string, up_ms: number, body: Json) => {
      const message = { ...before.envelope(up_ms), ...body }
      said.push([type, message])
      await before.send(type, message)
      return message.seq as number
    }
    await say('hello', 0, { fw: '1', model: 't', reader: true, meter: 'current', relay: true, list_version: null })
    await say('sample', 1_000, { current_mA: 90, relay: true })
    const seq = await say('badge', 2_000, { badge: awa() })
    const granted = await before.answerTo(seq)
    const bad: [string, Json][] = [
      ['sample', { boot: 1, seq: 1, up_ms: 1_000, at_ms: null, current_mA: 91, relay: true }],
      ['gossip', { boot: 1, seq: 9, up_ms: 1_000, at_ms: null }],
    ]
    for (const [type, message] of bad) await before.send(type, message)
    const counted = (await outsider.lab.run('verify', '--json')).json<Json>()
    await before.end()
    await outsider.server.end()
    outsider.server = await outsider.lab.serve()
    const after = await outsider.connect(credentials)
    await after.hear('verdict', (one: Json) => one.for === null && one.session === granted.session)
    await after.hear('config')
    await after.hear('list')
    for (const [type, message] of [...said, ...bad]) await after.send(type, message)
    expect(await after.answerTo(seq)).toEqual(granted)
    expect((await outsider.lab.run('verify', '--json')).json()).toEqual(counted)
    after.seq = 3
    // as late as it is: what a busy machine takes to start again must not make the badge too late
    expect(await after.badge(5_000 + Date.now() - power_up_ms, awa())).toMatchObject({
      verdict: 'ended',
      session: granted.session,
    })
  })
})
