/** Issue 2.9 on whole processes: what telemetry says of use agrees with the ledger, and can be made again from the journal. */
import { createHmac } from 'node:crypto'
import mqtt from 'mqtt'
import { afterAll, describe, expect, it } from 'vitest'
import { influxdPath, startInfluxd } from '../support/influxd.ts'
import { type Navette, navette } from '../support/navette.ts'
import { poll } from '../support/poll.ts'

const SESSIONS = 12
const SAMPLES = 20
const labs: Navette[] = []
const ending: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const lab of labs) await lab.remove()
  for (const end of ending) await end()
})

const atelier = {
  navette: 1,
  site: 'mesure',
  name: 'Mesure',
  timezone: 'Europe/Paris',
  machines: [{ id: 'm1' }],
  categories: [{ id: 'coop' }, { id: 'adh' }],
  members: [{ id: 'awa', category: 'coop', charter_signed: '2025-01-01', badges: ['04A2B3C4'] }],
}

type Token = { principal: string; token: string; badge_key: string }
type Report = {
  ok: boolean
  sessions: number
  telemetry: { ok: boolean; differences: unknown[] }
  rebuilt?: { points: number }
}

/** A station that had been offline: sessions an hour apart over two months, each with its register. */
function story(badge_key: string): { type: string; body: object }[] {
  const badge = createHmac('sha256', Buffer.from(badge_key, 'hex')).update(Buffer.from('04a2b3c4', 'hex')).digest('hex')
  const start_ms = Date.UTC(2026, 8, 28, 8)
  const messages: { type: string; body: object }[] = []
  let up_ms = 0
  let running_ms = 0
  const say = (type: string, body: object) => {
    messages.push({ type, body: { boot: 1, seq: messages.length, up_ms, at_ms: start_ms + up_ms, ...body } })
  }
  say('hello', {
    fw: '1',
    model: 'x',
    reader: true,
    meter: 'current',
    relay: true,
    list_version: null,
    sample_ms: 300_000,
  })
  for (let i = 0; i < SESSIONS; i++) {
    for (const end of [false, true]) {
      say('sample', { current_mA: 50, relay: end, running_ms })
      say('badge', {
        badge,
        offline: end ? { verdict: 'ended', reason: 'badge-out' } : { verdict: 'granted', reason: null },
      })
      for (let k = 0; k < SAMPLES; k++) {
        up_ms += 300_000
        if (!end) running_ms += 123_457
        say('sample', { current_mA: end ? 50 : 900, relay: !end, running_ms })
      }
    }
  }
  return messages
}

async function lived(lab: Navette, env: Record<string, string>, after?: () => Promise<void>): Promise<void> {
  await lab.setup(atelier)
  const { principal, token, badge_key } = (
    await lab.run('station', 'add', 's1', '--machine', 'm1', '--json')
  ).json<Token>()
  const server = await lab.serve(env)
  const client = await mqtt.connectAsync(`mqtt://${server.mqtt}`, {
    clientId: principal,
    username: principal,
    password: token,
    reconnectPeriod: 0,
  })
  await Promise.all(
    story(badge_key).map(({ type, body }) =>
      client.publishAsync(`navette/1/mesure/s1/up/${type}`, JSON.stringify(body), { qos: 1 }),
    ),
  )
  await client.endAsync()
  await poll('telemetry at the head', async () => {
    const text = await (await fetch(`http://${server.http}/metrics`)).text()
    return /navette_telemetry_lag_entries 0\n/.test(text)
  })
  await after?.()
  await server.end()
}

async function agrees(lab: Navette): Promise<void> {
  const ran = await lab.run('verify', '--telemetry', '--json')
  expect(ran.json<Report>()).toMatchObject({ ok: true, sessions: SESSIONS, telemetry: { ok: true, differences: [] } })
  expect(ran.code).toBe(0)
}

it('the embedded store agrees with the ledger, whatever changed since, and comes back from the journal', async () => {
  const lab = navette()
  labs.push(lab)
  await lived(lab, {})
  await agrees(lab)
  // Another category now must not re-label what was: rebuilt telemetry still agrees.
  const moved = { ...atelier, members: [{ ...atelier.members[0], category: 'adh' }] }
  expect((await lab.run('atelier', 'import', lab.file('moved.json', JSON.stringify(moved)))).code).toBe(0)
  await agrees(lab)
  expect((await lab.run('verify', '--rebuild-telemetry', '--telemetry', '--json')).json<Report>()).toMatchObject({
    ok: true,
    telemetry: { ok: true },
  })
})

describe.skipIf(influxdPath === null)(`against a real influxd${influxdPath === null ? ' (not installed)' : ''}`, () => {
  it('agrees, differs when the bucket is gone, and is written again from the journal', async () => {
    const influxd = await startInfluxd()
    ending.push(() => influxd.kill('SIGKILL'))
    const env = { NAVETTE_INFLUX_URL: influxd.url, NAVETTE_INFLUX_BUCKET: 'navette', NAVETTE_INFLUX_VERSION: '1' }
    const lab = navette(env)
    labs.push(lab)
    await lived(lab, env)
    await agrees(lab)
    await influxd.query('DROP DATABASE navette')
    const lost = await lab.run('verify', '--telemetry', '--json')
    expect(lost.code).toBe(1)
    const rebuilt = await lab.run('verify', '--rebuild-telemetry', '--telemetry', '--json')
    expect(rebuilt.json<Report>()).toMatchObject({ ok: true, telemetry: { ok: true } })
    expect(rebuilt.json<Report>().rebuilt?.points).toBeGreaterThan(SESSIONS * SAMPLES * 2)
  })
})
