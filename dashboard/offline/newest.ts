/**
 * A server that came back may be a newer one; then so should its page be, which on a wall nobody visits again. Where a service worker
 * keeps the shell, the new version is here when the worker is; over plain HTTP in a workshop's network the page itself is asked for.
 */
import { effect } from '@preact/signals'
import { link } from '../live/connection.ts'
import { now_ms } from '../time/now.ts'
import { type OpenPage, openPage } from './open-page.ts'
import { entryOf, mayReload } from './quiet.ts'

type Registration = Pick<ServiceWorkerRegistration, 'active' | 'update'>

/** `registration`: null where the browser keeps no shell. */
export function takeNewest(registration: Registration | null, page: OpenPage = openPage()): void {
  let newer = false
  const becomeNewest = (): void => {
    if (newer) return
    newer = true
    now_ms.subscribe(() => {
      if (mayReload(page.use())) page.reload()
    })
  }
  let wasLost = false
  effect(() => {
    if (link.value === 'lost') wasLost = true
    if (link.value !== 'live' || !wasLost) return
    wasLost = false
    if (registration === null) void isNewer(page).then(is => is && becomeNewest())
    else registration.update().catch(() => {})
  })
  if (registration === null) return
  // The first worker of this browser is of the version that is open.
  let first = registration.active === null
  page.onWorker(() => {
    if (!first) becomeNewest()
    first = false
  })
}

async function isNewer(page: OpenPage): Promise<boolean> {
  const newest = entryOf(await page.served())
  return newest !== null && newest !== page.entry()
}
