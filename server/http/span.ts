/** How long a range people may ask sums of. */
import type { Range } from './ports.ts'
import { unacceptable } from './problem.ts'

/** Ten years, as long as billing sessions are kept. */
const SPAN_DAYS_MAX = 3_653

export function checkSpan({ from_ms, to_ms }: Range): void {
  if (to_ms - from_ms > SPAN_DAYS_MAX * 86_400_000)
    throw unacceptable('query.to', 'span-too-long', { days: SPAN_DAYS_MAX })
}
