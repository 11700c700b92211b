/** In a chaos the gateway is killed now and then, as a power cut does it, and comes back. */
import type { Gateway } from './gateway.ts'

const FIRST_MS = 20_000
const BETWEEN_MS = 60_000
const SPREAD_MS = 30_000

export type Deaths = { failed: Promise<never>; stop(): Promise<void> }

export function gatewayDeaths(gateway: Pick<Gateway, 'dieAndComeBack'>, seed: number): Deaths {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let dying: Promise<void> = Promise.resolve()
  let fail: (error: unknown) => void = () => undefined
  const failed = new Promise<never>((_, refuse) => {
    fail = refuse
  })
  failed.catch(() => undefined)
  const plan = (wait_ms: number, count: number) => {
    timer = setTimeout(() => {
      dying = gateway.dieAndComeBack().catch(fail)
      void dying.then(() => {
        if (!stopped) plan(BETWEEN_MS + spread_ms(seed, count), count + 1)
      })
    }, wait_ms)
  }
  plan(FIRST_MS + spread_ms(seed, 0) / 6, 1)
  return {
    failed,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await dying
    },
  }
}

/** The same for the same seed; its evenness does not matter. */
const spread_ms = (seed: number, count: number): number =>
  (Math.imul(seed + 1, 2_654_435_761 * (count + 1)) >>> 8) % SPREAD_MS
