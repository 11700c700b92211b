/** The gateway's Modbus side against simulated meters on a real pseudo-terminal. */
import pino from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { ModbusBusSim } from '#firmware-sim/parts/modbus-bus.ts'
import { Pzem004t } from '#firmware-sim/parts/pzem-004t.ts'
import { Sdm120 } from '#firmware-sim/parts/sdm120.ts'
import type { MeterReading } from '#gateway/drivers/meter.ts'
import { pzem004t } from '#gateway/drivers/pzem-004t/codec.ts'
import { sdm120 } from '#gateway/drivers/sdm120/codec.ts'
import { ModbusBus } from '#gateway/modbus/bus.ts'
import { eventually } from '#test/support/eventually.ts'
import { openPty } from '#test/support/pty.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

type Heard = { readings: MeterReading[]; lost: string[] }

function meters() {
  const pty = openPty()
  cleanups.push(() => pty.close())
  const wire = new ModbusBusSim(bytes => pty.write(bytes))
  pty.onData(chunk => wire.receive(chunk))
  const pzem = new Pzem004t(1)
  const sdm = new Sdm120(2)
  const parts = [wire.add(pzem), wire.add(sdm)] as const
  const heard: [Heard, Heard] = [
    { readings: [], lost: [] },
    { readings: [], lost: [] },
  ]
  const bus = new ModbusBus({
    path: pty.path,
    baud: 9_600,
    log: pino({ level: 'silent' }),
    meters: [pzem004t, sdm120].map((codec, index) => ({
      address: index + 1,
      codec,
      onReading: reading => heard[index]?.readings.push(reading),
      onLost: why => heard[index]?.lost.push(why),
    })),
  })
  bus.start()
  cleanups.push(() => bus.stop())
  return { pzem, sdm, parts, heard, wire }
}

const last = ({ readings }: Heard) => readings.at(-1)

describe('meters on one bus', () => {
  it('reads a PZEM-004T and an SDM120 in one loop', async () => {
    const { pzem, sdm, heard } = meters()
    Object.assign(pzem, { current_A: 4.321, energy_Wh: 70_001 })
    Object.assign(sdm, { current_A: 1.5, energy_kWh: 12.25, reversed: true })
    await eventually(() => heard[0].readings.length > 1 && heard[1].readings.length > 1, 'two rounds')
    expect(last(heard[0])).toEqual({ current_mA: 4_321, power_W: 993.8, energy_Wh: 70_001 })
    expect(last(heard[1])).toEqual({ current_mA: 1_500, power_W: 345, energy_Wh: 12_250 })
  })

  it.each([
    ['mute', 'meter 1 does not answer: check its supply, wiring, address and speed'],
    ['garbled', 'meter 1 answers garbled (CRC): check wiring, termination and speed'],
  ] as const)('tells of a %s meter, goes on with the other, and takes the first back', async (mood, why) => {
    const { pzem, sdm, parts, heard } = meters()
    sdm.current_A = 2
    parts[0].mood(mood)
    await eventually(() => heard[0].lost.length > 0, 'given up')
    expect(heard[0]).toMatchObject({ readings: [], lost: [why] })
    const before = heard[1].readings.length
    await eventually(() => heard[1].readings.length > before, 'the other goes on')
    expect(heard[1].lost).toEqual([])
    for (const reading of heard[1].readings) expect(reading.current_mA).toBe(2_000)
    pzem.current_A = 3
    parts[0].mood('well')
    await eventually(() => last(heard[0])?.current_mA === 3_000, 'back')
  })

  it('never takes the late answer of one meter for that of another', async () => {
    const { pzem, sdm, parts, heard } = meters()
    pzem.current_A = 1
    sdm.current_A = 2
    parts[0].mood('late')
    await eventually(() => heard[1].readings.length >= 6, 'six rounds')
    parts[0].mood('well')
    pzem.current_A = 3
    await eventually(() => last(heard[0])?.current_mA === 3_000, 'the late one is up to date again')
    for (const reading of heard[1].readings) expect(reading.current_mA).toBe(2_000)
  })

  it('tells of a device that refuses: the wrong driver', async () => {
    const { heard, parts } = meters()
    parts[0].mood('mute')
    const pty = openPty()
    cleanups.push(() => pty.close())
    const wire = new ModbusBusSim(bytes => pty.write(bytes))
    pty.onData(chunk => wire.receive(chunk))
    wire.add(new Pzem004t(9))
    const lost: string[] = []
    const meter = { address: 9, codec: sdm120, onReading: () => undefined, onLost: (why: string) => lost.push(why) }
    const bus = new ModbusBus({ path: pty.path, baud: 9_600, meters: [meter], log: pino({ level: 'silent' }) })
    bus.start()
    cleanups.push(() => bus.stop())
    await eventually(() => lost.length > 0, 'refused')
    expect(lost[0]).toBe('meter 9 refuses (Modbus exception 2): is the driver the right one?')
    expect(heard[0].readings).toEqual([])
  })

  it('passes on a register as it is when it begins again', async () => {
    const { pzem, heard } = meters()
    pzem.energy_Wh = 9_999_999
    await eventually(() => last(heard[0])?.energy_Wh === 9_999_999, 'before')
    pzem.energy_Wh = 10_000_003
    await eventually(() => last(heard[0])?.energy_Wh === 3, 'after')
  })
})
