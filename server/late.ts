/**
 * What ingest speaks to before it exists: broker, live feed and follower are made after it, since they in turn ask it.
 * Nothing is said through here before `bind`, because nothing can be committed before the broker listens.
 */
import type { Broker } from './broker/broker.ts'
import type { Downlink } from './contract/downlink.ts'
import type { Announcement, Announcer, DownlinkSender } from './ingest/ports.ts'

type Heard = {
  broker: Pick<Broker, 'publish'>
  follower: { poke(head_n: number): void }
  live: { announce(announcement: Announcement): void; changed(machine: string): void }
}
type Log = { error(fields: object, message: string): void }

/** Retained types are published again at start, from the ledger (design rule 9); commands and verdicts never are. */
const RETAINED = new Set<Downlink['type']>(['config', 'list'])

export class LateBound implements Announcer, DownlinkSender {
  readonly #log: Log
  #heard: Partial<Heard> = {}
  /** Retained ones only: said at start, before there is a broker to keep them. */
  #waiting: Downlink[] = []

  constructor(log: Log) {
    this.#log = log
  }

  bind(heard: Partial<Heard>): void {
    this.#heard = { ...this.#heard, ...heard }
    if (heard.broker !== undefined) for (const downlink of this.#waiting.splice(0)) this.send(downlink)
  }

  announce(announcement: Announcement): void {
    this.#heard.follower?.poke(announcement.head)
    this.#heard.live?.announce(announcement)
  }

  changed(machine: string): void {
    this.#heard.live?.changed(machine)
  }

  send(downlink: Downlink): void {
    const retain = RETAINED.has(downlink.type)
    const { broker } = this.#heard
    if (broker === undefined) {
      if (retain) this.#waiting.push(downlink)
      return
    }
    broker.publish(downlink, { retain }).catch((error: unknown) => {
      this.#log.error({ error, station: downlink.station, type: downlink.type }, 'a downlink was not published')
    })
  }
}
