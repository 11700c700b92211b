/** How fast a gateway delivers what it kept: eight hours of 30 stations at 1 Hz, until each is acknowledged by the server. */
import { peakMemoryOf_MB, serverArgs, startChild } from './child.ts'

const STATIONS = 30
const HOURS = Number(process.env.BENCH_HOURS ?? 8)
const WANTED_PER_S = 5_000

export async function benchOutbox(): Promise<void> {
  const gateway = startChild('outbox-gateway.ts', { stations: STATIONS })
  const filling = performance.now()
  const { waiting } = await gateway.ask<{ waiting: number }>({ do: 'fill', seconds: HOURS * 3_600 })
  console.log(`${waiting} messages kept in ${((performance.now() - filling) / 1_000).toFixed(0)} s`)
  const server = startChild('server.ts', { stations: STATIONS }, serverArgs())
  const { port, gateway_token } = await server.ask<{ port: number; gateway_token: string }>({ do: 'where' })
  const { elapsed_ms, cpu_ms } = await gateway.ask<{ elapsed_ms: number; cpu_ms: number }>({
    ...{ do: 'drain', port, token: gateway_token },
  })
  const counts = await server.ask<{ messages: number; quarantined: number; gaps: number }>({ do: 'counts' })
  if (counts.messages !== waiting || counts.quarantined !== 0)
    throw new Error(`expected ${waiting} messages and no quarantine, got ${JSON.stringify(counts)}`)
  const per_s = (waiting / elapsed_ms) * 1_000
  console.log(
    `${HOURS} h of ${STATIONS} stations: ${per_s.toFixed(0)} messages/s (wanted ≥ ${WANTED_PER_S}), ` +
      `${((cpu_ms * 1_000) / waiting).toFixed(1)} µs CPU a message in the gateway, ${peakMemoryOf_MB(gateway.pid).toFixed(0)} MB at most`,
  )
  await gateway.stop()
  await server.stop()
}
