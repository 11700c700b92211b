/** What the server does once a night, in the atelier's own night: it drops what has been kept for its months (design rule 10). */
import type { Logger } from 'pino'
import { localDate, localHour } from './domain/time.ts'

const LOOK_EVERY_MS = 600_000
/** Nobody badges then, and the replay that comes first has a core to itself. */
const HOUR = 3

export type Nightly = {
  zone(): string
  now_ms(): number
  work(): Promise<object>
  log: Pick<Logger, 'info' | 'error'>
}

/** Returns what to do at each look: the work, once in a night. */
export function nightly({ zone, now_ms, work, log }: Nightly): () => Promise<void> {
  let last_date = ''
  return async () => {
    const at_ms = now_ms()
    const date = localDate(at_ms, zone())
    if (localHour(at_ms, zone()) !== HOUR || date === last_date) return
    last_date = date
    try {
      log.info(await work(), 'what was kept for its months was dropped')
    } catch (error) {
      log.error({ error }, 'nothing was dropped tonight')
    }
  }
}

export function everyNight(options: Nightly): { stop(): void } {
  const look = nightly(options)
  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
