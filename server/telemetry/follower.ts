/**
 * Copies what the ledger holds into a telemetry store, at its own pace. The cursor moves on only after the store accepted
 * (rule 8): killed with points in hand, it sends them again, and they overwrite themselves. At most one batch is in memory.
 */
import { backoff_ms } from './backoff.ts'
import type { TelemetrySource, TelemetryStore } from './ports.ts'

export type Timers = {
  /** Calls back once after `ms`, unless the returned function is called first. */
  after(ms: number, callback: () => void): () => void
}
export type FollowerLog = {
  warn(details: object, message: string): void
  info(details: object, message: string): void
}
export type FollowerOptions = {
  name: string
  source: TelemetrySource
  store: Pick<TelemetryStore, 'write'>
  clock: { now_ms(): number }
  timers: Timers
  /** in [0, 1), spreads retries */
  random: () => number
  batch_points_max: number
  log: FollowerLog
}
export type FollowerStatus = {
  state: 'stopped' | 'following' | 'waiting-to-retry'
  /** last journal entry the store has accepted; null until it was read */
  cursor_n: number | null
  /** journal entries behind the newest one heard of; null until both are known */
  lag_n: number | null
  written: number
  refused: number
  /** failures in a row, what the last one said, and when it is tried again */
  failures: number
  error: string | null
  retry_at_ms: number | null
  accepted_at_ms: number | null
}
export type Follower = {
  start(): void
  /** Resolves when the batch in hand has been accepted or has failed. */
  stop(): Promise<void>
  /** After a commit; `head_n` is the newest journal entry. */
  poke(head_n?: number): void
  lag(): number | null
  status(): FollowerStatus
}

export const realTimers: Timers = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

/** Nobody poked: look all the same, another process may have written. */
const POLL_MS = 1_000
/** Commits come every few milliseconds; a write to the store for each would cost more disk waits than all else. */
const GAP_MS = 250

type Round = 'behind' | 'caught-up' | 'failed'

export function createFollower(options: FollowerOptions): Follower {
  const { name, source, store, clock, timers, log } = options
  const status = { ...IDLE }
  let head_n: number | null = null
  let poked = false
  let stopping = false
  let running: Promise<void> | undefined
  let wake: (() => void) | undefined

  async function run(): Promise<void> {
    while (!stopping) {
      const round = await oneRound()
      if (stopping) return
      if (round === 'failed') await pause((status.retry_at_ms ?? 0) - clock.now_ms())
      if (round === 'caught-up') await idle()
    }
  }

  async function oneRound(): Promise<Round> {
    try {
      poked = false
      const round = await copyBatch()
      if (status.failures > 0) log.info({ follower: name, failures: status.failures }, 'telemetry store answers again')
      Object.assign(status, { state: 'following', failures: 0, error: null, retry_at_ms: null })
      return round
    } catch (error) {
      fail(error)
      return 'failed'
    }
  }

  async function copyBatch(): Promise<Round> {
    const from_n = await source.cursor(name)
    status.cursor_n = from_n
    const { points, to_n } = await source.pointsAfter(from_n, options.batch_points_max)
    if (to_n <= from_n) return 'caught-up'
    const { refused } = points.length > 0 ? await store.write(points) : { refused: [] }
    for (const { point, error } of refused) {
      log.warn({ follower: name, n: point.n, error }, 'telemetry store refuses a point for good')
      await source.deadLetter(name, { at_ms: clock.now_ms(), n: point.n, line: JSON.stringify(point), error })
    }
    await source.advance(name, to_n)
    status.cursor_n = to_n
    status.written += points.length - refused.length
    status.refused += refused.length
    status.accepted_at_ms = clock.now_ms()
    const full = Math.max(points.length, to_n - from_n) * 2 >= options.batch_points_max
    return full ? 'behind' : 'caught-up'
  }

  function fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error)
    const failures = status.failures + 1
    const wait_ms = backoff_ms(failures, options.random())
    // Said once, and again only when it changes: a server down for a week must not fill the log.
    if (message !== status.error) log.warn({ follower: name, error: message, wait_ms }, 'telemetry waits')
    const retry_at_ms = clock.now_ms() + wait_ms
    Object.assign(status, { state: 'waiting-to-retry', failures, error: message, retry_at_ms })
  }

  /** At least the gap; then until a poke, which may have come meanwhile, or the poll. */
  async function idle(): Promise<void> {
    await pause(GAP_MS)
    if (!poked && !stopping) await pause(POLL_MS - GAP_MS, true)
  }

  let wakeable = false
  function pause(ms: number, by_poke = false): Promise<void> {
    return new Promise(resolve => {
      const done = (): void => {
        cancel()
        wake = undefined
        wakeable = false
        resolve()
      }
      const cancel = timers.after(Math.max(0, ms), done)
      wake = done
      wakeable = by_poke
    })
  }

  const lag = (): number | null =>
    head_n === null || status.cursor_n === null ? null : Math.max(0, head_n - status.cursor_n)

  return {
    start() {
      if (running !== undefined) return
      stopping = false
      status.state = 'following'
      running = run()
    },
    async stop() {
      stopping = true
      wake?.()
      await running
      running = undefined
      status.state = 'stopped'
    },
    poke(newest_n) {
      if (newest_n !== undefined) head_n = Math.max(head_n ?? 0, newest_n)
      poked = true
      if (wakeable) wake?.()
    },
    lag,
    status: () => ({ ...status, lag_n: lag() }),
  }
}

const IDLE: FollowerStatus = {
  state: 'stopped',
  cursor_n: null,
  lag_n: null,
  written: 0,
  refused: 0,
  failures: 0,
  error: null,
  retry_at_ms: null,
  accepted_at_ms: null,
}
