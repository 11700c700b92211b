/** Doubling wait between attempts: `first_ms`, twice, four times … never above `max_ms`. */
export function backoff_ms(attempt: number, first_ms: number, max_ms: number): number {
  return Math.min(max_ms, first_ms * 2 ** Math.min(attempt, 30))
}
