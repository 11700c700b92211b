/** Native stations at the far ends of pseudo-terminals, as a process of their own: a sample a second each, and badges. */
import { openPty } from '#test/support/pty.ts'
import { SerialPeer } from '#test/support/serial-peer.ts'
import { answering } from './child.ts'
import { MEMBER_BADGE } from './site.ts'

const SAMPLE_MS = 1_000
/** The same card within 2 s changes nothing (contract §1, Sessions). */
const BADGE_EVERY_MS = 2_600
/** Longer than any answer that still counts. */
const GIVEN_UP_MS = 10_000

class Station {
  readonly path: string
  readonly took_ms: number[] = []
  unanswered = 0
  refused = 0
  readonly #peer = new SerialPeer()
  readonly #began_ms = performance.now()
  #seq = 0
  #asked: { seq: number; at_ms: number } | null = null
  #badged_ms = Number.NEGATIVE_INFINITY

  constructor() {
    const pty = openPty()
    this.path = pty.path
    this.#peer.plug(pty)
    this.#peer.downs.push = (...downs) => {
      for (const down of downs) this.#heard(down)
      return 0
    }
    this.#say('hello', {
      ...{ fw: '1', model: 'bench', reader: true, meter: 'current', relay: true, list_version: null },
    })
  }

  sample(): void {
    this.#say('sample', { current_mA: 1_000, relay: true, running_ms: 0, energy_Wh: 0 })
  }

  badgeIfDue(now_ms: number): void {
    if (this.#asked !== null && now_ms - this.#asked.at_ms < GIVEN_UP_MS) return
    if (this.#asked !== null) this.unanswered += 1
    this.#asked = null
    if (now_ms - this.#badged_ms < BADGE_EVERY_MS) return
    this.sample()
    this.#badged_ms = now_ms
    this.#asked = { seq: this.#seq, at_ms: performance.now() }
    this.#say('badge', { badge: MEMBER_BADGE })
  }

  /** So that badges are spread as people are, and thirty do not come at once. */
  badgeFirstAt(at_ms: number): void {
    this.#badged_ms = at_ms - BADGE_EVERY_MS
  }

  get unacked(): number {
    return this.#peer.unacked
  }

  #heard(down: Record<string, unknown>): void {
    const about = down.for as { seq: number } | null
    if (down.type !== 'verdict' || this.#asked === null || about?.seq !== this.#asked.seq) return
    this.took_ms.push(performance.now() - this.#asked.at_ms)
    if (down.verdict === 'denied') this.refused += 1
    this.#asked = null
  }

  #say(type: string, fields: object): void {
    const up_ms = Math.round(performance.now() - this.#began_ms)
    this.#peer.say({ type, boot: 1, seq: this.#seq, up_ms, at_ms: Date.now(), ...fields })
    this.#seq += 1
  }
}

const { stations: count } = JSON.parse(process.argv[2] ?? '{}') as { stations: number }
const stations = Array.from({ length: count }, () => new Station())
let badging = false

stations.forEach((station, i) => {
  setTimeout(() => setInterval(() => station.sample(), SAMPLE_MS), (i * SAMPLE_MS) / count)
  setInterval(() => badging && station.badgeIfDue(performance.now()), 20)
})

const sum = (of: (station: Station) => number): number => stations.reduce((total, station) => total + of(station), 0)

async function badge(for_ms: number): Promise<object> {
  for (const station of stations) station.took_ms.length = 0
  const before = { unanswered: sum(one => one.unanswered), refused: sum(one => one.refused) }
  for (const [i, station] of stations.entries()) station.badgeFirstAt(performance.now() + (i * BADGE_EVERY_MS) / count)
  badging = true
  await new Promise(resolve => setTimeout(resolve, for_ms))
  badging = false
  return {
    took_ms: stations.flatMap(({ took_ms }) => took_ms),
    unanswered: sum(one => one.unanswered) - before.unanswered,
    refused: sum(one => one.refused) - before.refused,
  }
}

answering(
  async message => {
    if (message.do === 'badge') return badge(Number(message.for_ms))
    if (message.do === 'unacked') return { unacked: sum(one => one.unacked) }
    return { paths: stations.map(({ path }) => path) }
  },
  async () => undefined,
)
