/**
 * Notes in the journal what those with a spending limit have come to this month. A verdict must be replayable, so it rests on
 * what was noted before it and not on a statement computed beside it: whoever passes a limit is refused from the next look on.
 */
import { hasLimits, spendingToNote } from './domain/access/spending.ts'
import type { Directory, DirectoryEntry } from './domain/directory.ts'
import { periodOf } from './domain/time.ts'

/** A minute of machine time costs cents: looking more often would say nothing new. */
const LOOK_MS = 60_000
/** A big site's month takes long to compute: no more than a twentieth of the time goes into it. */
const REST_PER_WORK = 20

type Totals = Parameters<typeof spendingToNote>[2]
export type SpendingParts = {
  directory(): Directory
  /** what the running month comes to by now; asked in another thread */
  totals(period: string, directory: Directory): Promise<Totals>
  append(entry: DirectoryEntry): Promise<void>
  clock: { now_ms(): number }
  log: { error(fields: object, message: string): void }
  look_ms?: number | undefined
}

export function watchSpending(parts: SpendingParts): { stop(): void } {
  const look_ms = parts.look_ms ?? LOOK_MS
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  const next = (wait_ms: number): void => {
    if (stopped) return
    timer = setTimeout(() => void look(), wait_ms)
    timer.unref()
  }
  const look = async (): Promise<void> => {
    const began_ms = parts.clock.now_ms()
    try {
      await noteSpending(parts)
    } catch (error) {
      parts.log.error({ error }, 'spending could not be noted')
    }
    next(Math.max(look_ms, (parts.clock.now_ms() - began_ms) * REST_PER_WORK))
  }
  next(look_ms)
  return {
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}

export async function noteSpending({ directory, totals, append, clock }: SpendingParts): Promise<number> {
  const rules = directory()
  if (!hasLimits(rules)) return 0
  const period = periodOf(clock.now_ms(), rules.site?.timezone ?? 'UTC')
  const spending = spendingToNote(rules, period, await totals(period, rules))
  if (spending.length > 0) await append({ type: 'spending-noted', spending })
  return spending.length
}
