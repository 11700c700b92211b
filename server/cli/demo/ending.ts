/** A ledger whose disk has gone may never answer: a demonstration that takes itself down for too long is cut off. */
import { EXIT_FAILED } from '../output.ts'

/** What was said is flushed (30 s), told (60 s) and committed (20 s), with room for the check. */
const ENDING_MS_MAX = 180_000

/** Its programs go with it (`program.ts`). Returns what calls it off. */
export function endAtLatest(): () => void {
  const timer = setTimeout(() => {
    const after = `within ${ENDING_MS_MAX / 1_000} s`
    process.stderr.write(`the demonstration did not end ${after}: is its data directory still there?\n`)
    process.exit(EXIT_FAILED)
  }, ENDING_MS_MAX)
  return () => clearTimeout(timer)
}
