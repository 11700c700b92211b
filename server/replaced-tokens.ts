/**
 * A new token means new hardware (contract §1; a station's begins a new epoch): whoever is still connected with the old one
 * would go on in its name. A token made by the command line counts as well, and who came with the new one already stays.
 */

/** The command line's changes take effect within 1 s (contract §5). */
const LOOK_MS = 250

export type ReplacedTokens = { stop(): void }

/** `inForce` is by principal, the same map until one changed. `disconnect` gets the credential that may stay, null for none. */
export function watchReplacedTokens(
  inForce: () => ReadonlyMap<string, string>,
  disconnect: (principal: string, credential: string | null) => void,
  look_ms = LOOK_MS,
): ReplacedTokens {
  let seen = inForce()
  const timer = setInterval(() => {
    const now = inForce()
    if (now === seen) return
    for (const [principal, credential] of seen) {
      const present = now.get(principal) ?? null
      if (present !== credential) disconnect(principal, present)
    }
    seen = now
  }, look_ms)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
