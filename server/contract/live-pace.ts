/** The pace of pings on the live feed: a client that went without a word is found out, and finds out, within both of these. */
export const PING_INTERVAL_MS = 5_000
export const PING_TIMEOUT_MS = 8_000
