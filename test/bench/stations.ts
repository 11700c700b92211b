/** 5 000 stations, a sample a second each, for a minute. */
import { cpuOf_ms, peakMemoryOf_MB, serverArgs, startChild } from './child.ts'

const STATIONS = 5_000
const SECONDS = 60
const MEMORY_WANTED_MB = 500

export async function benchStations(): Promise<void> {
  const server = startChild('server.ts', { stations: STATIONS }, serverArgs())
  const { port, tokens } = await server.ask<{ port: number; tokens: object[] }>({ do: 'where' })
  const half = Math.ceil(tokens.length / 2)
  const loads = [tokens.slice(0, half), tokens.slice(half)].map(stations => ({
    stations,
    client: startChild('load-client.ts', {}),
  }))
  await Promise.all(loads.map(({ client, stations }) => client.ask({ do: 'open', port, stations })))
  const cpu_before_ms = cpuOf_ms(server.pid)
  const paced = await Promise.all(
    loads.map(({ client }) =>
      client.ask<{ p99_ms: number; elapsed_ms: number }>({ do: 'pace', count: SECONDS, period_ms: 1_000 }),
    ),
  )
  const cpu_ms = cpuOf_ms(server.pid) - cpu_before_ms
  const { messages, quarantined } = await server.ask<{ messages: number; quarantined: number }>({ do: 'counts' })
  const memory_MB = peakMemoryOf_MB(server.pid)
  await Promise.all(loads.map(({ client }) => client.stop()))
  await server.stop()
  const p99_ms = Math.max(...paced.map(one => one.p99_ms))
  const elapsed_ms = Math.max(...paced.map(one => one.elapsed_ms))
  console.log(`${STATIONS} stations: ${messages} of ${STATIONS * SECONDS} committed, ${quarantined} quarantined`)
  console.log(
    `${(elapsed_ms / 1_000).toFixed(1)} s, PUBACK p99 ${p99_ms.toFixed(1)} ms, ${(cpu_ms / elapsed_ms).toFixed(2)} CPUs`,
  )
  console.log(`resident memory ${memory_MB.toFixed(0)} MB at most (wanted ≤ ${MEMORY_WANTED_MB})`)
}
