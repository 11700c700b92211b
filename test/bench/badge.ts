/** Badge to verdict while 2 000 messages/s of others come in. */
import { serverArgs, startChild } from './child.ts'
import { messageOf, publishOf } from './messages.ts'
import { type Slow, type Stalls, stalled, told } from './stalls.ts'
import { stolenSince } from './stolen.ts'
import { openListener } from './wire.ts'

const BACKGROUND_STATIONS = 200
const BACKGROUND_PERIOD_MS = 100
const BADGES = 1_000
const BADGE_EVERY_MS = 40
/** The background runs so long before the first badge: its connections, and code that is compiled meanwhile, are not what is measured. */
const SETTLE_MS = 2_000
const P99_WANTED_MS = 10

export async function benchBadge(): Promise<void> {
  const server = startChild('server.ts', { stations: BACKGROUND_STATIONS + 1 }, serverArgs())
  type Where = { port: number; tokens: { station: string; token: string }[] }
  const { port, tokens } = await server.ask<Where>({ do: 'where' })
  const reader = tokens.at(-1) as { station: string; token: string }
  const load = startChild('load-client.ts', {})
  await load.ask({ do: 'open', port, stations: tokens.slice(0, -1) })
  const count = Math.ceil((SETTLE_MS + BADGES * BADGE_EVERY_MS) / BACKGROUND_PERIOD_MS) + 20
  const background = load.ask<{ p99_ms: number }>({ do: 'pace', count, period_ms: BACKGROUND_PERIOD_MS })
  await new Promise(resolve => setTimeout(resolve, SETTLE_MS))
  const disk = startChild('disk.ts', {})
  await server.ask({ do: 'stalls' })
  const stolen = stolenSince()
  const took_ms = await badge(port, reader)
  const stalls = await server.ask<Stalls>({ do: 'stalls' })
  const bare = await disk.ask<Slow>({})
  const stolen_share = stolen()
  await disk.stop()
  const { p99_ms } = await background
  await load.stop()
  await server.stop()
  took_ms.sort((a, b) => a - b)
  const at = (share: number) => (took_ms[Math.floor(took_ms.length * share)] ?? 0).toFixed(1)
  console.log(`the server meanwhile: ${stalled(stalls)}`)
  console.log(`beside it, ${told('bare writes with fsync', bare)}`)
  if (stolen_share !== null)
    console.log(`its host kept ${(stolen_share * 100).toFixed(1)} % of the processors' time for others`)
  const rate = (BACKGROUND_STATIONS / BACKGROUND_PERIOD_MS) * 1_000
  console.log(`${rate} messages/s in the background, acknowledged within ${p99_ms.toFixed(1)} ms (p99)`)
  console.log(
    `badge to verdict: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (wanted ≤ ${P99_WANTED_MS}), of ${took_ms.length}`,
  )
  const ratio = (took_ms[Math.floor(took_ms.length * 0.99)] as number) / Math.max(bare.p99_ms, 0.1)
  console.log(`that is ${ratio.toFixed(1)} × the p99 of one bare write`)
}

/** Badges at random enough moments, each waiting for its own verdict. */
async function badge(port: number, reader: { station: string; token: string }): Promise<number[]> {
  const waiting = new Map<number, (at: number) => void>()
  const socket = await openListener(port, reader.station, reader.token, (topic, payload) => {
    if (!topic.endsWith('/verdict')) return
    const seq = (JSON.parse(payload.toString()) as { for: { seq: number } | null }).for?.seq
    if (seq !== undefined) waiting.get(seq)?.(performance.now())
  })
  socket.write(publishOf(reader.station, 0, 1))
  const { value } = messageOf(1)
  const took_ms: number[] = []
  for (let seq = 1; seq <= BADGES; seq++) {
    const answered = new Promise<number>(resolve => waiting.set(seq, resolve))
    const started = performance.now()
    socket.write(
      publishOf(reader.station, seq, seq + 1, { type: 'badge', value: { ...value, seq, up_ms: seq * 3_000 } }),
    )
    took_ms.push((await answered) - started)
    await new Promise(resolve => setTimeout(resolve, BADGE_EVERY_MS - 10 + (seq % 21)))
  }
  socket.destroy()
  return took_ms
}
