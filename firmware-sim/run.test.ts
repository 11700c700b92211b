import { createServer } from 'node:net'
import { Aedes } from 'aedes'
import { SerialPort } from 'serialport'
import { afterEach, expect, it, vi } from 'vitest'
import { CHAOS_NOISE } from './chaos/mischief.ts'
import { createFrameReader, encodeFrame, FRAME_ACK, FRAME_DOWN, FRAME_UP } from './firmware/frame.ts'
import type { Message } from './firmware/messages.ts'
import { QUIET } from './firmware/noise.ts'
import { livePast } from './past.ts'
import { type RunEvent, type RunReport, WorkshopRun } from './run.ts'
import { parseScenario, type Scenario } from './scenario.ts'
import { LOADS, taughtProfile } from './world/loads.ts'

/** For what hangs, not for what is late. */
const PATIENT_MS = 45_000

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A server as small as it gets: grants each badge, ends on the holder's second one, remembers everything. */
const createOffice = () => {
  const seen = new Map<string, Message[]>()
  const holders = new Map<string, string>()
  return {
    seen,
    receive(station: string, message: Message): object | null {
      const before = seen.get(station) ?? []
      if (before.some(one => one.boot === message.boot && one.seq === message.seq)) return null
      seen.set(station, [...before, message])
      if (message.type !== 'badge' || message.offline) return null
      const out = holders.get(station) === message.badge
      if (out) holders.delete(station)
      else holders.set(station, message.badge)
      const verdict = out ? { verdict: 'ended', reason: 'badge-out' } : { verdict: 'granted', reason: null }
      return { for: { boot: message.boot, seq: message.seq }, session: null, relay: !out, display: '', ...verdict }
    },
  }
}
type Office = ReturnType<typeof createOffice>

const serveMqtt = async (office: Office): Promise<string> => {
  const broker = await Aedes.createBroker({ queueLimit: 200 })
  broker.authorizePublish = (client, packet, done) => {
    done(null)
    if (client === null) return
    const [, , , station = '', , type = ''] = packet.topic.split('/')
    const value = JSON.parse(packet.payload.toString())
    const messages: Message[] = type === 'batch' ? value.messages : type === 'presence' ? [] : [{ type, ...value }]
    for (const message of messages) {
      const payload = office.receive(station, message)
      const topic = packet.topic.replace(/up\/.*/, 'down/verdict')
      if (payload === null) continue
      const down = {
        cmd: 'publish',
        topic,
        payload: Buffer.from(JSON.stringify(payload)),
        qos: 1,
        retain: false,
        dup: false,
      } as const
      broker.publish(down, () => {})
    }
  }
  const server = createServer(broker.handle)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    await new Promise<void>(resolve => broker.close(() => resolve()))
    await new Promise<void>(resolve => server.close(() => resolve()))
  })
  return `127.0.0.1:${(server.address() as { port: number }).port}`
}

const serveSerial = (office: Office, path: string, station: string) => {
  const port = new SerialPort({ path, baudRate: 115_200 })
  closing.push(() => new Promise<void>(resolve => port.close(() => resolve())))
  const reader = createFrameReader()
  const write = (type: number, value: object) => {
    const encoded = encodeFrame(type, JSON.stringify(value))
    if (encoded.kind === 'frame') port.write(encoded.bytes)
  }
  port.on('data', (chunk: Buffer) => {
    for (const one of reader.push(chunk)) {
      if (one.kind !== 'frame' || one.type !== FRAME_UP) continue
      const message = JSON.parse(one.json) as Message
      const verdict = office.receive(station, message)
      write(FRAME_ACK, { boot: message.boot, seq: message.seq })
      if (verdict) write(FRAME_DOWN, { type: 'verdict', ...verdict })
    }
  })
}

const KINDS = ['servo-lockstitch', 'heat-press'] as const
const scenarioAt = (mqtt: string): Scenario => {
  const now_ms = Date.now()
  const parsed = parseScenario({
    site: 'demo',
    badge_key: '5a'.repeat(32),
    mqtt,
    stations: KINDS.map((kind, i) => ({
      station: kind,
      principal: `demo.${kind}`,
      token: 'secret',
      machine: kind,
      kind,
      transport: i === 0 ? 'serial' : 'mqtt',
      sensor: 'current',
      register: true,
      profile: taughtProfile(LOADS[kind]),
    })),
    members: ['ada', 'bea', 'caro'].map((id, i) => ({ id, badges: [`04A2B3C4D5E68${i}`], machines: KINDS })),
    opening: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '20:00' }],
    past: { from_ms: now_ms - 5 * 86_400_000, to_ms: now_ms - 86_400_000, sample_ms: 300_000 },
  })
  if (parsed.kind === 'refused') throw new Error(parsed.problems.join('\n'))
  return parsed.scenario
}

it(
  'lives a past and a present over a real broker and a real pseudo-terminal; nothing stays unacknowledged',
  async () => {
    const office = createOffice()
    const scenario = scenarioAt(await serveMqtt(office))
    const events: RunEvent[] = []
    const run = new WorkshopRun(scenario, {
      seed: 11,
      speed: 10,
      noise: QUIET,
      onPort: (path, station) => serveSerial(office, path, station),
      onEvent: event => events.push(event),
    })
    await run.start()
    const granted = (station: string) =>
      events.some(one => one.station === station && one.event === 'shown' && one.verdict === 'granted')
    await vi.waitFor(() => expect(KINDS.every(granted)).toBe(true), PATIENT_MS)
    const report = await run.stop(PATIENT_MS)
    await run.close()

    expect(report.unacked).toBe(0)
    const all = [...office.seen.values()].flat()
    expect(all).toHaveLength(report.messages_sent)
    const { past } = scenario
    const lived = livePast(scenario, 11, past?.from_ms ?? 0, past?.to_ms ?? 0, 300_000)
    for (const { station, messages } of lived.stations) {
      const seen = office.seen.get(station) ?? []
      expect(seen.slice(0, messages.length)).toEqual(messages)
      // Boots go on rising from the past into the present; within one, seq has no hole.
      for (const [i, message] of seen.entries()) {
        const before = seen[i - 1]
        if (before?.boot === message.boot) expect(message.seq).toBe(before.seq + 1)
        else expect(message).toMatchObject({ type: 'hello', seq: 0 })
        expect(message.boot).toBeGreaterThanOrEqual(before?.boot ?? 1)
      }
    }
    for (const machine of report.machines) {
      expect(machine.sessions.every(session => session.end_at_ms !== null)).toBe(true)
      expect(machine.sessions.length).toBeGreaterThan(0)
    }
  },
  3 * PATIENT_MS,
)

/** What the registers of every boot add up to. */
const registeredIn = (messages: Message[]): number => {
  const boots = new Map<number, number>()
  for (const message of messages) if (message.type === 'sample') boots.set(message.boot, message.running_ms ?? 0)
  return [...boots.values()].reduce((sum, running_ms) => sum + running_ms, 0)
}

/**
 * Troubles come by seed and by the world's own time, people by the hour of the day. With this seed every plug is pulled and every
 * link lost before any sensor dies; the world is stopped from within at that very step, so that a busy machine, on which
 * it would live on for a while, sees the same troubles as an idle one.
 */
const SENSORS_LIVE_SEED = 797

it(
  'plays pulled plugs, lost links and noise; everything said arrives, and the truth stays the truth',
  async () => {
    const office = createOffice()
    const { past: _past, ...scenario } = scenarioAt(await serveMqtt(office))
    const events: RunEvent[] = []
    const had = (station: string, event: string) => events.some(one => one.station === station && one.event === event)
    const all = () => KINDS.every(kind => had(kind, 'plugged') && had(kind, 'joined'))
    const stopped = Promise.withResolvers<RunReport>()
    const run = new WorkshopRun(scenario, {
      seed: SENSORS_LIVE_SEED,
      speed: 10,
      noise: CHAOS_NOISE,
      chaos: true,
      onPort: (path, station) => serveSerial(office, path, station),
      onEvent(event) {
        const before = all()
        events.push(event)
        if (!before && all()) stopped.resolve(run.stop(PATIENT_MS))
      },
    })
    await run.start()
    const report = await stopped.promise
    await run.close()

    expect(report.unacked).toBe(0)
    expect([...office.seen.values()].flat()).toHaveLength(report.messages_sent)
    expect(report.machines.reduce((sum, one) => sum + one.running_ms_true, 0)).toBeGreaterThan(10_000)
    for (const { station, running_ms_true, unheard_ms } of report.machines) {
      const messages = office.seen.get(station) ?? []
      const boots = new Set(messages.map(({ boot }) => boot)).size
      expect(boots).toBeGreaterThan(1)
      expect(unheard_ms).toBe(0)
      // What a station had counted since its last heartbeat is lost with the power, and nothing else
      expect(Math.abs(registeredIn(messages) - running_ms_true)).toBeLessThan(boots * 1_500 + running_ms_true * 0.02)
    }
  },
  3 * PATIENT_MS,
)
