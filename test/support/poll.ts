/**
 * How the tests wait: they look again until what they wait for is there; nothing in them sleeps for a fixed time. A deadline is of
 * the time this process lived: of a pause that a busy machine drew out, or that a stalled loop slept through, no more counts than
 * was asked for. The program under test had no more of the machine than that either.
 */

/** For what hangs, not for what is late: where it holds nobody waits. */
export const PATIENT_MS = 60_000
const PAUSE_MS = 20

/** Looks until there is an answer. What a look itself takes counts in full. */
export async function poll<T>(
  what: string | (() => string),
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  deadline_ms = PATIENT_MS,
): Promise<T> {
  for (let lived_ms = 0; ; lived_ms += PAUSE_MS) {
    const from_ms = performance.now()
    const found = await look()
    if (found !== null && found !== undefined && found !== false) return found
    lived_ms += performance.now() - from_ms
    if (lived_ms > deadline_ms)
      throw new Error(`in vain waited ${deadline_ms} ms for ${typeof what === 'string' ? what : what()}`)
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
  }
}
