/** The whole way of a station of bought parts: simulated reader, meter and relay on ptys → gateway → `navette serve`. */
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { boughtParts } from '#test/support/bought-parts.ts'
import { eventually } from '#test/support/eventually.ts'
import { startGatewayProcess } from '#test/support/gateway-process.ts'
import { navette } from '#test/support/navette.ts'
import { poll } from '#test/support/poll.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

type Session = { end_reason: string | null; running_ms: number; [column: string]: unknown }

const CARD = '010063e9ae'
const atelier = {
  ...{ navette: 1, site: 'compose', name: 'Composé', timezone: 'Europe/Paris' },
  profiles: [
    {
      ...{ id: 'servo', idle_mA: 90, run_mA: 1_000, run_on_mA: 600, run_off_mA: 450 },
      ...{ min_on_ms: 0, hold_ms: 1_500, idle_timeout_s: 900 },
    },
  ],
  machines: [{ id: 'juki', kind: 'lockstitch', profile: 'servo', sensor: 'energy' }],
  members: [{ id: 'awa', name: 'Awa', badges: [CARD], charter_signed: '2025-01-01', joined: '2025-01-01' }],
}

it('badge → verdict → relay closed → metered session, estimated → badge-out → relay open after the hold', async () => {
  const lab = navette()
  cleanups.push(() => lab.remove())
  await lab.setup(atelier)
  await lab.run('station', 'add', 's1', '--machine', 'juki')
  const credential = (await lab.run('gateway', 'add', 'gw', '--stations', 's1', '--json')).json<object>()
  const server = await lab.serve()
  const parts = boughtParts()
  cleanups.push(() => parts.close())
  const { dir, reader, meter, relay } = parts
  meter.current_A = 0.09
  const file = join(dir, 'gateway.json')
  const config = { ...credential, mqtt: `mqtt://${server.mqtt}`, data: 'data', stations: [parts.station('s1')] }
  writeFileSync(file, JSON.stringify(config))
  const gateway = startGatewayProcess(file)
  cleanups.push(() => gateway.end('SIGKILL'))
  await gateway.ready

  const db = new Database(join(lab.data, 'navette.sqlite'), { readonly: true })
  cleanups.push(() => db.close())
  await eventually(() => relay.commands.length > 0, gateway.log)
  expect(relay.commands).toEqual([false]) // open before anybody came
  const sessions = () => db.prepare<[], Session>('SELECT * FROM session').all()
  reader.present(CARD)
  await eventually(
    () => relay.closed,
    () => `${gateway.log()} ${JSON.stringify(sessions())}`,
  )
  reader.remove()
  meter.current_A = 1
  const running_from_ms = performance.now()
  await poll('four seconds of work', () => performance.now() - running_from_ms > 4_000)
  meter.current_A = 0.09
  await poll('idle to be metered', () => performance.now() - running_from_ms > 6_000)

  reader.present(CARD)
  await eventually(() => !relay.closed, gateway.log)
  reader.remove()
  expect(relay.commands).toEqual([false, true, false])
  const session = await poll('the session', () => sessions().find(({ end_reason }) => end_reason === 'badge-out'))
  expect(session).toMatchObject({ member: 'awa', machine: 'juki', grade: 'estimated', no_current: 0 })
  expect(session.running_ms).toBeGreaterThan(2_500)
  expect(session.running_ms).toBeLessThan(6_500)
  expect(await gateway.end('SIGTERM')).toBe(0)
  expect((await lab.run('verify', '--json')).json()).toMatchObject({ ok: true, quarantined: 0, gaps: 0 })
})

it('goes on without the server: who is listed starts, who is not is refused, and all of it arrives later', async () => {
  const lab = navette()
  cleanups.push(() => lab.remove())
  await lab.setup(atelier)
  await lab.run('station', 'add', 's1', '--machine', 'juki')
  const credential = (await lab.run('gateway', 'add', 'gw', '--stations', 's1', '--json')).json<object>()
  const server = await lab.serve()
  const parts = boughtParts()
  cleanups.push(() => parts.close())
  const { dir, reader, meter, relay, plugs } = parts
  meter.current_A = 0.09
  const file = join(dir, 'gateway.json')
  const config = { ...credential, mqtt: `mqtt://${server.mqtt}`, data: 'data', stations: [parts.station('s1')] }
  writeFileSync(file, JSON.stringify(config))
  const gateway = startGatewayProcess(file)
  cleanups.push(() => gateway.end('SIGKILL'))
  await gateway.ready
  const kept = new Database(join(dir, 'data/kept.sqlite'), { readonly: true })
  cleanups.push(() => kept.close())
  await poll('the offline list', () => kept.prepare("SELECT 1 FROM kept WHERE type = 'list'").get())
  await server.end()
  await eventually(() => /no connection/.test(gateway.log()), gateway.log)

  reader.present('0000000001')
  await poll('the refused card to be kept', () => waitingBadges(dir).some(body => body.includes('offline-not-listed')))
  expect(relay.closed).toBe(false)
  reader.present(CARD)
  await eventually(() => relay.closed, gateway.log)
  reader.remove()
  plugs.reader.unplug()
  plugs.reader.plug()

  await lab.serve({ NAVETTE_MQTT: server.mqtt })
  const db = new Database(join(lab.data, 'navette.sqlite'), { readonly: true })
  cleanups.push(() => db.close())
  const session = await poll('the session', () => db.prepare<[], Session>('SELECT * FROM session').get(), 30_000)
  expect(session).toMatchObject({ member: 'awa', machine: 'juki', end_reason: null })
  expect(relay.closed).toBe(true)
})

/** Badges in the outbox. The gateway holds its file exclusively: read a copy, with its log. */
function waitingBadges(dir: string): string[] {
  const copy = mkdtempSync(join(dir, 'copy-'))
  for (const name of ['outbox.sqlite', 'outbox.sqlite-wal']) copyFileSync(join(dir, 'data', name), join(copy, name))
  const db = new Database(join(copy, 'outbox.sqlite'))
  const rows = db.prepare<[], { body: string }>("SELECT body FROM waiting WHERE type = 'badge'").all()
  db.close()
  return rows.map(({ body }) => body)
}

it('killed under a running machine: cuts nothing, ends the session as power loss, starts again by the same card twice', async () => {
  const lab = navette()
  cleanups.push(() => lab.remove())
  await lab.setup(atelier)
  await lab.run('station', 'add', 's1', '--machine', 'juki')
  const credential = (await lab.run('gateway', 'add', 'gw', '--stations', 's1', '--json')).json<object>()
  const server = await lab.serve()
  const parts = boughtParts()
  cleanups.push(() => parts.close())
  const { dir, reader, meter, relay } = parts
  meter.current_A = 0.09
  const file = join(dir, 'gateway.json')
  const config = { ...credential, mqtt: `mqtt://${server.mqtt}`, data: 'data', stations: [parts.station('s1')] }
  writeFileSync(file, JSON.stringify(config))
  const first = startGatewayProcess(file)
  cleanups.push(() => first.end('SIGKILL'))
  await first.ready
  await eventually(() => relay.commands.length > 0, first.log)
  reader.present(CARD)
  await eventually(() => relay.closed, first.log)
  reader.remove()
  meter.current_A = 1
  await first.end('SIGKILL')
  const commands = relay.commands.length

  const second = startGatewayProcess(file)
  cleanups.push(() => second.end('SIGKILL'))
  await second.ready
  const db = new Database(join(lab.data, 'navette.sqlite'), { readonly: true })
  cleanups.push(() => db.close())
  const sessions = () => db.prepare<[], Session>('SELECT * FROM session ORDER BY start_at_ms').all()
  await poll('the power loss', () => sessions()[0]?.end_reason === 'power-loss')
  const from_ms = performance.now()
  await poll('seven seconds of work without a supervisor’s right', () => performance.now() - from_ms > 7_000)
  expect(relay.commands).toHaveLength(commands)
  meter.current_A = 0.09
  await eventually(() => !relay.closed, second.log)

  for (const tap of ['refused', 'confirmed']) {
    reader.present(CARD)
    const tapped_ms = performance.now()
    await poll(`${tap}, and 2.5 s`, () => performance.now() - tapped_ms > 2_500)
    reader.remove()
    if (tap === 'refused') expect(relay.closed).toBe(false)
    await poll('the card gone', () => performance.now() - tapped_ms > 3_500)
  }
  await eventually(() => relay.closed, second.log)
  await poll('the new session', () => sessions()[1]?.end_reason === null)
})
