/** Contract §1, the promise: what was acknowledged is never lost and never counted twice, whatever is killed. */
import mqtt, { type MqttClient } from 'mqtt'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Navette, navette, type Serving } from '../support/navette.ts'
import { poll } from '../support/poll.ts'
import { seeded } from '../support/seeded.ts'

const KILLS = 20
/** Each life starts a whole server: at load 30 that took more than six minutes, which it takes two of alone. */
const PATIENCE_MS = 900_000
const STATIONS = 6
const WINDOW = 50
const atelier = {
  navette: 1,
  site: 'kill',
  name: 'Kill',
  timezone: 'Europe/Paris',
  machines: Array.from({ length: STATIONS }, (_, i) => ({ id: `m${i}`, sensor: 'current' })),
}

let lab: Navette
beforeAll(() => {
  lab = navette()
})
afterAll(() => lab.remove())

type Token = { principal: string; token: string; station: string }

/** A station that keeps what is not acknowledged and sends it again, in order, at each connection. */
class Sender {
  readonly token: Token
  produced = 0
  acked = 0
  #client: MqttClient | null = null
  #generation = 0
  #sent = 0
  #stopped = false

  constructor(token: Token) {
    this.token = token
  }

  connect(address: string): void {
    const generation = ++this.#generation
    this.#client?.end(true)
    this.#sent = this.acked
    const { principal, token } = this.token
    const client = mqtt.connect(`mqtt://${address}`, {
      clientId: principal,
      username: principal,
      password: token,
      reconnectPeriod: 0,
      connectTimeout: PATIENCE_MS,
    })
    this.#client = client
    client.on('error', () => undefined)
    client.on('connect', () => this.#pump(client, generation))
  }

  #pump(client: MqttClient, generation: number): void {
    if (generation !== this.#generation) return
    if (!this.#stopped) this.produced = Math.max(this.produced, this.#sent + WINDOW)
    while (this.#sent < this.produced && this.#sent - this.acked < WINDOW) {
      const seq = this.#sent++
      client.publish(
        `navette/1/kill/${this.token.station}/up/${seq === 0 ? 'hello' : 'sample'}`,
        body(seq),
        { qos: 1 },
        error => {
          if (error != null || generation !== this.#generation) return
          this.acked = seq + 1
          this.#pump(client, generation)
        },
      )
    }
  }

  stop(): void {
    this.#stopped = true
    this.produced = this.#sent
  }

  end(): void {
    this.#generation++
    this.#client?.end(true)
  }
}

function body(seq: number): string {
  const envelope = { boot: 1, seq, up_ms: seq * 1_000, at_ms: null }
  const hello = { fw: '1', model: 'x', reader: true, meter: 'current', relay: true, list_version: null }
  return JSON.stringify(
    seq === 0 ? { ...envelope, ...hello } : { ...envelope, current_mA: seq % 900, relay: true, running_ms: seq * 500 },
  )
}

it(
  `loses and doubles nothing over ${KILLS} × kill -9 of the server under load`,
  async () => {
    expect((await lab.setup(atelier)).code).toBe(0)
    const senders: Sender[] = []
    for (let i = 0; i < STATIONS; i++) {
      const added = await lab.run('station', 'add', `s${i}`, '--machine', `m${i}`, '--json')
      senders.push(new Sender(added.json<Token>()))
    }
    const random = seeded(7)
    let server: Serving = await lab.serve()
    for (let kill = 0; kill < KILLS; kill++) {
      const before = acked(senders)
      for (const sender of senders) sender.connect(server.mqtt)
      const wanted = before + 50 + Math.floor(random() * 1_500)
      await poll(`${wanted} acknowledgements`, () => acked(senders) >= wanted)
      await server.end('SIGKILL')
      server = await lab.serve()
    }
    for (const sender of senders) {
      sender.stop()
      sender.connect(server.mqtt)
    }
    await poll('everything acknowledged', () => senders.every(sender => sender.acked === sender.produced))
    for (const sender of senders) sender.end()
    await server.end()

    const verified = await lab.run('verify', '--json')
    const report = verified.json<{
      messages: number
      quarantined: number
      late: number
      gaps: number
      ok: boolean
      problems: unknown[]
    }>()
    expect(report).toMatchObject({ messages: acked(senders), quarantined: 0, late: 0, gaps: 0, ok: true, problems: [] })
    expect(verified.code).toBe(0)
  },
  PATIENCE_MS,
)

const acked = (senders: Sender[]): number => senders.reduce((sum, sender) => sum + sender.acked, 0)
