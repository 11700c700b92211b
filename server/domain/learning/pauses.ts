/**
 * Stretches inside taught work in which the machine stood still: a heater between two pulses, a seamstress who turns the
 * cloth. They are not running time (contract §3), and the longest of them says how long a pause may be and still be worked.
 */
import type { Window } from './windows.ts'

export type Pause = { windows: Window[]; length_ms: number; inner: boolean }

/**
 * A reading this low is idle whole, and not a part of work: a share of the way from idle to work. Squared, it is less than
 * a thirtieth of it.
 */
const STILL_SHARE = 0.1

type Draws = { idle_mA: number; run_mA: number }

/**
 * A stretch of n whole still readings was about n + 1 readings long: on average half of one is hidden in the mixed reading
 * at either end. Where it touches a press only one end is mixed.
 */
export function pausesIn(windows: readonly Window[], { idle_mA, run_mA }: Draws): Pause[] {
  const still_mA = idle_mA + STILL_SHARE * (run_mA - idle_mA)
  const pauses: Pause[] = []
  let open: { windows: Window[]; at_start: boolean } | null = null
  const close = (at_end: boolean) => {
    if (open !== null) pauses.push(...pauseOf(open.windows, !open.at_start && !at_end))
    open = null
  }
  let before: Window | null = null
  for (const window of windows) {
    const follows = before !== null && before.interval === window.interval && before.to_ms === window.from_ms
    if (!follows) close(true)
    if (window.work_share === 1 && window.current_mA <= still_mA) {
      open ??= { windows: [], at_start: !follows || before?.work_share !== 1 }
      open.windows.push(window)
    } else close(window.work_share < 1)
    before = window
  }
  close(true)
  return pauses
}

/** At a press, a pause shorter than two readings may be no more than a slow hand. */
function pauseOf(windows: Window[], inner: boolean): Pause[] {
  if (!inner && windows.length === 1) return []
  const whole_ms = windows.reduce((sum, { from_ms, to_ms }) => sum + to_ms - from_ms, 0)
  const half_ms = whole_ms / windows.length / 2
  return [{ windows, length_ms: whole_ms + (inner ? 2 : 1) * half_ms, inner }]
}
