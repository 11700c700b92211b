import { PATIENT_MS } from './poll.ts'

const PAUSE_MS = 10

/** Looks until the condition holds; fails with what was said when it has not within the deadline, which is counted as `poll` counts it. */
export async function eventually(
  condition: () => boolean,
  what: string | (() => string),
  deadline_ms = PATIENT_MS,
): Promise<void> {
  for (let lived_ms = 0; !condition(); lived_ms += PAUSE_MS) {
    if (lived_ms > deadline_ms)
      throw new Error(`not within ${deadline_ms} ms: ${typeof what === 'string' ? what : what()}`)
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
  }
}
