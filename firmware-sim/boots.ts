/**
 * Boot numbers, larger at each power-up (contract §1 `boot`): the seconds of the station's battery clock since 2024, or
 * one more than the last. The clock is what makes them durable here: a new simulation on old data boots higher.
 */
const SINCE_MS = Date.UTC(2024, 0, 1)

export const nextBoot = (at_ms: number, last: number): number =>
  Math.max(last + 1, Math.floor((at_ms - SINCE_MS) / 1_000), 1)
