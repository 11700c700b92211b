/** The feed's limits, each with its reason. */

/** A machine changes on screen at most four times a second: more is not seen, and a wall of them would cost. */
export const FLUSH_MS = 250
/** How often the watchdog on receipt time looks, and figures that time alone moves are told again. */
export const WATCH_MS = 1_000
/** How often names and rights are looked up again: a revoked token's screen goes dark within this time. */
export const RECHECK_MS = 30_000
/** Packets waiting for one slow client; beyond it that client is cut off and comes back to a fresh snapshot. */
export const WAITING_PACKETS_MAX = 512
/** Clients only listen: the largest thing they send is their token. */
export const MESSAGE_BYTES_MAX = 4_096
/** A socket that never asks for the namespace is closed. */
export const JOIN_TIMEOUT_MS = 10_000
/** Alerts in a snapshot. */
export const ALERTS_SHOWN = 20
/** Alerts and faults read after a commit; what a flood pushes beyond is in the lists of the API. */
export const ROWS_READ = 200
