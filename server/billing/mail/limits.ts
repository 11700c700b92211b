/** Every number of the outbox, with its reason. */
const MINUTE_MS = 60_000

/** Nobody poked: look all the same, a command may have queued something (contract §5: within 1 s). */
export const POLL_MS = 1_000
/** A relay in the same town answers within a second; a dead one should not hold up the stop. */
export const CONNECT_TIMEOUT_MS = 20_000
export const GREETING_TIMEOUT_MS = 30_000
/**
 * RFC 5321 §4.5.3.2.6: ten minutes for the reply to the end of the data. Whoever gives up before it sends a mail again that was
 * perhaps accepted.
 */
export const REPLY_TIMEOUT_MS: number = 10 * MINUTE_MS
/** The whole outbox rests while the relay is not there; each mail has its own waiting besides. */
export const RELAY_REST_MS: readonly number[] = [15_000, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS]
