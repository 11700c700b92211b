/** Asks the browser to keep the shell (worker.ts). Plain HTTP off loopback has no such thing. */
import { takeNewest } from './newest.ts'

/** The page first: its own words, curves and socket must not wait behind a hundred files for another day. */
const AFTER_MS = 3_000

export function keepShell(): void {
  if (!('serviceWorker' in navigator)) {
    takeNewest(null)
    return
  }
  const register = () => {
    // Storage may be refused (private windows, policies): then nothing is kept, and everything else works.
    navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).then(takeNewest, () => takeNewest(null))
  }
  setTimeout(register, AFTER_MS)
}
