/**
 * Somebody who has the contract and nothing else: whole processes, MQTT clients and HTTP with a cookie. Nothing of the
 * server is imported here; ids and HMACs are computed from the contract's words.
 */
import { createHash, createHmac } from 'node:crypto'
import mqtt from 'mqtt'
import { EMAIL, type Navette, navette, PASSWORD, type Serving } from './navette.ts'
import { poll } from './poll.ts'

export type Json = Record<string, unknown>
export type Verdict = {
  for: { boot: number; seq: number } | null
  verdict: string
  reason: string | null
  session: string | null
  relay: boolean
  display: string
}
export type SessionView = {
  id: string
  machine: string
  member?: string
  order: string | null
  start: string
  end: string | null
  end_reason: string | null
  session_ms: number
  running_ms: number
  worked_ms: number
  idle_ms: number
  silent_ms: number
  fault_ms: number
  energy_Wh: number
  grade: string
  buffered: boolean
  incomplete: boolean
  no_current: boolean
}
export type Answer<T> = { status: number; type: string; body: T; headers: Headers }
type Credentials = { site: string; station: string; principal: string; token: string; badge_key: string }

/** Contract §1, Sessions: SHA-256 of `site/station/epoch/boot/seq`, its first 16 bytes, version 8, RFC 9562 variant. */
export function sessionIdOf(site: string, station: string, epoch: number, boot: number, seq: number): string {
  const bytes = createHash('sha256').update(`${site}/${station}/${epoch}/${boot}/${seq}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export class Station {
  readonly heard: { type: string; payload: Json; retain: boolean }[] = []
  readonly client: mqtt.MqttClient
  readonly topic: string
  readonly site: string
  readonly id: string
  boot = 1
  seq = 0
  /** adds to `up_ms` for `at_ms`; null sends null */
  origin_at_ms: number | null = null

  constructor(client: mqtt.MqttClient, site: string, id: string) {
    this.client = client
    this.site = site
    this.id = id
    this.topic = `navette/1/${site}/${id}`
    client.on('message', (topic, bytes, packet) => {
      const type = topic.split('/').at(-1) ?? ''
      this.heard.push({ type, payload: JSON.parse(bytes.toString()) as Json, retain: packet.retain })
    })
  }

  subscribe(): Promise<unknown> {
    return this.client.subscribeAsync(`${this.topic}/down/#`, { qos: 1 })
  }

  /** One message as it stands, resolved by its PUBACK. */
  send(type: string, payload: Json | string, qos: 0 | 1 | 2 = 1): Promise<unknown> {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
    return this.client.publishAsync(`${this.topic}/up/${type}`, text, { qos })
  }

  /** The next message's envelope; its `seq` is used up. */
  envelope(up_ms: number): Json {
    const at_ms = this.origin_at_ms === null ? null : this.origin_at_ms + up_ms
    return { boot: this.boot, seq: this.seq++, up_ms, at_ms }
  }

  /** Sends the next message; resolves to its `seq`. */
  async say(type: string, up_ms: number, body: Json = {}): Promise<number> {
    const envelope = this.envelope(up_ms)
    await this.send(type, { ...envelope, ...body })
    return envelope.seq as number
  }

  hello(up_ms = 0, body: Json = {}): Promise<number> {
    const own = { fw: '1.0', model: 'test', reader: true, meter: 'current', relay: true, list_version: null }
    return this.say('hello', up_ms, { ...own, ...body })
  }

  sample(up_ms: number, current_mA: number | null, more: Json = {}): Promise<number> {
    return this.say('sample', up_ms, { current_mA, relay: true, ...more })
  }

  /** A badge and the server's answer to it. */
  async badge(up_ms: number, badge: string, more: Json = {}): Promise<Verdict> {
    const seq = await this.say('badge', up_ms, { badge, ...more })
    return this.answerTo(seq)
  }

  answerTo(seq: number, nth = 1): Promise<Verdict> {
    return poll(`${nth}. verdict for ${this.id} ${this.boot}/${seq}`, () => {
      const found = this.verdicts().filter(one => one.for?.boot === this.boot && one.for.seq === seq)
      return found.length >= nth && found.at(-1)
    })
  }

  offline(up_ms: number, badge: string, verdict = 'granted'): Promise<number> {
    return this.say('badge', up_ms, { badge, offline: { verdict, reason: null } })
  }

  of(type: string): Json[] {
    return this.heard.filter(one => one.type === type).map(one => one.payload)
  }

  verdicts(): Verdict[] {
    return this.of('verdict') as unknown as Verdict[]
  }

  /** The next message `type` that is there or comes and satisfies. */
  hear<T = Json>(type: string, what: (payload: T) => boolean = () => true): Promise<T> {
    return poll(`${type} at ${this.id}`, () => (this.of(type) as T[]).find(what))
  }

  session(seq: number, epoch = 1): string {
    return sessionIdOf(this.site, this.id, epoch, this.boot, seq)
  }

  end(): Promise<void> {
    return this.client.endAsync(true)
  }
}

export class Outsider {
  readonly lab: Navette
  readonly site: string
  server!: Serving
  #cookie = ''
  #badge_key = ''
  readonly #stations: Station[] = []

  private constructor(lab: Navette, site: string) {
    this.lab = lab
    this.site = site
  }

  static async come(atelier: { site: string }, env: Record<string, string> = {}): Promise<Outsider> {
    const lab = navette(env)
    const ran = await lab.setup(atelier)
    if (ran.code !== 0) throw new Error(ran.stderr)
    const one = new Outsider(lab, atelier.site)
    one.server = await lab.serve()
    await one.signIn()
    return one
  }

  async signIn(): Promise<void> {
    const login = await this.post('/login', { email: EMAIL, password: PASSWORD })
    if (login.status !== 200) throw new Error(JSON.stringify(login.body))
    this.#cookie = login.headers
      .getSetCookie()
      .map(cookie => cookie.split(';')[0])
      .join('; ')
  }

  get<T = Json>(path: string): Promise<Answer<T>> {
    return this.#ask<T>('GET', path)
  }

  post<T = Json>(path: string, body: unknown = {}): Promise<Answer<T>> {
    return this.#ask<T>('POST', path, body)
  }

  put<T = Json>(path: string, body: unknown): Promise<Answer<T>> {
    return this.#ask<T>('PUT', path, body)
  }

  /** What is called JSON, byte by byte. */
  postBytes<T = Json>(path: string, body: Buffer): Promise<Answer<T>> {
    return this.#ask<T>('POST', path, body)
  }

  async #ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const headers: Record<string, string> = this.#cookie === '' ? {} : { cookie: this.#cookie }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const url = `http://${this.server.http}${path.startsWith('/api/') ? '' : '/api/v1'}${path}`
    const bytes = body instanceof Buffer ? new Uint8Array(body) : JSON.stringify(body)
    const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: bytes }) })
    const text = await answer.text()
    const type = answer.headers.get('content-type') ?? ''
    const parsed = (/json/.test(type) ? JSON.parse(text) : text) as T
    return { status: answer.status, type, body: parsed, headers: answer.headers }
  }

  /** A new token for this station: the next epoch. */
  async token(station: string, machine?: string): Promise<Credentials> {
    const made = await this.post<Credentials>(`/stations/${station}/token`, machine === undefined ? {} : { machine })
    if (made.status !== 201) throw new Error(JSON.stringify(made.body))
    this.#badge_key = made.body.badge_key
    return made.body
  }

  /** A station on a machine, connected and subscribed to `down/#`. */
  async station(id: string, machine = id): Promise<Station> {
    return this.connect(await this.token(id, machine))
  }

  async connect({ principal, token, station }: Pick<Credentials, 'principal' | 'token' | 'station'>): Promise<Station> {
    const client = await mqtt.connectAsync(`mqtt://${this.server.mqtt}`, {
      ...{ clientId: principal, username: principal, password: token, reconnectPeriod: 0 },
    })
    const one = new Station(client, this.site, station)
    this.#stations.push(one)
    await one.subscribe()
    return one
  }

  /** Contract §1 `badge`: HMAC-SHA256 under the site's key of the UID's bytes. Needs a station's token first. */
  badge(uid: string): string {
    const key = Buffer.from(this.#badge_key, 'hex')
    return createHmac('sha256', key).update(Buffer.from(uid, 'hex')).digest('hex')
  }

  async sessionOf(id: string): Promise<SessionView> {
    return (await this.get<SessionView>(`/sessions/${id}`)).body
  }

  /** The session once it has ended. */
  ended(id: string): Promise<SessionView> {
    return poll(`the end of ${id}`, async () => {
      const session = await this.sessionOf(id)
      return session.end !== null && session.end !== undefined && session
    })
  }

  async alerts(): Promise<{ code: string; machine: string; detail: string }[]> {
    return (await this.get<{ items: { code: string; machine: string; detail: string }[] }>('/alerts?limit=200')).body
      .items
  }

  async leave(): Promise<void> {
    for (const station of this.#stations) await station.end()
    await this.lab.remove()
  }
}
