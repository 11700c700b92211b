/**
 * `down/config` and `down/list` of every station, from the directory: published at start (the broker keeps retained messages
 * in memory only) and whenever what they say changes. Versions are seconds of the clock, so that they grow over a restart.
 */
import { hash } from 'node:crypto'
import type { Downlink } from '#server/contract/downlink.ts'
import { offlineList } from '#server/domain/access/list.ts'
import { listTerms } from '#server/domain/access/offline.ts'
import { canonical } from '#server/domain/canonical.ts'
import type { Directory, StationFacts } from '#server/domain/directory.ts'
import { configOf } from './downlinks.ts'
import type { Clock, DownlinkSender } from './ports.ts'

/** `content` as its hash: of 5 000 stations the texts themselves would fill megabytes. */
type Published = { content: string; version: number; at_ms: number }

export class StationFiles {
  readonly #downlink: DownlinkSender
  readonly #clock: Clock
  readonly #configs = new Map<string, Published>()
  readonly #lists = new Map<string, Published>()
  #directory: Directory | null = null
  /** when the first list is to be issued again */
  #due_at_ms = 0

  constructor(downlink: DownlinkSender, clock: Clock) {
    this.#downlink = downlink
    this.#clock = clock
  }

  /** Publishes what changed. Cheap while the directory is the same and no list is due. */
  refresh(directory: Directory): void {
    const now_ms = this.#clock.now_ms()
    if (directory === this.#directory && now_ms < this.#due_at_ms) return
    this.#directory = directory
    this.#due_at_ms = Number.POSITIVE_INFINITY
    for (const station of directory.stations.values()) {
      this.#config(station, directory, now_ms)
      this.#list(station, directory, now_ms)
    }
  }

  #config(station: StationFacts, directory: Directory, now_ms: number): void {
    const config = configOf(station, directory)
    if (config === null) return
    const version = next(this.#configs, station.id, canonical(config), now_ms, Number.POSITIVE_INFINITY)
    if (version !== null) this.#send({ station: station.id, type: 'config', payload: { version, ...config } })
  }

  #list(station: StationFacts, directory: Directory, now_ms: number): void {
    const { life_ms, renew_ms } = listTerms(directory.machines.get(station.machine))
    const entries = offlineList(directory, station.machine, now_ms, life_ms)
    const valid_until_ms = now_ms + life_ms
    // An entry that ends with the list says no more than that it is on it.
    const named = entries.map(([badge, until_ms]) => [badge, until_ms === valid_until_ms ? null : until_ms])
    const version = next(this.#lists, station.id, canonical([life_ms, named]), now_ms, renew_ms)
    const issued_at_ms = this.#lists.get(station.id)?.at_ms ?? now_ms
    this.#due_at_ms = Math.min(this.#due_at_ms, issued_at_ms + renew_ms)
    if (version === null) return
    const payload = { version, issued_at_ms: now_ms, valid_until_ms, entries }
    this.#send({ station: station.id, type: 'list', payload })
  }

  #send(downlink: Downlink): void {
    this.#downlink.send(downlink)
  }
}

/** The version to publish this content under, or null: it stands as it is. */
function next(
  published: Map<string, Published>,
  station: string,
  text: string,
  now_ms: number,
  renew_ms: number,
): number | null {
  const content = hash('sha256', text, 'base64')
  const last = published.get(station)
  if (last !== undefined && last.content === content && now_ms - last.at_ms < renew_ms) return null
  const version = Math.max(Math.floor(now_ms / 1_000), (last?.version ?? 0) + 1)
  published.set(station, { content, version, at_ms: now_ms })
  return version
}
