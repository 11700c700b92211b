/**
 * A door of the gateway's own for plugs of the workshop's network (docs/adr/0041): they go on metering and switching while the
 * server or the way to it is gone. The same rights as on the server's broker: a plug uses `plug/<site>/<id>/#`, and nothing is
 * ever retained.
 */
import { hash, timingSafeEqual } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { Aedes, type AuthenticateError, type Client, type PublishPacket, type Subscription } from 'aedes'
import type { Logger } from 'pino'
import { parsePlugTopic, plugTopic, principalOf } from '#server/contract/topics.ts'
import type { PlugMessage } from '../drivers/plug.ts'
import { PLUG_CONNECT_ms, PLUG_CONNECTIONS_MAX, PLUG_DRAIN_ms, PLUG_LISTEN_RETRY_ms } from '../limits.ts'
import { hostAndPort, type LocalPlugsConfig } from './config.ts'
import { PacketLimit } from './packet-limit.ts'

/** MQTT 3.1.1 table 3.1 */
const BAD_USER_NAME_OR_PASSWORD = 4

export type PlugDoorParts = {
  config: LocalPlugsConfig
  site: string
  /** `topic` below the plug's prefix */
  onMessage(plug: string, topic: string, payload: Uint8Array): void
  /** what `check` tells of */
  onHere?(plug: string): void
  onRefused?(client: string): void
  onListening?(listening: boolean): void
  log: Logger
}

export class PlugDoor {
  readonly #parts: PlugDoorParts
  readonly #sha256_of: Map<string, Buffer>
  readonly #plug_of = new WeakMap<Client, string>()
  readonly #here = new Map<string, Client>()
  readonly #sockets = new Set<Socket>()
  #aedes: Aedes | undefined
  #server: Server | undefined
  #retry: NodeJS.Timeout | undefined
  #stopped = false

  constructor(parts: PlugDoorParts) {
    this.#parts = parts
    this.#sha256_of = new Map(
      parts.config.accounts.map(({ id, token_sha256 }) => [id, Buffer.from(token_sha256, 'hex')]),
    )
  }

  has(plug: string): boolean {
    return this.#sha256_of.has(plug)
  }

  async start(): Promise<void> {
    const aedes = await Aedes.createBroker({
      connectTimeout: PLUG_CONNECT_ms,
      drainTimeout: PLUG_DRAIN_ms,
      preConnect: (_client, packet, done) => {
        // A clean session: nothing is kept for a plug that is away, least of all a command
        packet.clean = true
        done(null, true)
      },
      authenticate: (client, user, token, done) => this.#authenticate(client, user, token, done),
      authorizePublish: (client, packet, done) => this.#publishFrom(client, packet, done),
      authorizeSubscribe: (client, subscription, done) => done(null, this.#mayHear(client, subscription)),
    })
    aedes.on('clientDisconnect', client => this.#left(client))
    for (const event of ['clientError', 'connectionError', 'error'] as const)
      aedes.on(event as 'clientError', (_client, error) =>
        this.#parts.log.debug({ error }, 'a plug’s connection ended'),
      )
    this.#aedes = aedes
    if (this.#stopped) await this.stop()
    else this.#listen(aedes)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#retry)
    this.#server?.close()
    for (const socket of this.#sockets) socket.destroy()
    const aedes = this.#aedes
    if (aedes !== undefined && !aedes.closed) await new Promise<void>(resolve => aedes.close(() => resolve()))
  }

  /** False while the plug is not here: a command is never kept for later. Never retained (contract §1, Safety). */
  say(plug: string, { topic, payload }: PlugMessage): boolean {
    if (this.#aedes === undefined || !this.#here.has(plug)) return false
    const packet = {
      topic: plugTopic(this.#parts.site, plug, topic),
      payload,
      qos: 1,
      retain: false,
      dup: false,
    } as const
    this.#aedes.publish({ cmd: 'publish', ...packet }, () => undefined)
    return true
  }

  /** The address may be another program's, or not there yet at boot: tried again, and the stations go on meanwhile. */
  #listen(aedes: Aedes): void {
    const { config, log } = this.#parts
    const { host, port } = hostAndPort(config.listen)
    const server = createServer({ noDelay: true }, socket => this.#accept(aedes, socket))
    server.maxConnections = PLUG_CONNECTIONS_MAX
    server.on('error', error => {
      this.#parts.onListening?.(false)
      log.error({ error: error.message }, `plugs cannot connect to ${config.listen}; trying on`)
      this.#retry = setTimeout(() => this.#listen(aedes), PLUG_LISTEN_RETRY_ms)
    })
    server.listen(port, host, () => {
      const address = server.address()
      if (address !== null && typeof address === 'object') log.info(`plugs connect to ${host}:${address.port}`)
      this.#parts.onListening?.(true)
    })
    this.#server = server
  }

  #accept(aedes: Aedes, socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    const limited = socket.pipe(new PacketLimit())
    const stream = Duplex.from({ readable: limited, writable: socket })
    const end = () => socket.destroy()
    for (const one of [socket, limited, stream]) one.on('error', end)
    stream.on('close', end)
    socket.on('close', () => stream.destroy())
    aedes.handle(stream)
  }

  #authenticate(
    client: Client,
    user: string | undefined,
    token: Buffer | undefined,
    done: (error: AuthenticateError | null, success: boolean | null) => void,
  ): void {
    const { site, log } = this.#parts
    const plug = [...this.#sha256_of.keys()].find(id => principalOf(site, id) === client.id)
    const expected = this.#sha256_of.get(plug ?? '') ?? Buffer.alloc(32)
    const right = timingSafeEqual(hash('sha256', token ?? Buffer.alloc(0), 'buffer'), expected)
    if (plug === undefined || user !== client.id || !right) {
      this.#parts.onRefused?.(client.id)
      log.warn({ client: client.id }, 'a plug with a wrong name or token was refused')
      const error = Object.assign(new Error('wrong name or token'), { returnCode: BAD_USER_NAME_OR_PASSWORD })
      done(error as AuthenticateError, null)
      return
    }
    this.#plug_of.set(client, plug)
    this.#here.set(plug, client)
    log.info({ plug }, 'a plug connected')
    this.#parts.onHere?.(plug)
    done(null, true)
  }

  #left(client: Client): void {
    const plug = this.#plug_of.get(client)
    if (plug !== undefined && this.#here.get(plug) === client) this.#here.delete(plug)
  }

  /** Also a will, which speaks for a client that is gone. */
  #publishFrom(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    packet.retain = false
    const own = client === null ? undefined : this.#plug_of.get(client)
    const parsed = parsePlugTopic(packet.topic)
    if (own === undefined || parsed === null || parsed.site !== this.#parts.site || parsed.plug !== own) {
      this.#parts.log.warn({ plug: own, topic: packet.topic }, 'a plug published elsewhere; closed')
      done(new Error('foreign topic'))
      return
    }
    done(null)
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
    this.#parts.onMessage(own, parsed.rest, payload)
  }

  #mayHear(client: Client, subscription: Subscription): Subscription | null {
    const own = this.#plug_of.get(client)
    const parsed = parsePlugTopic(subscription.topic)
    return own !== undefined && parsed?.site === this.#parts.site && parsed.plug === own ? subscription : null
  }
}
