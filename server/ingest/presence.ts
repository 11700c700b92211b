/** Who is there: from heartbeats and `hello`, never from the broker's list of clients (design rule 9). */
import type { Directory } from '#server/domain/directory.ts'
import { SILENT_MS_MIN, SILENT_SAMPLES } from './limits.ts'

/** A station without a machine in the directory is judged as one that samples every second. */
const SAMPLE_MS_DEFAULT = 1_000

export class PresenceBook {
  readonly #heard_at_ms = new Map<string, number>()
  /** Stations whose will or goodbye came after they were last heard. */
  readonly #gone = new Set<string>()

  heard(station: string, at_ms: number): void {
    this.#heard_at_ms.set(station, at_ms)
    this.#gone.delete(station)
  }

  /** A hint (contract §1 `presence`): it may end presence early, it never makes it. */
  hint(station: string, online: boolean): void {
    if (online) this.#gone.delete(station)
    else this.#gone.add(station)
  }

  heardAt(station: string): number | null {
    return this.#heard_at_ms.get(station) ?? null
  }

  online(station: string, directory: Directory, now_ms: number): boolean {
    const heard_at_ms = this.#heard_at_ms.get(station)
    if (heard_at_ms === undefined || this.#gone.has(station)) return false
    const machine = directory.stations.get(station)?.machine
    const facts = machine === undefined ? undefined : directory.machines.get(machine)
    const sample_ms = facts?.sample_ms ?? SAMPLE_MS_DEFAULT
    return now_ms - heard_at_ms <= Math.max(SILENT_SAMPLES * sample_ms, SILENT_MS_MIN)
  }
}
