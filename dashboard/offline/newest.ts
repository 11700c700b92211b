/**
 * A server that came back may be a newer one; then so should its page be, which on a wall nobody visits again. Where a service worker
 * keeps the shell, the new version is here when the worker is; over plain HTTP in a workshop's network the page itself is asked for.
 */
import { effect } from '@preact/signals'
import { link } from '../live/connection.ts'
import { now_ms } from '../time/now.ts'
import { entryOf, mayReload } from './quiet.ts'

let touched_ms = performance.now()
let newer = false

/** `registration`: null where the browser keeps no shell. */
export function takeNewest(registration: ServiceWorkerRegistration | null): void {
  for (const use of ['pointerdown', 'keydown', 'wheel'])
    addEventListener(use, () => (touched_ms = performance.now()), { capture: true, passive: true })
  let wasLost = false
  effect(() => {
    if (link.value === 'lost') wasLost = true
    if (link.value !== 'live' || !wasLost) return
    wasLost = false
    if (registration === null) void askForPage()
    else registration.update().catch(() => {})
  })
  if (registration === null) return
  // The first worker of this browser is of the version that is open.
  let first = registration.active === null
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!first) becomeNewest()
    first = false
  })
}

function becomeNewest(): void {
  if (newer) return
  newer = true
  now_ms.subscribe(() => {
    const typing = document.activeElement?.matches('input, textarea, select') === true
    const busy = typing || document.querySelector('dialog[open]') !== null
    if (mayReload({ path: location.pathname, idle_ms: performance.now() - touched_ms, busy })) location.reload()
  })
}

async function askForPage(): Promise<void> {
  const own = document.querySelector<HTMLScriptElement>('script[type=module]')?.getAttribute('src')
  const page = await fetch(location.pathname, { headers: { accept: 'text/html' }, cache: 'no-store' })
    .then(answer => (answer.ok ? answer.text() : ''))
    .catch(() => '')
  const newest = entryOf(page)
  if (newest !== null && newest !== own) becomeNewest()
}
