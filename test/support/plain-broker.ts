/** A real Aedes that accepts everybody with the right token and remembers what reached it, for tests of what speaks to it. */
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes'

export type Arrival = { topic: string; payload: string; qos: number; client: string }
export type PlainBroker = {
  aedes: Aedes
  port: number
  /** publishes of clients in the order they came in, repetitions included */
  arrived: Arrival[]
  sockets: Set<Socket>
  dropConnections(): void
  close(): Promise<void>
}

export type BrokerOptions = {
  port?: number
  /** in PEM: the broker then listens with TLS */
  tls?: { key: Buffer; cert: Buffer }
  /** decides over each publish: call `ack` now, later or never */
  onPublish?: (packet: PublishPacket, client: Client, ack: () => void) => void
}

export async function startPlainBroker(options: BrokerOptions = {}): Promise<PlainBroker> {
  const arrived: Arrival[] = []
  const sockets = new Set<Socket>()
  const aedes = await Aedes.createBroker({ queueLimit: 200, drainTimeout: 500 })
  aedes.authenticate = (_client, _username, password, done) => {
    const right = password?.toString() === 'right'
    done(right ? null : (Object.assign(new Error('bad'), { returnCode: 4 }) as AuthenticateError), right)
  }
  aedes.authorizePublish = (client, packet, done) => {
    if (client === null) return done(null)
    arrived.push({ topic: packet.topic, payload: packet.payload.toString(), qos: packet.qos, client: client.id })
    if (options.onPublish === undefined) done(null)
    else options.onPublish(packet, client, () => done(null))
  }
  const serve = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    aedes.handle(socket)
  }
  const server: Server = options.tls === undefined ? createServer(serve) : createTlsServer(options.tls, serve)
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP address expected')
  const dropConnections = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    aedes,
    port: address.port,
    arrived,
    sockets,
    dropConnections,
    close: async () => {
      dropConnections()
      server.close()
      await new Promise<void>(done => aedes.close(done))
    },
  }
}
