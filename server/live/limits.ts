/** The feed's limits, each with its reason. */

/** So long machines are gathered after a telling; the first change after a pause goes at once. Half of it, for 200 screens, cost twice. */
export const FLUSH_MS = 40
/** How often the watchdog on receipt time looks, and figures that time alone moves are told again. */
export const WATCH_MS = 1_000
/** How often names and rights are looked up again: a revoked token's screen goes dark within this time. */
export const RECHECK_MS = 30_000
/** Bytes waiting for one slow client, under the megabyte it may cost us; beyond it is cut off and comes back to a fresh snapshot. */
export const WAITING_BYTES_MAX = 524_288
/** Clients only listen: the largest thing they send is their token. */
export const MESSAGE_BYTES_MAX = 4_096
/** A socket that never asks for the namespace is closed. */
export const JOIN_TIMEOUT_MS = 10_000
/** Alerts in a snapshot. */
export const ALERTS_SHOWN = 20
/** Alerts and faults read after a commit; what a flood pushes beyond is in the lists of the API. */
export const ROWS_READ = 200
