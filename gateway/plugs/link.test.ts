/** One plug, without a broker: what is said to it, and what is made of what it says. */
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MeterReading } from '../drivers/meter.ts'
import type { PlugMessage } from '../drivers/plug.ts'
import { tasmota } from '../drivers/tasmota/codec.ts'
import { PLUG_AGAIN_ms, PLUG_POLL_ms, PLUG_SETTINGS_ms, PLUG_SETTLE_ms, PLUG_SILENT_ms } from '../limits.ts'
import { PlugLink } from './link.ts'
import type { PlugUse, Supply } from './use.ts'

const fits: Supply = { no_volt_release: true, machine_A: 4, machine_inrush_A: 24, plug_A: 10, plug_inrush_A: 80 }
const SAFE: Record<string, unknown> = {
  ...{ PowerOnState: 0, SetOption0: 'OFF', SetOption73: 'ON', SetOption114: 'ON', PowerRetain: 'OFF', Timers: 'OFF' },
  ...{ PulseTime1: { Set: 0, Remaining: 0 }, Rule1: 'OFF', Rule2: 'OFF', Rule3: 'OFF' },
}

let said: PlugMessage[]
let readings: MeterReading[]
let lost: string[]
let uses: PlugUse[]
let linked: boolean
let link: PlugLink

function start(supply: Supply | undefined = fits): void {
  link = new PlugLink({
    ...{ id: 'p1', codec: tasmota, meters: true, relay: { supply }, log: pino({ level: 'silent' }) },
    say: message => {
      if (linked) said.push(message)
      return linked
    },
    listener: {
      onReading: reading => void readings.push(reading),
      onLost: why => void lost.push(why),
      onUse: use => void uses.push(use),
      onOutput: () => undefined,
    },
  })
  link.start()
}
const tell = (topic: string, value: unknown) => link.take(topic, Buffer.from(JSON.stringify(value)))
const status = (energy: object) => tell('stat/STATUS10', { StatusSNS: { ENERGY: energy } })
const settings = (values: Record<string, unknown>) => {
  for (const [name, value] of Object.entries(values)) tell('stat/RESULT', { [name]: value })
}
const topics = () => said.map(({ topic, payload }) => `${topic} ${payload}`.trim())

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
  said = []
  readings = []
  lost = []
  uses = []
  linked = true
})
afterEach(async () => {
  await link.stop()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('metering', () => {
  it('asks at each poll, and hands on a reading once all of it is known', () => {
    start()
    vi.advanceTimersByTime(2 * PLUG_POLL_ms)
    expect(topics()).toEqual(['cmnd/STATUS 10', 'cmnd/POWER', 'cmnd/STATUS 10', 'cmnd/POWER'])
    status({ Power: 20 })
    expect(readings).toEqual([])
    status({ Current: 0.1, Total: 1.5 })
    tell('stat/RESULT', { POWER: 'ON' })
    status({ Current: 0.2 })
    expect(readings).toEqual([
      { current_mA: 100, power_W: 20, energy_Wh: 1_500 },
      { current_mA: 200, power_W: 20, energy_Wh: 1_500 },
    ])
  })

  it('is lost when it says nothing, and what it said before means nothing when it is back', () => {
    start()
    status({ Power: 20, Current: 0.1, Total: 1.5 })
    vi.advanceTimersByTime(PLUG_SILENT_ms + PLUG_POLL_ms)
    expect(lost).toEqual([expect.stringMatching(/says nothing/)])
    status({ Current: 0.3 })
    expect(readings).toHaveLength(1)
  })

  it('is not blamed for a while in which the gateway itself stood still', () => {
    start()
    status({ Power: 20, Current: 0.1, Total: 1.5 })
    vi.advanceTimersByTime(PLUG_POLL_ms)
    // The clock goes on, timers do not; and what the plug said meanwhile is read only after they have run
    const now_ms = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => now_ms() + PLUG_SILENT_ms)
    vi.advanceTimersByTime(PLUG_POLL_ms)
    expect(lost).toEqual([])
    vi.advanceTimersByTime(PLUG_POLL_ms)
    expect(lost).toEqual([expect.stringMatching(/says nothing/)])
  })

  it('is lost as a meter when it answers and tells no current: a plug that has none, or whose chip is dead', () => {
    start()
    const answers = (for_ms: number, measures: object) => {
      for (let t_ms = 0; t_ms < for_ms; t_ms += PLUG_POLL_ms) {
        vi.advanceTimersByTime(PLUG_POLL_ms)
        status(measures)
        tell('stat/RESULT', { POWER: 'OFF' })
      }
    }
    answers(PLUG_SILENT_ms, { Power: 20, Current: 0.1, Total: 1.5 })
    expect(lost).toEqual([])
    answers(PLUG_SILENT_ms + 2 * PLUG_POLL_ms, { Power: null, Current: null, Total: 1.5 })
    expect(lost[0]).toMatch(/tells no current/)
    // It is within reach all the while: its relay can be told
    expect(link.power(true)).toBe(true)
    answers(PLUG_POLL_ms, { Power: 20, Current: 0.1, Total: 1.5 })
    const { length } = lost
    answers(PLUG_POLL_ms, { Power: 20, Current: 0.1, Total: 1.5 })
    expect(lost).toHaveLength(length)
    expect(readings.at(-1)?.current_mA).toBe(100)
  })

  it('is lost at once by its will, and by garbage never', () => {
    start()
    link.take('tele/SENSOR', Buffer.from('{"ENERGY":'))
    expect(lost).toEqual([])
    link.take('tele/LWT', Buffer.from('Offline'))
    expect(lost).toEqual([expect.stringMatching(/went away/)])
  })
})

describe('its relay', () => {
  it('a plug that is safe already is read, and nothing written', () => {
    start()
    status({ Current: 0 })
    expect(uses).toEqual([])
    settings(SAFE)
    expect(uses).toMatchObject([{ use: 'switch' }])
    expect(said.filter(({ topic, payload }) => topic !== 'cmnd/STATUS' && payload !== '')).toEqual([])
  })

  it('one that is not is written, and only the reading after it counts', () => {
    start()
    status({ Current: 0 })
    settings({ ...SAFE, PowerOnState: 3 })
    expect(topics()).toContain('cmnd/PowerOnState 0')
    expect(uses).toEqual([])
    settings(SAFE) // what the writes answer
    expect(uses).toEqual([])
    vi.advanceTimersByTime(PLUG_SETTLE_ms)
    settings(SAFE)
    expect(uses).toMatchObject([{ use: 'switch' }])
  })

  it('one that stays as it was only meters, with the sentence', () => {
    start()
    status({ Current: 0 })
    settings({ ...SAFE, PowerOnState: 3 })
    vi.advanceTimersByTime(PLUG_SETTLE_ms)
    settings({ ...SAFE, PowerOnState: 3 })
    expect(uses).toEqual([{ use: 'meter-only', why: expect.stringMatching(/does not stay off/) }])
  })

  it('one that keeps a setting to itself only meters', () => {
    start()
    const { Timers: _hidden, ...rest } = SAFE
    status({ Current: 0 })
    settings(rest)
    for (let waited_ms = 0; waited_ms <= PLUG_SETTINGS_ms; waited_ms += PLUG_POLL_ms) {
      vi.advanceTimersByTime(PLUG_POLL_ms)
      status({ Current: 0 })
    }
    expect(uses).toEqual([{ use: 'meter-only', why: expect.stringMatching(/did not say Timers/) }])
  })

  it('is read again when the plug comes back', () => {
    start()
    status({ Current: 0 })
    settings(SAFE)
    link.take('tele/LWT', Buffer.from('Offline'))
    status({ Current: 0 })
    settings({ ...SAFE, SetOption73: 'OFF' })
    expect(uses.map(({ use }) => use)).toEqual(['switch', 'meter-only'])
    expect(topics()).toContain('cmnd/SetOption73 1')
  })

  it.each([
    ['an answer that got lost', {}],
    ['what no command could mend', { Rule1: 'ON' }],
  ])('%s refuses it for a while, not for ever: it is read again, and written no more', (_, first) => {
    start()
    const wait = (for_ms: number) => {
      for (let t_ms = 0; t_ms < for_ms; t_ms += PLUG_POLL_ms) {
        vi.advanceTimersByTime(PLUG_POLL_ms)
        status({ Power: 20, Current: 0.1, Total: 1.5 })
      }
    }
    status({ Current: 0 })
    settings({ ...SAFE, PowerOnState: 3 }) // so that it is written, and read back
    wait(PLUG_SETTLE_ms + PLUG_POLL_ms)
    if (Object.keys(first).length > 0) settings({ ...SAFE, ...first })
    wait(PLUG_SETTINGS_ms + PLUG_POLL_ms)
    expect(uses.map(({ use }) => use)).toEqual(['meter-only'])
    said.splice(0)
    for (let t_ms = 0; t_ms <= PLUG_AGAIN_ms && !topics().includes('cmnd/Rule1'); t_ms += PLUG_POLL_ms)
      wait(PLUG_POLL_ms)
    settings(SAFE)
    expect(uses.map(({ use }) => use)).toEqual(['meter-only', 'switch'])
    expect(said.filter(({ topic, payload }) => topic !== 'cmnd/STATUS' && payload !== '')).toEqual([])
  })

  it('is not even asked for its settings where the machine does not fit', () => {
    start({ ...fits, no_volt_release: false })
    status({ Current: 0 })
    expect(said).toEqual([])
  })

  it('no command is kept for later: out of reach, or without the server, it is refused', () => {
    start()
    expect(link.power(true)).toBe(false)
    status({ Current: 0 })
    linked = false
    expect(link.power(true)).toBe(false)
    linked = true
    expect(link.power(true)).toBe(true)
    expect(topics().filter(topic => topic.startsWith('cmnd/POWER'))).toEqual(['cmnd/POWER ON'])
  })
})
