/** The load, in a process of its own: everything is encoded before the clock starts, so that it is not the bottleneck. */
import { answering } from './child.ts'
import { publishOf } from './messages.ts'
import { openWire, type Wire } from './wire.ts'

type Settings = { port: number; stations: { station: string; token: string }[] }
type Line = { wire: Wire; station: string; next_seq: number }

const MESSAGE_IDS = 65_535
const CONNECTS_AT_ONCE = 100
const lines: Line[] = []

async function open({ port, stations }: Settings): Promise<void> {
  for (let i = 0; i < stations.length; i += CONNECTS_AT_ONCE) {
    const some = stations.slice(i, i + CONNECTS_AT_ONCE)
    const wires = await Promise.all(some.map(({ station, token }) => openWire(port, station, token)))
    some.forEach(({ station }, k) => void lines.push({ wire: wires[k] as Wire, station, next_seq: 0 }))
  }
}

/** Every station sends `count` messages, `window` of them unacknowledged at most. */
async function flood(count: number, window: number): Promise<{ elapsed_ms: number }> {
  const encoded = lines.map(line => encode(line, count))
  const started = performance.now()
  await Promise.all(lines.map((line, i) => pour(line.wire, encoded[i] as Encoded, window)))
  return { elapsed_ms: performance.now() - started }
}

type Encoded = { bytes: Buffer; ends: number[] }

/** All packets of one station in one piece, so that releasing k of them is one write. */
function encode(line: Line, count: number): Encoded {
  const packets: Buffer[] = []
  const ends: number[] = []
  let end = 0
  for (let i = 0; i < count; i++) {
    const packet = publishOf(line.station, line.next_seq, (line.next_seq % MESSAGE_IDS) + 1)
    line.next_seq += 1
    end += packet.length
    packets.push(packet)
    ends.push(end)
  }
  return { bytes: Buffer.concat(packets), ends }
}

function pour(wire: Wire, { bytes, ends }: Encoded, window: number): Promise<void> {
  let sent = 0
  let acknowledged = 0
  const release = (upto: number): void => {
    const to = Math.min(upto, ends.length)
    if (to === sent) return
    wire.socket.write(bytes.subarray(sent === 0 ? 0 : ends[sent - 1], ends[to - 1]))
    sent = to
  }
  return new Promise(resolve => {
    wire.onAck = count => {
      acknowledged += count
      if (acknowledged === ends.length) resolve()
      else release(acknowledged + window)
    }
    release(window)
  })
}

/** Every station sends once a period, spread over it; resolves with the slowest acknowledgements when all are in. */
async function pace(count: number, period_ms: number): Promise<{ p99_ms: number; elapsed_ms: number }> {
  const encoded = lines.map(line => encode(line, count))
  const sent_at: number[][] = lines.map(() => [])
  const took_ms: number[] = []
  const started = performance.now()
  const finished = Promise.all(
    lines.map(
      (line, i) =>
        new Promise<void>(resolve => {
          let acknowledged = 0
          line.wire.onAck = acks => {
            for (let k = 0; k < acks; k++) took_ms.push(performance.now() - (sent_at[i]?.[acknowledged++] ?? 0))
            if (acknowledged === count) resolve()
          }
        }),
    ),
  )
  const total = lines.length * count
  await new Promise<void>(resolve => {
    let sent = 0
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - started) / period_ms) * lines.length))
      for (; sent < due; sent++) sendOne(encoded, sent_at, sent)
      if (sent < total) return
      clearInterval(timer)
      resolve()
    }, 2)
  })
  await finished
  took_ms.sort((a, b) => a - b)
  return { p99_ms: took_ms[Math.floor(took_ms.length * 0.99)] ?? 0, elapsed_ms: performance.now() - started }
}

function sendOne(encoded: Encoded[], sent_at: number[][], n: number): void {
  const i = n % lines.length
  const k = Math.floor(n / lines.length)
  const { bytes, ends } = encoded[i] as Encoded
  sent_at[i]?.push(performance.now())
  lines[i]?.wire.socket.write(bytes.subarray(k === 0 ? 0 : ends[k - 1], ends[k]))
}

answering(
  async message => {
    if (message.do === 'open') return open(message as unknown as Settings)
    if (message.do === 'flood') return flood(message.count as number, message.window as number)
    return pace(message.count as number, message.period_ms as number)
  },
  async () => undefined,
)
