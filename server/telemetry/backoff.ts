/** How long to wait before trying again: doubling from half a second to half a minute, with jitter. */

const FIRST_MS = 500
const LONGEST_MS = 30_000

/** `failures` counts from 1; `random` is in [0, 1). Between half of the step and the whole of it, so that several followers spread. */
export function backoff_ms(failures: number, random: number): number {
  const step_ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10))
  return Math.round(step_ms * (0.5 + random / 2))
}
