/** The whole way of a station of bought parts: simulated reader, meter and relay on ptys → gateway → `navette serve`. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { Lcus1 } from '#firmware-sim/parts/lcus-1.ts'
import { ModbusBusSim } from '#firmware-sim/parts/modbus-bus.ts'
import { Pzem004t } from '#firmware-sim/parts/pzem-004t.ts'
import { Rdm6300 } from '#firmware-sim/parts/rdm6300.ts'
import { eventually } from '#test/support/eventually.ts'
import { startGatewayProcess } from '#test/support/gateway-process.ts'
import { navette } from '#test/support/navette.ts'
import { poll } from '#test/support/poll.ts'
import { linkPort, openPty } from '#test/support/pty.ts'

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

/** A reader, a meter and a relay, each on a pseudo-terminal under a stable name. */
function parts() {
  const dir = mkdtempSync(join(tmpdir(), 'gateway-composed-'))
  const port = (name: string) => {
    const pty = openPty()
    cleanups.push(() => pty.close())
    linkPort(join(dir, name), pty)
    return pty
  }
  const readerPty = port('reader')
  const reader = new Rdm6300(bytes => readerPty.write(bytes))
  const busPty = port('bus')
  const bus = new ModbusBusSim(bytes => busPty.write(bytes))
  busPty.onData(chunk => bus.receive(chunk))
  const meter = new Pzem004t(1)
  const wire = bus.add(meter)
  const relayPty = port('relay')
  const relay = new Lcus1()
  relayPty.onData(chunk => relay.receive(chunk))
  cleanups.push(() => reader.remove())
  return { dir, reader, meter, wire, relay }
}

it('badge → verdict → relay closed → metered session, estimated → badge-out → relay open after the hold', async () => {
  const lab = navette()
  cleanups.push(() => lab.remove())
  await lab.setup(atelier)
  await lab.run('station', 'add', 's1', '--machine', 'juki')
  const credential = (await lab.run('gateway', 'add', 'gw', '--stations', 's1', '--json')).json<object>()
  const server = await lab.serve()
  const { dir, reader, meter, relay } = parts()
  meter.current_A = 0.09
  const station = {
    id: 's1',
    reader: { driver: 'rdm6300', port: join(dir, 'reader') },
    meter: { driver: 'pzem-004t', bus: join(dir, 'bus'), address: 1 },
    relay: { driver: 'lcus-1', port: join(dir, 'relay') },
  }
  const file = join(dir, 'gateway.json')
  const config = { ...credential, mqtt: `mqtt://${server.mqtt}`, data: 'data', stations: [station] }
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
