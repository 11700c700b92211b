/** Plugs over the real broker: simulated reader on a pty and simulated plug → gateway → `navette serve`. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { Rdm6300 } from '#firmware-sim/parts/rdm6300.ts'
import { ShellyPlug } from '#firmware-sim/parts/shelly.ts'
import { TasmotaPlug } from '#firmware-sim/parts/tasmota.ts'
import { Plug as Port } from '#test/support/bought-parts.ts'
import {
  type AtEnd,
  knowsTheCards,
  present,
  type ServedMachine,
  servedMachine,
  startedGateway,
  writeGateway,
} from '#test/support/composed-workshop.ts'
import { eventually } from '#test/support/eventually.ts'
import type { GatewayProcess } from '#test/support/gateway-process.ts'
import { poll } from '#test/support/poll.ts'

type Driver = 'shelly' | 'tasmota'
type SimulatedPlug = ShellyPlug | TasmotaPlug

const SUPPLY = { no_volt_release: true, machine_A: 4, machine_inrush_A: 24, plug_A: 10, plug_inrush_A: 80 }

const idle = (plug: SimulatedPlug) => plug.setLoad(0.09, 12)
const work = (plug: SimulatedPlug) => plug.setLoad(1, 210)

function simulated(driver: Driver, url: string, principal: string, password: string): SimulatedPlug {
  const account = { url, client_id: principal, password }
  return driver === 'shelly'
    ? new ShellyPlug({ ...account, topic_prefix: 'plug/plugs/p1' })
    : new TasmotaPlug({ ...account, full_topic: 'plug/plugs/p1/%prefix%/' })
}

type Workshop = ServedMachine & { reader: Rdm6300; plug: SimulatedPlug; gateway: GatewayProcess }

async function workshop(
  { driver, supply, before }: { driver: Driver; supply?: object; before?: (plug: SimulatedPlug) => void },
  atEnd: AtEnd,
): Promise<Workshop> {
  const machine = await servedMachine('plugs', atEnd)
  const { lab, server } = machine
  // While it serves: the pairing takes effect at once.
  const paired = (await lab.run('plug', 'add', 'p1', '--gateway', 'gw', '--json')).json<{
    principal: string
    token: string
  }>()
  const plug = simulated(driver, `mqtt://${server.mqtt}`, paired.principal, paired.token)
  atEnd(() => plug.close())
  idle(plug)
  before?.(plug)
  plug.powerUp()

  const dir = mkdtempSync(join(tmpdir(), 'gateway-plugs-'))
  const port = new Port(join(dir, 'reader'))
  const reader = new Rdm6300(bytes => port.write(bytes))
  atEnd(() => {
    reader.remove()
    port.close()
  })
  const file = writeGateway(dir, machine, {
    id: 's1',
    reader: { driver: 'rdm6300', port: port.path },
    meter: { driver, plug: 'p1' },
    relay: { driver, plug: 'p1', supply },
  })
  const gateway = await startedGateway(file, atEnd)
  await knowsTheCards(dir)
  return { ...machine, reader, plug, gateway }
}

const closed = (plug: SimulatedPlug): void => {
  plug.output = true
}
/** Firmware of before its button could be detached. */
function oldFirmware(plug: SimulatedPlug): void {
  if (plug instanceof ShellyPlug) plug.config.ui = { leds: { mode: 'off' } }
}

/** Its button is told by a component of its own (`PLUGUK_UI`). */
function british(plug: SimulatedPlug): void {
  if (plug instanceof ShellyPlug) plug.ui = 'PLUGUK_UI'
}
/** A plug with a button that no component tells of. */
function untold(plug: SimulatedPlug): void {
  if (plug instanceof ShellyPlug) plug.ui = null
}

describe.each(['shelly', 'tasmota'] as const)('%s', driver => {
  it.concurrent('is made safe, follows badge and hold, and its current is a session, estimated', async ({
    expect,
    onTestFinished,
  }) => {
    const { lab, reader, plug, gateway, sessions } = await workshop({ driver, supply: SUPPLY }, onTestFinished)
    await eventually(() => /the plug may switch: /.test(gateway.log()), gateway.log)
    expect(gateway.log()).toMatch(/making the plug safe/)
    plug.press()
    expect(plug.output).toBe(false) // its button has no say any more
    await present(reader, () => plug.output, gateway.log)
    work(plug)
    const from_ms = performance.now()
    await poll('four seconds of work', () => performance.now() - from_ms > 4_000)
    idle(plug)
    const [until_ms, worked_ms] = [performance.now(), performance.now() - from_ms]
    await poll('idle to be metered', () => performance.now() - until_ms > 2_500)
    await present(reader, () => !plug.output, gateway.log)
    const session = await poll('the session', () => sessions().find(({ end_reason }) => end_reason === 'badge-out'))
    expect(session).toMatchObject({ member: 'awa', machine: 'juki', grade: 'estimated', no_current: 0 })
    expect(session.running_ms).toBeGreaterThan(worked_ms - 1_500)
    expect(session.running_ms).toBeLessThan(worked_ms + 2_500)
    expect(await gateway.end('SIGTERM')).toBe(0)
    expect((await lab.run('verify', '--json')).json()).toMatchObject({ ok: true, quarantined: 0, gaps: 0 })

    // What the pairing is for: the supply comes back, the machine does not.
    plug.powerLoss()
    plug.output = true
    plug.powerUp()
    expect(plug.output).toBe(false)
  })

  it.concurrent('only meters where nobody said that the machine fits: never switched, settings left alone', async ({
    expect,
    onTestFinished,
  }) => {
    const { reader, plug, gateway, sessions } = await workshop({ driver, before: closed }, onTestFinished)
    const settings = JSON.stringify(driver === 'shelly' ? (plug as ShellyPlug).config : (plug as TasmotaPlug).settings)
    await eventually(() => /the plug only meters: nothing says/.test(gateway.log()), gateway.log)
    await eventually(() => /the plug is there/.test(gateway.log()), gateway.log)
    await present(reader, () => sessions().length > 0, gateway.log)
    work(plug)
    const from_ms = performance.now()
    await poll('three seconds of work', () => performance.now() - from_ms > 3_000)
    idle(plug)
    const until_ms = performance.now()
    await poll('idle to be metered', () => performance.now() - until_ms > 2_500)
    await present(reader, () => sessions()[0]?.end_reason === 'badge-out', gateway.log)
    expect(sessions()[0]?.running_ms).toBeGreaterThan(1_500)
    expect(plug.switched).toEqual([])
    expect(JSON.stringify(driver === 'shelly' ? (plug as ShellyPlug).config : (plug as TasmotaPlug).settings)).toBe(
      settings,
    )
  })
})

it.concurrent.for([
  ['whose firmware is too old', oldFirmware, /relay is refused: .*button cannot be taken/],
  ['that tells nothing of its button', untold, /relay is refused: .*says nothing of a button/],
] as const)(
  'a plug %s is never closed, and a sentence says why',
  async ([, before, why], { expect, onTestFinished }) => {
    const { reader, plug, gateway, sessions } = await workshop(
      { driver: 'shelly', supply: SUPPLY, before },
      onTestFinished,
    )
    await eventually(() => why.test(gateway.log()), gateway.log)
    await present(reader, () => sessions().length > 0, gateway.log)
    const from_ms = performance.now()
    await poll('time enough to close', () => performance.now() - from_ms > 1_000)
    expect(plug.switched).toEqual([])
    expect(plug.output).toBe(false)
  },
)

it.concurrent('the button of another model is taken from its switch as well', async ({ expect, onTestFinished }) => {
  const { plug, gateway } = await workshop({ driver: 'shelly', supply: SUPPLY, before: british }, onTestFinished)
  await eventually(() => /the plug may switch: /.test(gateway.log()), gateway.log)
  plug.press()
  expect(plug.output).toBe(false)
})

it.concurrent('a plug that loses its supply in a session stays open when it comes back, until a fresh badge', async ({
  expect,
  onTestFinished,
}) => {
  const { reader, plug, gateway, sessions } = await workshop({ driver: 'tasmota', supply: SUPPLY }, onTestFinished)
  await eventually(() => /the plug may switch: /.test(gateway.log()), gateway.log)
  await present(reader, () => plug.output, gateway.log)
  // Commands younger than this may not have been heard yet.
  const from_ms = performance.now()
  await poll('the command to be old', () => performance.now() - from_ms > 3_500)
  const before = gateway.log().length
  plug.powerLoss()
  await eventually(() => /went away|says nothing/.test(gateway.log().slice(before)), gateway.log)
  plug.powerUp()
  expect(plug.output).toBe(false)
  await eventually(() => /the plug may switch: /.test(gateway.log().slice(before)), gateway.log)
  // It says itself that it is open: the right is gone, and a start wants its confirmation.
  await poll('the end of the session', () => sessions()[0]?.end_reason === 'fault')
  expect(plug.output).toBe(false)
  expect(plug.switched.filter(on => on)).toHaveLength(1)
})

it.concurrent('the server restarts in a session: contact and session are held, and the same card ends it', async ({
  expect,
  onTestFinished,
}) => {
  const { lab, server, reader, plug, gateway, sessions } = await workshop(
    { driver: 'shelly', supply: SUPPLY },
    onTestFinished,
  )
  await eventually(() => /the plug may switch: /.test(gateway.log()), gateway.log)
  await present(reader, () => plug.output, gateway.log)
  work(plug)
  const before = gateway.log().length
  const since = () => gateway.log().slice(before)
  await server.end()
  await eventually(() => /no connection/.test(since()), gateway.log)
  await eventually(() => /the plug says nothing/.test(since()), gateway.log)
  expect(plug.output).toBe(true)
  await lab.serve({ NAVETTE_MQTT: server.mqtt })
  await eventually(() => /the plug may switch: /.test(since()), gateway.log)
  idle(plug)
  const idle_ms = performance.now()
  await poll('the hold', () => performance.now() - idle_ms > 2_500)
  expect(plug.output).toBe(true)
  await present(reader, () => !plug.output, gateway.log)
  await poll('the end', () => sessions()[0]?.end_reason === 'badge-out')
  expect(sessions()).toHaveLength(1)
  expect(plug.switched.slice(-2)).toEqual([true, false])

  // Closed by hand, on the plug's own page: opened again, and nobody's session.
  plug.output = true
  await eventually(() => !plug.output, gateway.log)
  expect(sessions()).toHaveLength(1)
})
