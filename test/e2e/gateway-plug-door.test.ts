/** The gateway's own door for plugs (docs/adr/0041): on real sockets, with the simulated Shelly and Tasmota. */
import { hash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import mqtt, { type MqttClient } from 'mqtt'
import pino from 'pino'
import { afterEach, expect, it } from 'vitest'
import { Rdm6300 } from '#firmware-sim/parts/rdm6300.ts'
import { ShellyPlug } from '#firmware-sim/parts/shelly.ts'
import { TasmotaPlug } from '#firmware-sim/parts/tasmota.ts'
import { check } from '#gateway/check/check.ts'
import { parseConfig } from '#gateway/config.ts'
import { PlugDoor } from '#gateway/plugs/door.ts'
import { Plug as Port } from '#test/support/bought-parts.ts'
import { knowsTheCards } from '#test/support/composed-workshop.ts'
import { eventually } from '#test/support/eventually.ts'
import { startGatewayProcess } from '#test/support/gateway-process.ts'
import { navette } from '#test/support/navette.ts'
import { poll } from '#test/support/poll.ts'
import { freePort } from '#test/support/program.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const account = (id: string) => ({ id, token_sha256: hash('sha256', `token-${id}`, 'hex') })

async function openDoor(): Promise<{ door: PlugDoor; port: number; heard: string[] }> {
  const heard: string[] = []
  const said: string[] = []
  const log = pino({ level: 'info' }, { write: line => void said.push(line) })
  const config = { listen: '127.0.0.1:0', accounts: [account('p1'), account('p2')] }
  const onMessage = (plug: string, topic: string, payload: Uint8Array) =>
    void heard.push(`${plug} ${topic} ${Buffer.from(payload).toString()}`)
  const door = new PlugDoor({ config, site: 'site', onMessage, log })
  cleanups.push(() => door.stop())
  await door.start()
  const port = await poll('the port', () => /connect to 127\.0\.0\.1:(\d+)/.exec(said.join(''))?.[1])
  return { door, port: Number(port), heard }
}

async function client(port: number, plug: string, token = `token-${plug}`): Promise<MqttClient> {
  const name = `site.${plug}`
  const made = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    ...{ clientId: name, username: name, password: token, reconnectPeriod: 0 },
  })
  cleanups.push(() => made.endAsync(true))
  made.on('error', () => undefined)
  await new Promise<void>((done, refuse) => {
    made.once('connect', () => done())
    made.once('close', () => refuse(new Error('closed')))
  })
  return made
}
const closed = (one: MqttClient) => new Promise<void>(done => one.once('close', () => done()))

it('lets in who is named and knows the token, and nobody else', async () => {
  const { port } = await openDoor()
  await client(port, 'p1')
  await expect(client(port, 'p2', 'token-p1')).rejects.toThrow()
  await expect(client(port, 'p3', 'token-p3')).rejects.toThrow()
})

it('hears a plug’s own topics; a publish elsewhere closes, a foreign subscription is refused', async () => {
  const { door, port, heard } = await openDoor()
  const [one, two] = [await client(port, 'p1'), await client(port, 'p2')]
  await one.publishAsync('plug/site/p1/status/switch:0', '{"output":true}', { qos: 1 })
  expect(heard).toEqual(['p1 status/switch:0 {"output":true}'])
  const hears: string[] = []
  two.on('message', topic => hears.push(topic))
  for (const filter of ['#', 'plug/#', 'plug/site/+/rpc', 'plug/site/p1/rpc', 'plug/other/p2/rpc'])
    await expect(two.subscribeAsync(filter, { qos: 1 })).rejects.toThrow()
  await two.subscribeAsync('plug/site/p2/rpc', { qos: 1 })
  expect(door.say('p1', { topic: 'rpc', payload: '1' })).toBe(true)
  expect(door.say('p2', { topic: 'rpc', payload: '2' })).toBe(true)
  await poll('its own', () => hears.length > 0)
  expect(hears).toEqual(['plug/site/p2/rpc'])
  const gone = closed(two)
  two.publish('plug/site/p1/rpc', 'on', { qos: 1 })
  await gone
  expect(heard).toHaveLength(1)
})

it('retains no power command, whoever says it, and keeps none for a plug that is away', async () => {
  const { door, port } = await openDoor()
  expect(door.say('p1', { topic: 'cmnd/POWER', payload: 'ON' })).toBe(false)
  const first = await client(port, 'p1')
  await first.publishAsync('plug/site/p1/cmnd/POWER', 'ON', { qos: 1, retain: true })
  await first.endAsync()
  await poll('it is gone', () => !door.say('p1', { topic: 'cmnd/POWER', payload: 'ON' }))
  const again = await client(port, 'p1')
  const hears: string[] = []
  again.on('message', (topic, payload) => hears.push(`${topic} ${payload}`))
  await again.subscribeAsync('plug/site/p1/#', { qos: 1 })
  await again.publishAsync('plug/site/p1/tele/STATE', 'last', { qos: 1 })
  await poll('its own word back', () => hears.length > 0)
  expect(hears).toEqual(['plug/site/p1/tele/STATE last'])
})

it('cuts a connection that promises a packet of megabytes, before it knows who it is', async () => {
  const { port } = await openDoor()
  const socket = connect(port, '127.0.0.1')
  cleanups.push(() => socket.destroy())
  const gone = new Promise<void>(done => socket.once('close', () => done()))
  socket.on('error', () => undefined)
  socket.write(Buffer.of(0x10, 0xff, 0xff, 0xff, 0x7f))
  await gone
})

it('`check` opens the door, and tells which plug comes, what it reads, and who was refused', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'gateway-door-check-'))
  const plugs = { listen: `127.0.0.1:${await freePort()}`, accounts: [account('p1')] }
  const stations = [{ id: 's1', meter: { driver: 'shelly', plug: 'p1' } }]
  const credential = { site: 'site', gateway: 'gw', principal: 'site.gw', token: 't', badge_key: '00'.repeat(32) }
  const parsed = parseConfig({ ...credential, mqtt: 'mqtt://127.0.0.1:1', data: dir, plugs, stations })
  if (parsed.kind === 'wrong') throw new Error(JSON.stringify(parsed.errors))
  const checked = check(parsed.config, 6_000, () => undefined, pino({ level: 'silent' }))
  const own = { url: `mqtt://${plugs.listen}`, topic_prefix: 'plug/site/p1' }
  const plug = new ShellyPlug({ ...own, client_id: 'site.p1', password: 'token-p1' })
  const stranger = new ShellyPlug({ ...own, client_id: 'site.p9', password: 'token-p9' })
  for (const one of [plug, stranger]) {
    cleanups.push(() => one.close())
    one.output = true
    one.setLoad(0.5, 100)
    one.powerUp()
  }
  const parts = await checked
  expect(parts.find(({ part }) => part === 'door')).toMatchObject({
    ok: false,
    says: expect.stringMatching(/site\.p9/),
  })
  expect(parts.find(({ part }) => part === 'meter')).toMatchObject({
    ok: true,
    port: 'p1',
    current_mA: 500,
    power_W: 100,
  })
  expect(plug.switched).toEqual([])
})

const CARDS = { shelly: '010063e9ae', tasmota: '010063e9af' }
const SUPPLY = { no_volt_release: true, machine_A: 4, machine_inrush_A: 24, plug_A: 10, plug_inrush_A: 80 }
const DRIVERS = ['shelly', 'tasmota'] as const
const atelier = {
  ...{ navette: 1, site: 'door', name: 'Porte', timezone: 'Europe/Paris' },
  profiles: [
    {
      ...{ id: 'servo', idle_mA: 90, run_mA: 1_000, run_on_mA: 600, run_off_mA: 450 },
      ...{ min_on_ms: 0, hold_ms: 1_500, idle_timeout_s: 900 },
    },
  ],
  machines: DRIVERS.map(id => ({ id: `m-${id}`, kind: 'lockstitch', profile: 'servo', sensor: 'energy' })),
  members: DRIVERS.map(id => ({
    ...{ id: `of-${id}`, name: id, badges: [CARDS[id]], charter_signed: '2025-01-01', joined: '2025-01-01' },
  })),
}
type Session = { member: string; end_reason: string | null; running_ms: number; buffered: number; silent_ms: number }

it('the server is killed: running sessions are metered on, members start and stop by their cards, and all of it is billed', async () => {
  const lab = navette()
  cleanups.push(() => lab.remove())
  await lab.setup(atelier)
  for (const driver of DRIVERS) await lab.run('station', 'add', `s-${driver}`, '--machine', `m-${driver}`)
  const added = await lab.run('gateway', 'add', 'gw', '--stations', 's-shelly,s-tasmota', '--json')
  const server = await lab.serve({ NAVETTE_MQTT: `127.0.0.1:${await freePort()}` })
  const dir = mkdtempSync(join(tmpdir(), 'gateway-door-'))
  const seats = await Promise.all(
    DRIVERS.map(async driver => {
      const paired = (await lab.run('plug', 'add', `p-${driver}`, '--gateway', 'gw', '--json')).json<{
        principal: string
        token: string
        token_sha256: string
      }>()
      const port = new Port(join(dir, driver))
      const reader = new Rdm6300(bytes => port.write(bytes))
      cleanups.push(() => {
        reader.remove()
        port.close()
      })
      return { driver, paired, port, reader }
    }),
  )
  const config = {
    ...added.json<object>(),
    ...{ mqtt: `mqtt://${server.mqtt}`, data: 'data' },
    plugs: {
      listen: '127.0.0.1:0',
      accounts: seats.map(({ driver, paired }) => ({ id: `p-${driver}`, token_sha256: paired.token_sha256 })),
    },
    stations: seats.map(({ driver, port }) => ({
      id: `s-${driver}`,
      reader: { driver: 'rdm6300', port: port.path },
      meter: { driver, plug: `p-${driver}` },
      relay: { driver, plug: `p-${driver}`, supply: SUPPLY },
    })),
  }
  const file = join(dir, 'gateway.json')
  writeFileSync(file, JSON.stringify(config))
  const gateway = startGatewayProcess(file)
  cleanups.push(() => gateway.end('SIGKILL'))
  const at = await poll('the door', () => /plugs connect to ([\d.]+:\d+)/.exec(gateway.log())?.[1])
  const places = seats.map(({ driver, paired, reader }) => {
    const own = { url: `mqtt://${at}`, client_id: paired.principal, password: paired.token }
    const prefix = `plug/door/p-${driver}`
    const plug =
      driver === 'shelly'
        ? new ShellyPlug({ ...own, topic_prefix: prefix })
        : new TasmotaPlug({ ...own, full_topic: `${prefix}/%prefix%/` })
    cleanups.push(() => plug.close())
    plug.setLoad(0.09, 12)
    plug.powerUp()
    return { driver, plug, reader }
  })
  const present = async (closes: boolean) => {
    for (const { driver, reader } of places) reader.present(CARDS[driver])
    await eventually(() => places.every(({ plug }) => plug.output === closes), gateway.log)
    for (const { reader } of places) reader.remove()
  }
  const after = async (ms: number) => {
    const from_ms = performance.now()
    await poll(`${ms} ms`, () => performance.now() - from_ms > ms)
  }
  const maySwitch = (driver: string) => new RegExp(`"plug":"p-${driver}".*the plug may switch: `).test(gateway.log())
  await eventually(() => DRIVERS.every(maySwitch), gateway.log)
  // Before, they may have been slow to come, and that was said of them
  const before = gateway.log().length
  const since = () => gateway.log().slice(before)
  await knowsTheCards(dir, DRIVERS.length)
  await present(true)
  for (const { plug } of places) plug.setLoad(1, 210)
  const from_ms = performance.now()
  await after(1_500)
  await server.end('SIGKILL')
  await eventually(() => /no connection/.test(since()), gateway.log)
  await after(2_500)
  for (const { plug } of places) plug.setLoad(0.09, 12)
  const worked_ms = performance.now() - from_ms
  await after(2_000)
  await present(false)
  await after(2_500)
  await present(true)
  await lab.serve({ NAVETTE_MQTT: server.mqtt })
  const db = new Database(join(lab.data, 'navette.sqlite'), { readonly: true })
  cleanups.push(() => db.close())
  const sessions = (driver: string) =>
    db.prepare<[string], Session>('SELECT * FROM session WHERE machine = ? ORDER BY start_at_ms').all(`m-${driver}`)
  await poll('all four', () => DRIVERS.every(driver => sessions(driver).length === 2))
  for (const driver of DRIVERS) {
    const [first, second] = sessions(driver)
    expect(first).toMatchObject({ member: `of-${driver}`, end_reason: 'badge-out', silent_ms: 0 })
    expect(first?.running_ms).toBeGreaterThan(worked_ms - 1_500)
    expect(first?.running_ms).toBeLessThan(worked_ms + 3_500)
    expect(second).toMatchObject({ member: `of-${driver}`, end_reason: null })
  }
  expect(places.map(({ plug }) => plug.switched.filter(on => on).length)).toEqual([2, 2])
  expect(since()).not.toMatch(/the plug says nothing|went away/)
})
