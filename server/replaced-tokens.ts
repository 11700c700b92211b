/**
 * A station's new token means new hardware under a new epoch (contract §1): whoever is still connected with the old one
 * would go on in its name. Compared by epoch, so that a token made by the command line counts as well.
 */
import type { Directory } from './domain/directory.ts'

/** The command line's changes take effect within 1 s (contract §5); ingest has looked by then. */
const LOOK_MS = 250

export type ReplacedTokens = { stop(): void }

/** Calls `disconnect` with each station whose epoch rose since the last look. */
export function watchReplacedTokens(
  directory: () => Directory,
  disconnect: (station: string) => void,
  look_ms = LOOK_MS,
): ReplacedTokens {
  let seen = directory().stations
  const timer = setInterval(() => {
    const now = directory().stations
    if (now === seen) return
    for (const { id, epoch } of now.values()) if (epoch > (seen.get(id)?.epoch ?? epoch)) disconnect(id)
    seen = now
  }, look_ms)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
