/** A socket that says exactly the bytes a test wants, MQTT or not. */
import { connect, type Socket } from 'node:net'
import { generate, type Packet, parser } from 'mqtt-packet'

export type RawClient = {
  socket: Socket
  /** packets the server sent, oldest first */
  heard: Packet[]
  closed: boolean
  send(bytes: Uint8Array): void
}

export async function rawClient(port: number): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1' })
  const client: RawClient = { socket, heard: [], closed: false, send: bytes => void socket.write(bytes) }
  const reader = parser({ protocolVersion: 4 })
  reader.on('packet', packet => client.heard.push(packet))
  socket.on('data', chunk => reader.parse(chunk))
  socket.on('error', () => undefined)
  socket.on('close', () => {
    client.closed = true
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve())
    socket.once('error', reject)
  })
  return client
}

export const connectPacket = (principal: string, password: string, keepalive = 0): Buffer =>
  generate({
    ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive },
    ...{ clientId: principal, username: principal, password: Buffer.from(password) },
  })

export const publishPacket = (topic: string, payload: string | Buffer, messageId: number): Buffer =>
  generate({ cmd: 'publish', topic, payload, qos: 1, messageId, dup: false, retain: false })
