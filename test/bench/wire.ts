/** The thinnest MQTT client there is: writes ready-made bytes, counts PUBACKs, acknowledges what comes down. */
import { connect, type Socket } from 'node:net'
import { generate, parser } from 'mqtt-packet'
import { principalOf } from '#server/contract/topics.ts'
import { SITE } from './site.ts'

const PUBACK = 0x40
const PUBACK_BYTES = 4

export type Wire = { socket: Socket; acknowledged: number; onAck: (count: number) => void }

/** After CONNACK the socket carries PUBACKs alone, which need no parser. */
export async function openWire(port: number, station: string, token: string): Promise<Wire> {
  const socket = await opened(port)
  const wire: Wire = { socket, acknowledged: 0, onAck: () => undefined }
  socket.write(connectBytes(station, token))
  await new Promise<void>((resolve, reject) => {
    let connack_left = 4
    let partial = 0
    socket.on('close', () => {
      reject(new Error(`${station} was closed`))
      // Once connected nobody waits for this promise any more, and everybody for acknowledgements that will not come.
      if (connack_left === 0) throw new Error(`${station} was closed`)
    })
    socket.on('data', chunk => {
      let from = 0
      if (connack_left > 0) {
        from = Math.min(connack_left, chunk.length)
        connack_left -= from
        if (connack_left === 0) resolve()
      }
      const bytes = partial + chunk.length - from
      if (chunk.length > from && partial === 0 && chunk[from] !== PUBACK) throw new Error(`${station}: not a PUBACK`)
      const count = Math.floor(bytes / PUBACK_BYTES)
      partial = bytes % PUBACK_BYTES
      wire.acknowledged += count
      if (count > 0) wire.onAck(count)
    })
  })
  return wire
}

/** One that subscribes, and hears whole packets. */
export async function openListener(
  port: number,
  station: string,
  token: string,
  onPublish: (topic: string, payload: Buffer) => void,
): Promise<Socket> {
  const socket = await opened(port)
  const reader = parser({ protocolVersion: 4 })
  const ready = new Promise<void>(resolve => {
    reader.on('packet', packet => {
      if (packet.cmd === 'suback') resolve()
      if (packet.cmd !== 'publish') return
      if (packet.qos === 1) socket.write(generate({ cmd: 'puback', messageId: packet.messageId as number }))
      onPublish(packet.topic, packet.payload as Buffer)
    })
  })
  socket.on('data', chunk => reader.parse(chunk))
  socket.write(connectBytes(station, token))
  const topic = `navette/1/${SITE}/${station}/down/#`
  socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos: 1 }] } as never))
  await ready
  return socket
}

async function opened(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve())
    socket.once('error', reject)
  })
  return socket
}

function connectBytes(station: string, token: string): Buffer {
  const principal = principalOf(SITE, station)
  return generate({
    ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0 },
    ...{ clientId: principal, username: principal, password: Buffer.from(token) },
  })
}
