/**
 * Where a message lies on the calendar, and how old it was on arrival. Durations never come from here (design rule 4).
 */
import type { Anchor } from './state.ts'
import type { Envelope } from './types.ts'

/** Contract §1 `at_ms`: believed from 2024-01-01T00:00Z … */
export const BELIEVED_FROM_MS = 1_704_067_200_000
/** … to receipt + 5 min. */
export const BELIEVED_AHEAD_MS = 300_000
/**
 * A station's crystal may run this much slower than the server's clock (200 ppm) before its messages look delayed.
 * Counted in whole minutes: without it every badge of a station up for days would one day be "older than 10 s".
 */
const DRIFT_MS_PER_MINUTE = 12
const MINUTE_MS = 60_000

export type Receipt = { received_at_ms: number; batch_last_up_ms?: number | undefined }
export type Place = { at_ms: number; believed: boolean; anchor: Anchor; age_ms: number }

export const isBelieved = (at_ms: number | null, received_at_ms: number): at_ms is number =>
  Number.isInteger(at_ms) &&
  (at_ms as number) >= BELIEVED_FROM_MS &&
  (at_ms as number) <= received_at_ms + BELIEVED_AHEAD_MS

/** `known` is the anchor of this very boot, null for its first message. */
export function place(known: Anchor | null, message: Envelope, receipt: Receipt): Place {
  const { received_at_ms } = receipt
  const anchor = nearerAnchor(known, message.up_ms, receipt)
  const origin_at_ms = originAt(anchor, message.up_ms)
  const believed = isBelieved(message.at_ms, received_at_ms)
  const elapsed_age_ms = received_at_ms - (origin_at_ms + message.up_ms)
  // Contract §1, "An authority grows stale": by the clock where believed; otherwise, and whenever larger, by up_ms
  const clock_age_ms = believed ? received_at_ms - (message.at_ms ?? received_at_ms) : 0
  return {
    at_ms: believed ? (message.at_ms ?? 0) : origin_at_ms + message.up_ms,
    believed,
    anchor,
    age_ms: Math.max(0, elapsed_age_ms, clock_age_ms),
  }
}

/** Calendar time of `up_ms` 0, allowing the station's clock its drift since the anchor was learnt. */
export const originAt = (anchor: Anchor, up_ms: number): number =>
  anchor.origin_at_ms + DRIFT_MS_PER_MINUTE * Math.max(0, Math.floor((up_ms - anchor.up_ms) / MINUTE_MS))

/** No message arrives before it was sent: the smallest receipt − `up_ms` is the truest. A batch is as old as its last. */
function nearerAnchor(known: Anchor | null, up_ms: number, receipt: Receipt): Anchor {
  const newest_up_ms = Math.max(up_ms, receipt.batch_last_up_ms ?? up_ms)
  const origin_at_ms = receipt.received_at_ms - newest_up_ms
  return known !== null && originAt(known, up_ms) <= origin_at_ms ? known : { origin_at_ms, up_ms }
}
