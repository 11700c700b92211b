/** Complete durable ingest against mosquitto + a subscriber that validates and writes the same rows, in one run. */
import { cpuOf_ms, serverArgs, startChild } from './child.ts'
import { findMosquitto, startMosquitto } from './peer-mosquitto.ts'
import { stationIds } from './site.ts'

const CONNECTIONS = 50
const WINDOW = 100
const WARM_UP_MESSAGES = 200
const MESSAGES = 2_000
/** One run differs from the next by a fifth and more: both sides take turns, and the median counts. */
const ROUNDS = 5
/** JSON of a station's state while a session is open, so that the peer writes as much. */
const STATE_BYTES = 1_300

type Figures = { messages_per_s: number; cpu_us_per_message: number }
type Cpu = { user: number; system: number }

export async function benchIngest(): Promise<void> {
  const binary = findMosquitto()
  if (binary === null) {
    print('navette', await runOurs())
    console.log('mosquitto is not installed: no comparison')
    return
  }
  const ratios: { throughput: number; cpu: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await runOurs()
    const theirs = await runPeer(binary)
    print('navette', ours)
    print('mosquitto + mqtt.js', theirs)
    const throughput = ours.messages_per_s / theirs.messages_per_s
    ratios.push({ throughput, cpu: ours.cpu_us_per_message / theirs.cpu_us_per_message })
  }
  const throughput = median(ratios.map(one => one.throughput)).toFixed(2)
  const cpu = median(ratios.map(one => one.cpu)).toFixed(2)
  console.log(
    `median of ${ROUNDS} rounds: throughput ratio ${throughput} (wanted ≥ 1.2), CPU ratio ${cpu} (wanted ≤ 0.7)`,
  )
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const print = (who: string, { messages_per_s, cpu_us_per_message }: Figures): void =>
  console.log(`${who}: ${messages_per_s.toFixed(0)} messages/s, ${cpu_us_per_message.toFixed(1)} µs CPU a message`)

async function runOurs(): Promise<Figures> {
  const server = startChild('server.ts', { stations: CONNECTIONS }, serverArgs())
  const { port, tokens } = await server.ask<{ port: number; tokens: object[] }>({ do: 'where' })
  const load = startChild('load-client.ts', {})
  await load.ask({ do: 'open', port, stations: tokens })
  await load.ask({ do: 'flood', count: WARM_UP_MESSAGES, window: WINDOW })
  const before = await server.ask<Cpu>({ do: 'cpu' })
  const { elapsed_ms } = await load.ask<{ elapsed_ms: number }>({ do: 'flood', count: MESSAGES, window: WINDOW })
  const after = await server.ask<Cpu>({ do: 'cpu' })
  const counts = await server.ask<{ messages: number; quarantined: number }>({ do: 'counts' })
  const expected = CONNECTIONS * (MESSAGES + WARM_UP_MESSAGES)
  if (counts.messages !== expected || counts.quarantined !== 0) {
    throw new Error(`expected ${expected} messages and no quarantine, got ${JSON.stringify(counts)}`)
  }
  await load.stop()
  await server.stop()
  return figures(elapsed_ms, cpu_ms(after) - cpu_ms(before))
}

async function runPeer(binary: string): Promise<Figures> {
  const mosquitto = await startMosquitto(binary)
  const subscriber = startChild('peer-subscriber.ts', { port: mosquitto.port, state_bytes: STATE_BYTES })
  await subscriber.ask({ do: 'until', count: 0 })
  const stations = stationIds(CONNECTIONS).map(station => ({ station, token: 'none' }))
  const load = startChild('load-client.ts', {})
  await load.ask({ do: 'open', port: mosquitto.port, stations })
  await load.ask({ do: 'flood', count: WARM_UP_MESSAGES, window: WINDOW })
  await subscriber.ask({ do: 'until', count: CONNECTIONS * WARM_UP_MESSAGES })
  const before = cpu_ms(await subscriber.ask<Cpu>({ do: 'cpu' })) + cpuOf_ms(mosquitto.pid)
  const started = performance.now()
  const flooded = load.ask({ do: 'flood', count: MESSAGES, window: WINDOW })
  await subscriber.ask({ do: 'until', count: CONNECTIONS * (WARM_UP_MESSAGES + MESSAGES) })
  const elapsed_ms = performance.now() - started
  await flooded
  const after = cpu_ms(await subscriber.ask<Cpu>({ do: 'cpu' })) + cpuOf_ms(mosquitto.pid)
  await load.stop()
  await subscriber.stop()
  await mosquitto.stop()
  return figures(elapsed_ms, after - before)
}

const cpu_ms = ({ user, system }: Cpu): number => (user + system) / 1_000

function figures(elapsed_ms: number, cpu_used_ms: number): Figures {
  const messages = CONNECTIONS * MESSAGES
  return { messages_per_s: (messages / elapsed_ms) * 1_000, cpu_us_per_message: (cpu_used_ms / messages) * 1_000 }
}
