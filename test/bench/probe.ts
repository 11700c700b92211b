/** A value that says when it was measured: milliseconds of the clock all processes share, within what a power may be. */
const SPAN_MS = 50_000

/** The station whose samples carry it: the last of the site. */
export const PROBE = { station: 's61', machine: 'm-s61' }

export const stampNow_W = (): number => Date.now() % SPAN_MS
export const ageOf_ms = (stamp_W: number): number => (Date.now() - stamp_W + SPAN_MS) % SPAN_MS
