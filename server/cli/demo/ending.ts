/** A ledger whose disk has gone may never answer: a demonstration that takes itself down for too long is cut off. */
import { EXIT_FAILED } from '../output.ts'

/** What was said is flushed, told (60 s) and committed (40 s), with room for the check. */
const ENDING_MS_MAX = 180_000
/** A past that is still arriving is waited for: a month of a busy atelier is 12 000 messages. */
export const PAST_MONTH_MS_MAX = 30_000

/** Its programs go with it (`program.ts`). Returns what calls it off. */
export function endAtLatest(past_months: number): () => void {
  const ms_max = ENDING_MS_MAX + past_months * PAST_MONTH_MS_MAX
  const timer = setTimeout(() => {
    const after = `within ${ms_max / 1_000} s`
    process.stderr.write(`the demonstration did not end ${after}: is its data directory still there?\n`)
    process.exit(EXIT_FAILED)
  }, ms_max)
  return () => clearTimeout(timer)
}
