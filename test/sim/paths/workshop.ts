/** Seats, the road to the server and the server, in virtual time. */
import type { Down } from '#firmware-sim/firmware/messages.ts'
import { createRng, seedOf } from '#firmware-sim/world/rng.ts'
import { offlineList } from '#server/domain/access/list.ts'
import { applyEntry } from '#server/domain/apply.ts'
import { type Directory, emptyDirectory } from '#server/domain/directory.ts'
import type { Session } from '#server/domain/metering/types.ts'
import { configOf } from '#server/ingest/downlinks.ts'
import { directoryEntries } from '#test/support/uplink-lab.ts'
import { type Packet, SimServer } from '../chaos/server.ts'
import { BEGAN_AT_MS, type MakeSeat, type Road, type Said, type Seat, STEP_MS } from './seat.ts'

const WEEK_MS = 7 * 86_400_000
const BATCH_MAX = 100
const CONFIG_SAMPLE_MS = 5_000
const ASK_BEHIND_MAX = 2_000

export const MEMBERS = ['awa', 'bo', 'chloe'].map((id, i) => ({ id, badge: String(i + 1).repeat(64) }))
export const badgeOf = (member: number): string => MEMBERS[member]?.badge ?? '9'.repeat(64)

export const directoryOf = (stations: string[]): Directory => {
  let directory = emptyDirectory()
  for (const entry of directoryEntries(stations)) {
    if (entry.type === 'import') {
      const [awa] = entry.facts.members
      if (awa === undefined) throw new Error('one member to copy')
      entry.facts.members = MEMBERS.map(({ id }) => ({ ...awa, id }))
      entry.facts.badges = MEMBERS.map(({ id, badge }) => ({
        ...{ badge, member: id, blocked: false, valid_from_ms: null, valid_until_ms: null },
      }))
      entry.facts.machines = entry.facts.machines.map(one => ({ ...one, sample_ms: CONFIG_SAMPLE_MS }))
    }
    ;({ directory } = applyEntry(directory, entry))
  }
  return directory
}

export class Workshop {
  readonly seats: Seat[] = []
  readonly server: SimServer
  now_ms = BEGAN_AT_MS
  online = true
  readonly #queues = new Map<string, Said[]>()
  readonly #falling: { station: string; down: Down }[] = []

  private constructor(stations: string[]) {
    const fate = { down: [], killed_before: 0, killed_after: 0 }
    const tell = (station: string, down: Down) => void this.#falling.push({ station, down })
    this.server = new SimServer(directoryOf(stations), fate, createRng(seedOf(1, 'paths')), tell)
  }

  static async open(makes: Record<string, MakeSeat>): Promise<Workshop> {
    const workshop = new Workshop(Object.keys(makes))
    await workshop.server.start()
    for (const [id, make] of Object.entries(makes)) {
      workshop.#queues.set(id, [])
      const seat = make(id, workshop.#road(id))
      workshop.seats.push(seat)
      seat.start()
    }
    await workshop.mend()
    return workshop
  }

  #queue(id: string): Said[] {
    const queue = this.#queues.get(id)
    if (queue === undefined) throw new Error(`no station ${id}`)
    return queue
  }

  get #backlog(): number {
    return [...this.#queues.values()].reduce((sum, queue) => sum + queue.length, 0)
  }

  #road(id: string): Road {
    return {
      say: said => void this.#queue(id).push(said),
      mayAsk: () => this.online && this.#backlog <= ASK_BEHIND_MAX,
      waiting: () => this.#queue(id).filter(({ type, body }) => type === 'badge' && 'offline' in body),
    }
  }

  /** What a station is given after its subscription. */
  #greet(seat: Seat): void {
    const { directory } = this.server.ledger
    const station = directory.stations.get(seat.id)
    if (station === undefined) throw new Error(`no station ${seat.id}`)
    const config = configOf(station, directory)
    if (config !== null) seat.down({ type: 'config', version: 1, ...config } as Down)
    const entries = offlineList(directory, station.machine, this.now_ms, WEEK_MS)
    const list = { version: 1, issued_at_ms: this.now_ms, valid_until_ms: this.now_ms + WEEK_MS, entries }
    seat.down({ type: 'list', ...list })
    seat.down({ type: 'time', epoch_ms: this.now_ms })
    seat.linked(true)
    this.server.standing(seat.id)
  }

  cut(): void {
    this.online = false
    for (const seat of this.seats) seat.linked(false)
  }

  async mend(): Promise<void> {
    this.online = true
    for (const seat of this.seats) this.#greet(seat)
    this.#fall()
    await this.settle()
  }

  /** STEP_MS, with what each machine drew in it. */
  async step(drawOf: (seat: Seat) => number | null): Promise<void> {
    this.now_ms += STEP_MS
    for (const seat of this.seats) seat.step(drawOf(seat))
    await this.settle()
  }

  /** Everything that can be said has been said, answered and heard. */
  async settle(): Promise<void> {
    if (!this.online) {
      this.#falling.splice(0)
      return
    }
    while (this.#backlog > 0) await this.#carry()
  }

  async #carry(): Promise<void> {
    const packets = this.seats.flatMap((seat): Packet[] => {
      const queue = this.#queue(seat.id)
      const sent = queue.slice(0, BATCH_MAX)
      const [first] = sent
      if (first === undefined) return []
      const messages = sent.map(({ type, body }) => ({ type, ...body }))
      const acknowledge = () => {
        queue.splice(0, sent.length)
        for (const said of sent) seat.committed(said)
      }
      const payload = sent.length === 1 ? JSON.stringify(first.body) : JSON.stringify({ messages })
      return [{ station: seat.id, type: sent.length === 1 ? first.type : 'batch', payload, acknowledge }]
    })
    if (packets.length > 0) await this.server.take(packets, this.now_ms)
    this.#fall()
  }

  #fall(): void {
    for (const { station, down } of this.#falling.splice(0))
      if (this.online) this.seats.find(({ id }) => id === station)?.down(down)
  }

  sessions(): Session[] {
    const ended = this.server.effects.flatMap(({ effect }) => (effect.kind === 'session-ended' ? [effect.session] : []))
    return [...ended, ...this.server.openSessions()]
  }
}
