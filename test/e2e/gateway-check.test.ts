/** `navette gateway check` and `set-address`, as a person calls them, on simulated parts. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, expect, it } from 'vitest'
import { boughtParts } from '#test/support/bought-parts.ts'
import { CHECKOUT } from '#test/support/navette.ts'
import { startPlainBroker } from '#test/support/plain-broker.ts'
import { openPty } from '#test/support/pty.ts'
import { SerialPeer } from '#test/support/serial-peer.ts'

const cleanups: (() => unknown)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

async function run(program: string, ...args: string[]) {
  const child = spawn(process.execPath, [join(CHECKOUT, program), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = new Promise<number | null>(done => child.once('close', done))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed])
  return { stdout, stderr, code, last: () => JSON.parse(stdout.trim().split('\n').at(-1) ?? '') }
}

/** `mqtt`: by default a server that is not there. */
function lab(more: object[] = [], mqtt = 'mqtt://127.0.0.1:1') {
  const parts = boughtParts()
  cleanups.push(() => parts.close())
  const file = join(parts.dir, 'gateway.json')
  const config = {
    ...{ site: 'x', gateway: 'gw', principal: 'x.gw', token: 'right', badge_key: '00'.repeat(32), data: 'data' },
    ...{ mqtt, stations: [parts.station('s1'), ...more] },
  }
  writeFileSync(file, JSON.stringify(config))
  return { ...parts, file }
}

it('shows what each part reads, and switches nothing', async () => {
  const broker = await startPlainBroker()
  cleanups.push(() => broker.close())
  const line = openPty()
  const native = new SerialPeer()
  native.plug(line)
  cleanups.push(() => {
    native.stop()
    line.close()
  })
  // Nobody acknowledges while checking: said again and again, as a station does.
  native.say({ type: 'sample', boot: 1, seq: 1, up_ms: 1_000, at_ms: null, current_mA: 420, relay: false })
  const s2 = { id: 's2', driver: 'native', port: line.path }
  const { file, reader, meter, relay } = lab([s2], `mqtt://127.0.0.1:${broker.port}`)
  meter.current_A = 1.234
  meter.energy_Wh = 42
  reader.present('010063e9ae')
  const checked = await run('server/cli/main.ts', 'gateway', 'check', '--config', file, '--for', '6')
  expect(checked).toMatchObject({ code: 0, stderr: '' })
  expect(checked.stdout).toMatch(/^ {6}s1: 1\.234 A, 283\.8 W, 42 Wh$/m)
  expect(checked.stdout).toMatch(/^ {6}s1: a card of 5 bytes$/m)
  expect(checked.stdout).toMatch(/^ {6}s2: 0\.420 A, relay open$/m)
  expect(checked.stdout.trim().split('\n').slice(-5)).toEqual([
    'ok    gw server (mqtt): lets x.gw in',
    expect.stringMatching(/^ok {4}s2 native \(native\): speaks \(\d+ frames, 0 damaged\): 0\.420 A, relay open$/),
    'ok    s1 reader (rdm6300): read 1 card',
    'ok    s1 meter (pzem-004t): 1.234 A, 283.8 W, 42 Wh',
    'ok    s1 relay (lcus-1): opens; it answers nothing, and was not switched',
  ])
  expect(checked.stdout).not.toMatch(/010063/i)
  expect(relay.commands).toEqual([])
})

it('says in a sentence what is wrong with each, and one bad port does not hide the others', async () => {
  const { file, wire, meter } = lab([
    { id: 's2', reader: { driver: 'uid-lines', port: '/dev/serial/by-id/none' } },
    { id: 's3', driver: 'native', port: '/dev/null' },
  ])
  wire.mood('mute')
  meter.current_A = 1
  const checked = await run('server/cli/main.ts', 'gateway', 'check', '--config', file, '--for', '6', '--json')
  expect(checked.code).toBe(1)
  const { ok, parts } = checked.last()
  expect(ok).toBe(false)
  const says = Object.fromEntries(parts.map((one: Record<string, string>) => [`${one.station} ${one.part}`, one.says]))
  expect(says).toMatchObject({
    'gw server': 'mqtt://127.0.0.1:1: nothing listens there: is the server running?',
    's1 reader': 'opens; no card was held up meanwhile',
    's1 meter': 'meter 1 does not answer: check its supply, wiring, address and speed',
    's1 relay': expect.stringMatching(/^opens/),
    's2 reader': expect.stringMatching(/^nothing is plugged in as \/dev\/serial\/by-id\/none/),
    's3 native': expect.stringMatching(/^\/dev\/null does not open/),
  })
})

it('a file that is not there, or is wrong, is wrong usage: exit 2, each mistake with its path', async () => {
  const { file, dir } = lab()
  expect(await run('server/cli/main.ts', 'gateway', 'check', '--config', `${file}.none`)).toMatchObject({ code: 2 })
  const wrong = join(dir, 'wrong.json')
  writeFileSync(wrong, JSON.stringify({ site: 'X', stations: [{ id: 's1' }] }))
  const checked = await run('server/cli/main.ts', 'gateway', 'check', '--config', wrong)
  expect(checked).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/: site: .*: stations\[0\]: a reader or a meter/s),
  })
})

it('gives a meter another address, reads with it, and refuses one that is taken', async () => {
  const { plugs, meter } = lab()
  const args = (from: number, to: number) => [
    '--driver',
    'pzem-004t',
    '--bus',
    plugs.bus.path,
    '--from',
    `${from}`,
    '--to',
    `${to}`,
  ]
  const done = await run('gateway/main.ts', 'set-address', ...args(1, 7), '--json')
  expect(done).toMatchObject({ code: 0 })
  expect(done.last()).toEqual({ ok: true, says: 'the meter answers at address 7 now' })
  expect(meter.address).toBe(7)
  expect(await run('gateway/main.ts', 'set-address', ...args(3, 7))).toMatchObject({
    code: 1,
    stdout: 'a meter answers at address 7 already\n',
  })
  expect(await run('gateway/main.ts', 'set-address', ...args(1, 300))).toMatchObject({ code: 2 })
})
