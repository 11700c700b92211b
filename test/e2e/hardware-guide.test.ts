/** docs/hardware.md followed word by word: its commands typed, its gateway.json used as it stands, on simulated parts. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ShellyPlug } from '#firmware-sim/parts/shelly.ts'
import { typedUid } from '#firmware-sim/parts/uid-typer.ts'
import { type BoughtParts, boughtParts } from '#test/support/bought-parts.ts'
import { eventually } from '#test/support/eventually.ts'
import { type GatewayProcess, startGatewayProcess } from '#test/support/gateway-process.ts'
import { type GatewayJson, section } from '#test/support/guide.ts'
import { type Navette, navette, type Ran, type Serving } from '#test/support/navette.ts'
import { poll } from '#test/support/poll.ts'

let lab: Navette
let server: Serving
let parts: BoughtParts
const cleanups: (() => unknown)[] = []

beforeAll(async () => {
  lab = navette()
  parts = boughtParts()
})
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
  parts.close()
  await lab.remove()
})

const PASSWORD_FILE = 'password.txt'

/** Types a command of the guide; the files it names lie where the reader made them. */
function type(command: string[]): Promise<Ran> {
  const file = (name: string) => (name === PASSWORD_FILE ? lab.file(name, 'fil-a-coudre-42') : name)
  return lab.run(...command.map(file))
}
const shown = ({ stdout }: Ran, what: string): string => new RegExp(`${what}: (\\S+)`).exec(stdout)?.[1] ?? ''

/** What the reader fills in: secrets as they were shown, ports as they were found; nothing else. */
function fillIn(config: GatewayJson | undefined, added: Ran): string {
  if (config === undefined) throw new Error('the guide has no gateway.json there')
  const text = JSON.stringify({ ...config, token: shown(added, 'password'), badge_key: shown(added, 'badge key') })
    .replaceAll(/\/dev\/serial\/by-id\/usb-reader(-2)?/g, parts.plugs.reader.path)
    .replace('/dev/serial/by-id/usb-meter', parts.plugs.bus.path)
    .replace('/dev/serial/by-id/usb-relay', parts.plugs.relay.path)
    .replace('127.0.0.1:1883', server.mqtt)
  const file = join(parts.dir, 'gateway.json')
  writeFileSync(file, text)
  return file
}

const check = (file: string) => lab.run('gateway', 'check', '--config', file, '--for', '6')
const hold = (uid: string) => parts.plugs.reader.write(typedUid(uid, { separator: '', line_end: '\r\n', upper: true }))

/** A card typed once into a port that opens a moment later is lost: opening drops what lies in it. */
const reads = ({ log }: GatewayProcess) => eventually(() => /"part":"reader".*serial port open/.test(log()), log)

/** Nothing is switched on that cannot be measured, and a check on the same line takes answers of the meter. */
async function measures(): Promise<void> {
  const db = new Database(join(lab.data, 'navette.sqlite'), { readonly: true })
  const samples = db.prepare<[], string>("SELECT payload FROM journal WHERE type = 'sample' ORDER BY n").pluck()
  const from_ms = Date.now()
  type Sample = { at_ms: number; current_mA: number | null }
  await poll('the meter to be read', () => {
    const since = samples.all().flatMap(text => {
      const sample = JSON.parse(text) as Sample
      return sample.at_ms > from_ms ? [sample.current_mA] : []
    })
    // The first may have been said just before a question that the check answered was given up
    return since.length > 1 && since.at(-1) !== null
  })
  db.close()
}

it.each(['A', 'B', 'C'])('says the same in French and in English: build %s', letter => {
  expect(section('hardware.fr.md', letter)).toEqual(section('hardware.md', letter))
})

it('build A: from the parts to a session, and the same card ends it', async () => {
  const { commands, configs } = section('hardware.md', 'A')
  const [setup = [], station = [], gateway = [], ...then] = commands
  for (const command of [setup, station]) expect(await type(command)).toMatchObject({ code: 0 })
  server = await lab.serve()
  const added = await type(gateway)
  const file = fillIn(configs[0], added)
  expect(then.map(([first, second]) => `${first} ${second}`)).toEqual([
    'gateway check',
    'serve undefined',
    'gateway --config',
  ])

  parts.meter.current_A = 0.09
  const checked = await check(file)
  expect(checked.stdout.trim().split('\n').slice(-4)).toEqual([
    'ok    atelier-1 server (mqtt): lets gouttes-d-or.atelier-1 in',
    'ok    poste-1 reader (uid-lines): opens; no card was held up meanwhile',
    'ok    poste-1 meter (pzem-004t): 0.090 A, 20.7 W, 0 Wh',
    'ok    poste-1 relay (lcus-1): opens; it answers nothing, and was not switched',
  ])
  expect(checked.code).toBe(0)

  const running = startGatewayProcess(file)
  cleanups.push(() => running.end('SIGKILL'))
  await running.ready
  expect((await check(file)).stdout).toMatch(
    /WRONG atelier-1 server .*a gateway is running on .*: stop it before checking/,
  )
  await eventually(() => /connected to the server/.test(running.log()), running.log)
  await reads(running)
  await measures()
  hold('04FFFFFFFFFF80') // nobody's
  hold('04A2B3C4D5E680')
  await eventually(() => parts.relay.closed, running.log)
  expect(parts.relay.commands.filter(closed => closed)).toHaveLength(1)
  hold('04FFFFFFFFFF80')
  hold('04A2B3C4D5E680')
  await eventually(() => !parts.relay.closed, running.log)
  expect(await running.end('SIGTERM')).toBe(0)
})

it('build B: the plug is paired, shown, made safe, and switched by a card', async () => {
  const { commands, configs } = section('hardware.md', 'B')
  const [station = [], gateway = [], plug_add = []] = commands
  expect(await type(station)).toMatchObject({ code: 0 })
  const added = await type(gateway)
  const paired = await type(plug_add)
  const prefix = shown(paired, 'topic prefix')
  expect(prefix).toBe('plug/gouttes-d-or/prise-2')
  const plug = new ShellyPlug({
    ...{ url: `mqtt://${server.mqtt}`, client_id: shown(paired, 'user name'), password: shown(paired, 'password') },
    topic_prefix: prefix,
  })
  cleanups.push(() => plug.close())
  plug.output = true
  plug.setLoad(0.35, 80)
  plug.powerUp()
  const file = fillIn(configs[0], added)
  const checked = await check(file)
  expect(checked.stdout.trim().split('\n').slice(-3)).toEqual([
    'ok    poste-2 reader (uid-lines): opens; no card was held up meanwhile',
    expect.stringMatching(/^ok {4}poste-2 meter \(shelly\): 0\.350 A, 80 W, \d+ Wh$/),
    expect.stringMatching(
      /^ok {4}poste-2 relay \(shelly\): was not switched; the gateway will have to make it safe: at power-up/,
    ),
  ])
  expect(checked.code).toBe(0)
  expect([plug.switched, plug.config.switch.initial_state]).toEqual([[], 'restore_last'])

  plug.output = false
  const running = startGatewayProcess(file)
  cleanups.push(() => running.end('SIGKILL'))
  await running.ready
  await eventually(() => /the plug may switch/.test(running.log()), running.log)
  await reads(running)
  hold('041D9E6A7F3380')
  await eventually(() => plug.output, running.log)
  expect(await running.end('SIGTERM')).toBe(0)
})

it('says in a sentence when a plug is not paired, or silent', async () => {
  const other = await lab.run('gateway', 'add', 'atelier-2', '--stations', 'poste-2')
  const file = fillIn(
    {
      ...section('hardware.md', 'B').configs[0],
      gateway: 'atelier-2',
      principal: 'gouttes-d-or.atelier-2',
    } as GatewayJson,
    other,
  )
  const foreign = await check(file)
  expect(foreign.stdout).toMatch(
    /WRONG poste-2 meter \(shelly\): prise-2 is not paired with this gateway: navette plug add/,
  )
  expect(foreign.code).toBe(1)

  // A word to a plug that is not its own would cost a gateway its connection, and all its stations with it.
  const running = startGatewayProcess(file)
  cleanups.push(() => running.end('SIGKILL'))
  await running.ready
  await eventually(() => /not paired with this gateway/.test(running.log()), running.log)
  await eventually(() => /the plug says nothing/.test(running.log()), running.log)
  expect(running.log()).not.toMatch(/no connection to/)
})

it('build C: its station gets a credential of its own', async () => {
  const [station = []] = section('hardware.md', 'C').commands
  const added = await type(station)
  expect(added).toMatchObject({ code: 0 })
  expect(shown(added, 'badge key')).toMatch(/^[0-9a-f]{64}$/)
})
