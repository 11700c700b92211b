/**
 * The MQTT side of the server, contract §1: who may connect, which topics they may touch, how much they may send. What they
 * say goes to `onUplink`, and PUBACK leaves when that calls back (Aedes sends it right after `authorizePublish`).
 */
import type { Socket } from 'node:net'
import type { AuthenticateError, Client, PublishPacket, Subscription } from 'aedes'
import type { Downlink } from '#server/contract/downlink.ts'
import { downTopic, principalOf } from '#server/contract/topics.ts'
import { Presence } from '#server/contract/uplink.ts'
import { AuditGate, type BrokerAuditEvent } from './audit.ts'
import { Connection, PacketFault } from './connection.ts'
import { Hearers } from './hearers.ts'
import {
  CLIENT_ID_CHARS_MAX,
  CONNECT_QUEUE_PACKETS_MAX,
  CONNECT_TIMEOUT_MS,
  DRAIN_TIMEOUT_MS,
  UNAUTHENTICATED_MAX,
} from './limits.ts'
import { type Listener, listenPlain, listenTls, type PlainDoor, type TlsDoor } from './listen.ts'
import type { Publish } from './publish.ts'
import { type GatewayOf, type Grant, Rights, type Uplink } from './rights.ts'
import { Switchboard } from './switchboard.ts'

export type { BrokerAuditEvent } from './audit.ts'
export type { Grant } from './rights.ts'

/** One message a station or its gateway published under its own `up/`. */
export type UplinkContext = { principal: string; station: string; type: string; qos: 0 | 1 | 2; payload: Buffer }
type Done = (error?: Error) => void

export type BrokerLog = { warn(fields: object, message: string): void; debug(fields: object, message: string): void }

export type BrokerOptions = {
  site: string
  mqtt: PlainDoor
  mqtts?: TlsDoor | undefined
  /** The grant of this principal if that is its token, else null. */
  authenticate(principal: string, token: string): Grant | null | Promise<Grant | null>
  /** Absent: no plug is paired. */
  gatewayOf?: GatewayOf
  /** Must call `done` once; with an error the connection is closed and nothing acknowledged. */
  onUplink(uplink: UplinkContext, done: Done): void
  /** A client that speaks for this station has just subscribed to its verdicts. */
  onSubscribed(station: string): void
  /** A hint (contract §1 `presence`). */
  onPresence(station: string, online: boolean): void
  audit(event: BrokerAuditEvent): void
  /** False while nothing can be committed: CONNECT is answered with code 3. */
  accepting(): boolean
  log: BrokerLog
  now_ms?: () => number
}

export type Broker = {
  addresses: { mqtt: string; mqtts: string | null }
  /** Resolves when every present subscriber has been written to. */
  publish(downlink: Downlink, options: { retain: boolean }): Promise<void>
  /** Closes the connection of this principal, if it has one that another credential let in. */
  disconnect(principal: string, credential: string | null): void
  /** How many clients are connected. */
  connected(): number
  close(): Promise<void>
}

/** MQTT 3.1.1 table 3.1 */
const SERVER_UNAVAILABLE = 3
const BAD_USER_NAME_OR_PASSWORD = 4
const NOT_AUTHORIZED = 5

const refusal = (returnCode: number, message: string): AuthenticateError =>
  Object.assign(new Error(message), { returnCode }) as AuthenticateError

export async function createBroker(options: BrokerOptions): Promise<Broker> {
  const room = new Room(options)
  await room.aedes.listen()
  const accept = (socket: Socket): void => room.accept(socket)
  const plain = await listenPlain(options.mqtt, accept, room.onTrouble).catch(async (error: unknown) => {
    // Aedes beats its heart from `listen` on: left open it would keep the process alive
    await room.close()
    throw error
  })
  const tls = await openTls(options, room, plain)
  return {
    addresses: { mqtt: plain.address, mqtts: tls?.address ?? null },
    publish: (downlink, { retain }) => room.publish(downlink, retain),
    disconnect: (principal, credential) => room.disconnect(principal, credential),
    connected: () => room.clients.size,
    close: async () => {
      const doors = [plain.close(), tls?.close()]
      await room.close()
      await Promise.all(doors)
    },
  }
}

async function openTls(options: BrokerOptions, room: Room, plain: Listener): Promise<Listener | null> {
  if (options.mqtts === undefined) return null
  try {
    return await listenTls(
      options.mqtts,
      socket => room.accept(socket),
      (socket, why) => room.refuseCertificate(socket, why),
      room.onTrouble,
    )
  } catch (error) {
    await room.close()
    await plain.close()
    throw error
  }
}

class Room {
  readonly aedes: Switchboard
  /** Who is connected, by principal. */
  readonly clients = new Map<string, Client>()
  readonly #options: BrokerOptions
  readonly #gate: AuditGate
  readonly #rights = new WeakMap<Client, Rights>()
  readonly #connections = new Set<Connection>()
  readonly #hearers = new Hearers()
  #unauthenticated = 0

  constructor(options: BrokerOptions) {
    this.#options = options
    this.#gate = new AuditGate(options.audit, options.now_ms ?? Date.now)
    this.aedes = new Switchboard({
      connectTimeout: CONNECT_TIMEOUT_MS,
      drainTimeout: DRAIN_TIMEOUT_MS,
      queueLimit: CONNECT_QUEUE_PACKETS_MAX,
      maxClientsIdLength: CLIENT_ID_CHARS_MAX,
      preConnect: (client, packet, done) => {
        // Sessions are clean (design rule 9): nothing is kept for a client that is away, least of all commands.
        packet.clean = true
        connectionOf(client).keepAlive(packet.keepalive ?? 0)
        packet.keepalive = 0
        done(null, true)
      },
      authenticate: (client, username, password, done) => this.#authenticate(client, username, password, done),
      authorizePublish: (client, packet, done) => this.#publishFrom(client, packet, done),
      authorizeSubscribe: (client, subscription, done) => done(null, this.#subscription(client, subscription)),
      // A pairing that ended ends the subscription with it.
      authorizeForward: (client, packet) => (this.#mayHear(client, packet.topic) ? packet : null),
    })
    this.#listenToAedes()
  }

  #listenToAedes(): void {
    const { aedes } = this
    aedes.on('client', client => this.clients.set(client.id, client))
    aedes.on('clientDisconnect', client => {
      if (this.clients.get(client.id) === client) this.clients.delete(client.id)
      this.#hearers.gone(client)
    })
    aedes.on('connackSent', (packet, client) => {
      if (packet.returnCode === 0) connectionOf(client).opened(publish => this.#shortWay(client, publish))
    })
    aedes.on('subscribe', (subscriptions, client) => this.#subscribed(subscriptions, client))
    aedes.on('unsubscribe', (filters, client) => {
      for (const filter of filters) this.#hearers.unsubscribed(client, filter)
    })
    aedes.on('clientError', (client, error) => this.#failed(client, error))
    aedes.on('connectionError', (client, error) => this.#failed(client, error))
    // Aedes' own end of an EventEmitter: unhandled it would end the process.
    aedes.on('error' as 'clientError', (error: unknown) => this.#options.log.warn({ error }, 'broker error'))
  }

  /** Who is connected stays so, and whoever comes may find the door well again. */
  readonly onTrouble = (error: Error): void => this.#options.log.warn({ error }, 'a door of the broker is in trouble')

  accept(socket: Socket): void {
    if (this.#unauthenticated >= UNAUTHENTICATED_MAX) {
      socket.destroy()
      return
    }
    const connection = new Connection(socket)
    this.#connections.add(connection)
    this.#unauthenticated += 1
    connection.once('opened', () => {
      this.#unauthenticated -= 1
    })
    connection.once('close', () => {
      this.#connections.delete(connection)
      if (!connection.known) this.#unauthenticated -= 1
    })
    this.aedes.handle(connection)
  }

  refuseCertificate(socket: Socket, why: string): void {
    this.#gate.refuse('certificate', null, socket.remoteAddress ?? '?', why)
    socket.destroy()
  }

  async #authenticate(
    client: Client,
    username: string | undefined,
    password: Buffer | undefined,
    done: (error: AuthenticateError | null, success: boolean | null) => void,
  ): Promise<void> {
    if (!this.#options.accepting()) {
      done(refusal(SERVER_UNAVAILABLE, 'nothing can be committed'), null)
      return
    }
    const principal = client.id
    // Bound to the credential: one who holds a token cannot take another's client id and push it out.
    if (username !== principal) {
      this.#refuseConnect(client, NOT_AUTHORIZED, 'client id is not the user name', done)
      return
    }
    let grant: Grant | null = null
    try {
      grant = password === undefined ? null : await this.#options.authenticate(principal, password.toString('utf8'))
    } catch (error) {
      this.#options.log.warn({ error, principal }, 'credentials could not be read')
      done(refusal(SERVER_UNAVAILABLE, 'credentials could not be read'), null)
      return
    }
    if (grant === null || principalOf(this.#options.site, grant.id) !== principal) {
      this.#refuseConnect(client, BAD_USER_NAME_OR_PASSWORD, 'wrong token', done)
      return
    }
    this.#rights.set(client, new Rights(this.#options.site, principal, grant, this.#options.gatewayOf ?? (() => null)))
    done(null, true)
  }

  #refuseConnect(
    client: Client,
    code: number,
    why: string,
    done: (error: AuthenticateError, success: null) => void,
  ): void {
    this.#gate.refuse('connect', client.id, connectionOf(client).address, why)
    done(refusal(code, why), null)
  }

  /** A station's own uplink, which Aedes never sees; false: it is Aedes' to judge, and #publishFrom's. */
  #shortWay(client: Client, { topic, id, payload }: Publish): boolean {
    const uplink = this.#rights.get(client)?.uplink(topic) ?? null
    if (uplink === null || uplink.type === 'presence') return false
    const connection = connectionOf(client)
    this.#accept(client, uplink, 1, payload, error => {
      connection.settled()
      if (error === undefined) connection.acknowledge(id)
      else connection.destroy(error)
    })
    return true
  }

  #accept(client: Client, uplink: Uplink, qos: 0 | 1 | 2, payload: Buffer, settle: Done): void {
    const { station, type } = uplink
    this.#options.onUplink({ principal: client.id, station, type, qos, payload }, error => {
      settle(error)
      if (error !== undefined && !this.#options.accepting()) this.#closeAll()
    })
  }

  /** `client` is closed or null for a will. */
  #publishFrom(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    // A retained uplink would be heard again by whoever subscribes next; a retained power command would switch a plug on
    // at each reconnection, whatever it was told to do at power-up (contract §1, Safety).
    packet.retain = false
    if (packet.cmd !== 'publish' || client === null) {
      this.#will(client, packet, done)
      return
    }
    const connection = connectionOf(client)
    const uplink = this.#rights.get(client)?.uplink(packet.topic) ?? null
    if (uplink === null && this.#rights.get(client)?.plug(packet.topic)) {
      this.aedes.letThrough(packet)
      connection.settled()
      done()
      return
    }
    if (uplink === null) {
      this.#gate.refuse('publish-foreign', client.id, connection.address, packet.topic)
      done(new Error('foreign topic'))
      return
    }
    const settle: Done = error => {
      connection.settled()
      done(error ?? null)
    }
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
    const online = uplink.type === 'presence' && packet.qos === 1 ? readPresence(payload) : null
    if (online === null) {
      this.#accept(client, uplink, packet.qos, payload, settle)
      return
    }
    this.#options.onPresence(uplink.station, online)
    settle()
  }

  /** Only presence of one's own stations, and a plug's word to its gateway: a will speaks when nobody can be asked any more. */
  #will(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    const uplink = client === null ? null : (this.#rights.get(client)?.uplink(packet.topic) ?? null)
    const online = readPresence(Buffer.from(packet.payload))
    if (uplink?.type === 'presence' && online !== null) this.#options.onPresence(uplink.station, online)
    else if (client !== null && this.#rights.get(client)?.plug(packet.topic)) this.aedes.letThrough(packet)
    else
      this.#gate.refuse('will', client?.id ?? null, client === null ? '?' : connectionOf(client).address, packet.topic)
    done(null)
  }

  #subscription(client: Client, subscription: Subscription): Subscription | null {
    const rights = this.#rights.get(client)
    if (rights?.downlink(subscription.topic) || rights?.plug(subscription.topic)) return subscription
    this.#gate.refuse('subscribe-foreign', client.id, connectionOf(client).address, subscription.topic)
    return null
  }

  #mayHear(client: Client, topic: string): boolean {
    return !topic.startsWith('plug/') || this.#rights.get(client)?.plug(topic) === true
  }

  #subscribed(subscriptions: Subscription[], client: Client): void {
    const stations = new Set<string>()
    for (const subscription of subscriptions) {
      if ((subscription.qos as number) === 128) continue
      const wanted = this.#rights.get(client)?.downlink(subscription.topic)
      if (wanted) this.#hearers.subscribed(client, subscription)
      if (wanted && (wanted.type === '#' || wanted.type === 'verdict')) stations.add(wanted.station)
    }
    for (const station of stations) this.#options.onSubscribed(station)
  }

  #failed(client: Client, error: Error): void {
    const { address } = connectionOf(client)
    const principal = client.id ?? null
    if (error instanceof PacketFault) this.#gate.refuse('packet', principal, address, error.fault)
    // MQTT-3.3.2-2: Aedes closes on a wildcard in a published topic before any hook is asked.
    else if (/^[#+] is not allowed in PUBLISH/.test(error.message)) {
      this.#gate.refuse('publish-wildcard', principal, address, error.message)
    } else this.#options.log.debug({ principal, address, error: error.message }, 'client closed')
  }

  publish({ station, type, payload }: Downlink, retain: boolean): Promise<void> {
    const topic = downTopic(this.#options.site, station, type)
    const text = JSON.stringify(payload)
    // What is retained, Aedes has to keep.
    if (!retain && this.#hearers.tell([topic, downTopic(this.#options.site, station, '#')], topic, text)) {
      return Promise.resolve()
    }
    const packet: PublishPacket = { cmd: 'publish', topic, payload: Buffer.from(text), qos: 1, retain, dup: false }
    return new Promise((resolve, reject) => {
      this.aedes.publish(packet, null, error => (error ? reject(error) : resolve()))
    })
  }

  disconnect(principal: string, credential: string | null): void {
    const client = this.clients.get(principal)
    if (client !== undefined && this.#rights.get(client)?.credential !== credential) client.close()
  }

  #closeAll(): void {
    for (const client of [...this.clients.values()]) client.close()
  }

  async close(): Promise<void> {
    await new Promise<void>(resolve => this.aedes.close(() => resolve()))
    for (const connection of this.#connections) connection.destroy()
  }
}

const connectionOf = (client: Client): Connection => client.conn as Connection

function readPresence(payload: Buffer): boolean | null {
  try {
    const parsed = Presence.safeParse(JSON.parse(payload.toString('utf8')))
    return parsed.success ? parsed.data.online : null
  } catch {
    return null
  }
}
