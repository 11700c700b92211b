/** Asks the browser to keep the shell (worker.ts). Plain HTTP off loopback has no such thing. */
import { effect } from '@preact/signals'
import { link } from '../live/connection.ts'

/** The page first: its own words, curves and socket must not wait behind a hundred files for another day. */
const AFTER_MS = 3_000

export function keepShell(): void {
  if (!('serviceWorker' in navigator)) return
  const register = () => {
    // Storage may be refused (private windows, policies): then nothing is kept, and everything else works.
    navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).then(lookAfterOutage, () => {})
  }
  setTimeout(register, AFTER_MS)
}

/** A server that was away may have come back as a newer one: its files are fetched now, for the next visit. */
function lookAfterOutage(registration: ServiceWorkerRegistration): void {
  let wasLost = false
  effect(() => {
    if (link.value === 'lost') wasLost = true
    if (link.value !== 'live' || !wasLost) return
    wasLost = false
    registration.update().catch(() => {})
  })
  // Nobody visits a wall screen: it visits itself, once the new files are all there.
  if (location.pathname !== '/kiosk' || registration.active === null) return
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
}
