/** The server's present, ticking: what the wall calls "since" must not depend on the reader's clock. */
import { signal } from '@preact/signals'

let ahead_ms = 0
export const serverNow = (): number => Date.now() + ahead_ms
export const now_ms = signal(Date.now())

/** Told by each snapshot, and by the `Date` of answers until the first one. */
export function setServerNow(at_ms: number): void {
  ahead_ms = at_ms - Date.now()
  now_ms.value = at_ms
}

export const startTicking = (): ReturnType<typeof setInterval> =>
  setInterval(() => {
    now_ms.value = serverNow()
  }, 1000)
