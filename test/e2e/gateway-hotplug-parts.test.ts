/**
 * A Modbus line, a relay and a reader that types lines, pulled out and put back a hundred times, all at once: each back within
 * 3 s, nothing said to them lost, no descriptor left behind (issue 3 §3). Native stations and the RDM6300: gateway-hotplug.test.ts.
 */
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, expect, it } from 'vitest'
import { Lcus1 } from '#firmware-sim/parts/lcus-1.ts'
import { ModbusBusSim } from '#firmware-sim/parts/modbus-bus.ts'
import { Pzem004t } from '#firmware-sim/parts/pzem-004t.ts'
import { typedUid } from '#firmware-sim/parts/uid-typer.ts'
import { CardReader } from '#gateway/cards/reader.ts'
import { lcus1Command } from '#gateway/drivers/lcus-1/command.ts'
import { pzem004t } from '#gateway/drivers/pzem-004t/codec.ts'
import { UidLinesDecoder } from '#gateway/drivers/uid-lines/decoder.ts'
import { ModbusBus } from '#gateway/modbus/bus.ts'
import { ReopeningPort } from '#gateway/serial/port.ts'
import { Plug } from '#test/support/bought-parts.ts'
import { eventually } from '#test/support/eventually.ts'

const TIMES = 100
const BACK_WITHIN_ms = 3_000
const log = pino({ level: 'silent' })

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const terminals = (): number =>
  readdirSync('/proc/self/fd').filter(fd => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith('/dev/pt')
    } catch {
      return false // closed meanwhile
    }
  }).length

const within = (holds: () => boolean, what: string) => eventually(holds, what, BACK_WITHIN_ms)

/** Each card typed after a replug is read, once. */
async function reader(dir: string): Promise<void> {
  const plug = new Plug(join(dir, 'reader'))
  cleanups.push(() => plug.close())
  const cards: string[] = []
  const port = new CardReader({
    ...{ path: plug.path, baud: 9_600, decoder: new UidLinesDecoder(), log },
    onCard: uid => cards.push(uid),
  })
  port.start()
  cleanups.push(() => port.stop())
  const typed: string[] = []
  for (let time = 0; time < TIMES; time += 1) {
    await within(() => port.isOpen, `the reader open, time ${time}`)
    const uid = `04${time.toString(16).padStart(12, '0')}`
    const separator = ([':', '-', ' ', ''] as const)[time % 4] ?? ''
    plug.write(typedUid(uid, { separator, line_end: time % 2 === 0 ? '\r\n' : '\r', upper: time % 3 === 0 }))
    typed.push(uid)
    await within(() => cards.length === typed.length, `card ${time}`)
    plug.unplug()
    await within(() => !port.isOpen, `the reader gone, time ${time}`)
    plug.plug()
  }
  expect(cards).toEqual(typed)
}

/** After each replug the meter is read again: with the value of that time, not one that lay in the line. */
async function bus(dir: string): Promise<void> {
  const meter = new Pzem004t(1)
  const sim = new ModbusBusSim(bytes => plug.write(bytes))
  sim.add(meter)
  const plug = new Plug(join(dir, 'bus'), chunk => sim.receive(chunk))
  cleanups.push(() => plug.close())
  const readings: number[] = []
  const line = new ModbusBus({
    ...{ path: plug.path, baud: 9_600, log },
    meters: [
      {
        address: 1,
        codec: pzem004t,
        onReading: ({ current_mA }) => readings.push(current_mA),
        onLost: () => undefined,
      },
    ],
  })
  line.start()
  cleanups.push(() => line.stop())
  for (let time = 0; time < TIMES; time += 1) {
    const current_mA = 1_000 + time
    meter.current_A = current_mA / 1_000
    await within(() => readings.at(-1) === current_mA, `reading ${time}`)
    plug.unplug()
    await within(() => !line.isOpen, `the line gone, time ${time}`)
    plug.plug()
  }
}

/** The relay falls open when it is pulled, and takes the next command once it is back. */
async function relay(dir: string): Promise<void> {
  const part = new Lcus1()
  const plug = new Plug(join(dir, 'relay'), chunk => part.receive(chunk))
  cleanups.push(() => plug.close())
  let open = false
  const port = new ReopeningPort({
    ...{ path: plug.path, baud: 9_600, log, silent_by_nature: true },
    events: {
      onOpen: () => {
        open = true
      },
      onChunk: () => undefined,
      onClose: () => {
        open = false
      },
    },
  })
  port.start()
  cleanups.push(() => port.stop())
  for (let time = 0; time < TIMES; time += 1) {
    await within(() => open, `the relay’s port open, time ${time}`)
    expect(port.write(lcus1Command(true))).toBe(true)
    await within(() => part.closed, `the relay closed, time ${time}`)
    plug.unplug()
    part.powerOff()
    await within(() => !open, `the relay’s port gone, time ${time}`)
    plug.plug()
  }
  expect(part.commands).toEqual(Array.from({ length: TIMES }, () => true))
}

it(`a line of meters, a relay and a typing reader, ${TIMES} times each`, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hotplug-parts-'))
  const before = terminals()
  await Promise.all([reader(dir), bus(dir), relay(dir)])
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
  await eventually(
    () => terminals() <= before,
    () => `${terminals() - before} descriptors of terminals left`,
  )
  rmSync(dir, { recursive: true })
})
