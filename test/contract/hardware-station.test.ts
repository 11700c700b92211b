/**
 * Build C of docs/hardware.md: what the ESP32 says passes the server's schemas and folds into sessions, and what it does
 * keeps contract §1, Safety. The same header runs on the ESP32.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { AWA, BELA, NOBODY, T0 } from '#server/domain/metering/testing.ts'
import { compileStation, HardwareStation } from '#test/support/hardware-station.ts'

const CONFIG = 'config 1000 28800 90 600 450 0 3000'
let compiled: ReturnType<typeof compileStation>
let station: HardwareStation

beforeAll(() => {
  compiled = compileStation()
})
afterAll(() => compiled.remove())
afterEach(() => station.end())

async function powered(boot = 1, session_was_open = 0): Promise<HardwareStation> {
  station = new HardwareStation(compiled.program)
  for (const line of [`power ${boot} ${session_was_open}`, 'link 1', CONFIG, `time ${T0}`, 'run 2000 90'])
    await station.tell(line)
  return station
}

/** Awa on the machine since 2 s. */
async function seated(): Promise<HardwareStation> {
  await powered()
  await station.tell(`badge ${AWA}`)
  expect(station.closed).toBe(true)
  return station
}

it('opens its contact at power-up, then says hello before anything else', async () => {
  await powered()
  expect(station.did).toEqual(['contact 0'])
  expect(station.said[0]).toMatchObject({ type: 'hello', body: { boot: 1, seq: 0, up_ms: 0, meter: 'current' } })
  expect(station.said.map(({ body }) => body.seq)).toEqual(station.said.map((_one, index) => index))
})

it('is a metered session: the register counts the work, to the reading', async () => {
  await seated()
  await station.tell('run 3000 90')
  await station.tell('run 15500 1030')
  await station.tell('run 20000 90')
  await station.tell(`badge ${AWA}`)
  expect(station.shown()).toBe('ended')
  await station.tell('run 24000 90')
  expect(station.closed).toBe(false)
  expect(station.story.last()).toMatchObject({
    ...{ member: 'awa', end_reason: 'badge-out', grade: 'measured', running_ms: 12_500, incomplete: false },
    ...{ start_at_ms: T0 + 2_000, end_at_ms: T0 + 20_000 },
  })
  // A sample immediately before each badge and each movement of the contact (contract §1 `sample`)
  for (const [index, { type }] of station.said.entries()) {
    if (type === 'badge' || type === 'relay') expect(station.said[index - 1]?.type).toBe('sample')
  }
  expect(station.did.filter(line => line.startsWith('remember'))).toEqual(['remember 1', 'remember 0'])
})

it('stays open for a stranger', async () => {
  await powered()
  await station.tell(`badge ${NOBODY}`)
  expect(station.shown()).toBe('denied')
  expect(station.closed).toBe(false)
})

it('does nothing on a stale answer, one for another badge or boot, or a standing', async () => {
  await powered()
  station.answered = false
  await station.tell(`badge ${AWA}`)
  const { boot, seq } = station.of('badge')[0]?.body ?? { boot: 0, seq: 0 }
  await station.tell('standing granted - 1')
  await station.tell(`verdict ${boot} ${seq + 1} granted - 1`)
  await station.tell(`verdict ${boot + 1} ${seq} granted - 1`)
  await station.tell('run 12100 90')
  await station.tell(`verdict ${boot} ${seq} granted - 1`)
  expect(station.closed).toBe(false)
})

it('never cuts a running machine: the contact opens after the hold of idle', async () => {
  await seated()
  await station.tell('run 5000 1030')
  await station.tell('standing ended admin 0')
  await station.tell(`command c1 relay-off 1 60000`)
  await station.tell('run 30000 1030')
  expect(station.closed).toBe(true)
  await station.tell('run 32900 90')
  expect(station.closed).toBe(true)
  await station.tell('run 33100 90')
  expect(station.closed).toBe(false)
  expect(station.of('relay').at(-1)?.body).toMatchObject({ on: false, cause: 'admin' })
})

it.each([
  ['expired', 'c1 relay-off 1 1000'],
  ['for another boot', 'c1 relay-off 2 60000'],
])('ignores a command that is %s', async (_why, command) => {
  await seated()
  await station.tell(`command ${command}`)
  await station.tell('run 9000 90')
  expect(station.closed).toBe(true)
})

it('obeys a command once, and none energises', async () => {
  await seated()
  await station.tell('command c1 relay-off 1 60000')
  expect(station.closed).toBe(false)
  for (const op of ['release', 'identify', 'inhibit-next-start']) await station.tell(`command ${op} ${op} 1 60000`)
  expect(station.closed).toBe(false)
  await station.tell('run 9000 90')
  await station.tell(`badge ${AWA}`) // out
  await station.tell('run 12000 90')
  await station.tell(`badge ${AWA}`) // in again
  await station.tell('command c1 relay-off 1 60000')
  expect(station.closed).toBe(true)
})

it('opens when its lease runs out, and then only when idle', async () => {
  await powered()
  await station.tell('config 1000 10 90 600 450 0 3000')
  await station.tell(`badge ${AWA}`)
  await station.tell('link 0')
  await station.tell('run 40000 1030')
  expect(station.closed).toBe(true)
  await station.tell('run 43100 90')
  expect(station.closed).toBe(false)
})

it('says again what a dying link may have swallowed, and loses nothing of an hour without one', async () => {
  await seated()
  await station.tell('run 10000 1030')
  await station.tell('link 0')
  await station.tell('run 3610000 1030')
  const before = station.said.length
  await station.tell('link 1')
  await station.tell('run 3660000 1030')
  expect(station.said.slice(before).map(({ body }) => body.seq)[0]).toBe(0)
  const seqs = new Set(station.said.map(({ body }) => body.seq))
  expect([...seqs].sort((a, b) => a - b)).toEqual([...seqs].map((_one, index) => index))
  expect(station.story.state.session).toMatchObject({ running_ms: 3_658_000, incomplete: false })
})

it('starts who is listed while the link is down, and tells it afterwards', async () => {
  await powered()
  await station.tell(`list 3 ${T0 + 3_600_000} ${AWA.slice(0, 16)} ${T0 + 3_600_000}`)
  await station.tell('link 0')
  await station.tell(`badge ${BELA}`)
  expect([station.shown(), station.closed]).toEqual(['denied', false])
  await station.tell(`badge ${AWA}`)
  expect([station.shown(), station.closed]).toEqual(['granted', true])
  await station.tell('run 62000 1030')
  await station.tell('run 70000 90')
  await station.tell(`badge ${AWA}`)
  await station.tell('run 75000 90')
  expect(station.closed).toBe(false)
  await station.tell('link 1')
  await station.tell('run 80000 90')
  expect(station.of('badge').map(({ body }) => body.offline)).toEqual([
    { verdict: 'denied', reason: 'offline-not-listed' },
    { verdict: 'granted', reason: null },
    { verdict: 'ended', reason: 'badge-out' },
  ])
  expect(station.story.last()).toMatchObject({ member: 'awa', running_ms: 60_000, grade: 'measured' })
})

it('starts nobody alone once its config says so, whatever an older list says', async () => {
  await powered()
  await station.tell(`list 3 ${T0 + 3_600_000} ${AWA.slice(0, 16)} ${T0 + 3_600_000}`)
  await station.tell(`${CONFIG} 900 0`)
  await station.tell('link 0')
  await station.tell(`badge ${AWA}`)
  expect([station.shown(), station.closed]).toEqual(['denied', false])
})

it('alone takes the same card within 2 s for one, and ends an idle right where the server will', async () => {
  await powered()
  await station.tell(`${CONFIG} 900`)
  await station.tell(`list 3 ${T0 + 3_600_000} ${AWA.slice(0, 16)} ${T0 + 3_600_000}`)
  await station.tell('link 0')
  await station.tell(`badge ${AWA}`)
  await station.tell('run 3500 90')
  await station.tell(`badge ${AWA}`)
  expect([station.shown(), station.closed]).toEqual(['granted', true])
  await station.tell('run 30000 1030')
  await station.tell('run 900000 90')
  expect(station.closed).toBe(true)
  await station.tell('run 931000 90')
  expect(station.closed).toBe(false)
  await station.tell('link 1')
  await station.tell('run 1000000 90')
  expect(station.story.last()).toMatchObject({ end_reason: 'idle', running_ms: 26_500 })
})

it('starts nobody without a clock, or from a list that ran out', async () => {
  await powered()
  await station.tell(`list 3 ${T0 + 5_000} ${AWA.slice(0, 16)} ${T0 + 3_600_000}`)
  await station.tell('link 0')
  await station.tell('run 6000 90')
  await station.tell(`badge ${AWA}`)
  expect(station.closed).toBe(false)
  station.end()

  station = new HardwareStation(compiled.program)
  for (const line of ['power 1 0', CONFIG, `list 3 ${T0 * 2} ${AWA.slice(0, 16)} ${T0 * 2}`, 'run 2000 90'])
    await station.tell(line)
  await station.tell(`badge ${AWA}`)
  expect(station.closed).toBe(false)
})

it('holds the contact while the clamp has fallen off, and says so', async () => {
  await seated()
  await station.tell('run 4000 1030')
  await station.tell('run 8000 0')
  await station.tell('standing ended admin 0')
  await station.tell('run 30000 0')
  expect(station.closed).toBe(true)
  expect(station.of('fault').at(-1)?.body).toMatchObject({ code: 'sensor', active: true })
  await station.tell('run 34000 90')
  expect(station.closed).toBe(false)
  expect(station.of('fault').at(-1)?.body).toMatchObject({ code: 'sensor', active: false })
})

it('after an emergency stop wants start-confirm, once the cause is gone, and then a fresh badge', async () => {
  await seated()
  await station.tell('fault estop 1')
  expect(station.story.last()).toMatchObject({ end_reason: 'estop' })
  await station.tell('run 8000 90')
  expect(station.closed).toBe(false)
  await station.tell('button start-confirm')
  await station.tell('fault estop 0')
  await station.tell(`badge ${AWA}`)
  expect([station.shown(), station.closed]).toEqual(['denied', false])
  await station.tell('button start-confirm')
  expect(station.closed).toBe(false)
  await station.tell('run 11000 90')
  await station.tell(`badge ${AWA}`)
  expect([station.shown(), station.closed]).toEqual(['granted', true])
})

it('tells an emergency stop that was pressed while it started, after its hello', async () => {
  station = new HardwareStation(compiled.program)
  for (const line of ['fault estop 1', 'power 1 0', 'link 1', CONFIG, 'run 2000 90', `badge ${AWA}`])
    await station.tell(line)
  expect(station.said.map(({ type }) => type).slice(0, 2)).toEqual(['hello', 'fault'])
  expect(station.closed).toBe(false)
})

it('after a power cut in a session wants start-confirm before a badge counts', async () => {
  await powered(2, 1)
  await station.tell('link 0')
  await station.tell(`list 3 ${T0 + 3_600_000} ${AWA.slice(0, 16)} ${T0 + 3_600_000}`)
  await station.tell(`badge ${AWA}`)
  expect(station.closed).toBe(false)
  await station.tell('button start-confirm')
  await station.tell(`badge ${AWA}`)
  expect(station.closed).toBe(true)
})

it('says relay-stuck of a machine that works behind an open contact', async () => {
  await powered()
  await station.tell('run 9000 1030')
  expect(station.of('fault').at(-1)?.body).toMatchObject({ code: 'relay-stuck', active: true })
})

it('has a configuration that publishes under its own topics only, and reboots for no lost link', () => {
  const yaml = readFileSync(join(import.meta.dirname, '../../docs/hardware/navette-station.yaml'), 'utf8')
  // As delivered ESPHome announces itself to Home Assistant, keeps its log on the broker and restarts without a link
  expect(yaml).toMatch(/^ {2}discovery: false$/m)
  expect(yaml).toMatch(/^ {2}discover_ip: false$/m)
  expect(yaml).toMatch(/^ {2}log_topic: null$/m)
  expect(yaml.match(/reboot_timeout: 0s/g)).toHaveLength(2)
  expect(yaml).not.toMatch(/retain: true|^api:/m)
  expect(yaml).toMatch(/restore_mode: ALWAYS_OFF/)
})
