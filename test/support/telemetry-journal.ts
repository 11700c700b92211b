/** A ledger's side of telemetry in memory: one point or none an entry, a durable cursor, a list of dead letters. */
import type { TelemetryPoint, TelemetrySource } from '#server/telemetry/ports.ts'

export type DeadLetter = Parameters<TelemetrySource['deadLetter']>[1]

export class MemoryJournal implements TelemetrySource {
  /** index = entry number − 1; an entry without a point is null */
  readonly entries: (TelemetryPoint | null)[] = []
  readonly cursors = new Map<string, number>()
  readonly letters: DeadLetter[] = []
  /** every cursor it was moved to */
  readonly advances: number[] = []
  /** points handed out and not yet advanced past: what a killed follower had in hand */
  largest_batch = 0

  append(...points: (TelemetryPoint | null)[]): number {
    for (const point of points) {
      const n = this.entries.length + 1
      this.entries.push(point === null ? null : { ...point, n })
    }
    return this.entries.length
  }

  async pointsAfter(cursor_n: number, limit: number): Promise<{ points: TelemetryPoint[]; to_n: number }> {
    const slice = this.entries.slice(cursor_n, cursor_n + limit)
    const points = slice.filter(point => point !== null)
    this.largest_batch = Math.max(this.largest_batch, points.length)
    return { points, to_n: cursor_n + slice.length }
  }

  async cursor(follower: string): Promise<number> {
    return this.cursors.get(follower) ?? 0
  }

  async advance(follower: string, to_n: number): Promise<void> {
    this.advances.push(to_n)
    this.cursors.set(follower, to_n)
  }

  async deadLetter(_follower: string, entry: DeadLetter): Promise<void> {
    this.letters.push(entry)
  }
}
