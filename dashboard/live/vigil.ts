/**
 * Whether what is on screen can still be called live. socket.io finds a dead line by a timer, which sleeps with the tablet and is slow in a
 * hidden page; this is looked at with each tick and whenever the page is seen again. Pure.
 */

import { PING_INTERVAL_MS, PING_TIMEOUT_MS } from '#server/contract/live-pace.ts'

/** Two clocks: of the calendar, which may be set, and of this page, which only runs on, and not in every sleep. */
export type Moment = { wall_ms: number; steady_ms: number }

/** The server says a word every 5 s and allows 8 s for it: beyond these 13 s nobody is there. */
export const SILENCE_MS = PING_INTERVAL_MS + PING_TIMEOUT_MS
/** Clocks that have parted by more: the device slept, or somebody set its clock, and every age on screen is wrong. */
const PARTED_MS = 2_000

export const moment = (): Moment => ({ wall_ms: Date.now(), steady_ms: performance.now() })

/** `word`: when the server was last heard. `look`: when this was last asked. */
export function mustRenew(word: Moment, look: Moment, now: Moment): boolean {
  const silent = Math.max(now.wall_ms - word.wall_ms, now.steady_ms - word.steady_ms) > SILENCE_MS
  const parted = Math.abs(now.wall_ms - look.wall_ms - (now.steady_ms - look.steady_ms)) > PARTED_MS
  return silent || parted
}
