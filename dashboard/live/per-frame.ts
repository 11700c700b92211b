/**
 * What comes within one frame is taken in together: a floor of sixty machines is told in many small packets, and each is not drawn by itself. Of a
 * burst each frame takes a share, so that none stands still over it; what waits longer makes the share larger, so that a slow screen keeps up. A
 * page that nobody sees has no frames: there everything is taken in as it comes, so that nothing heaps up.
 */
export type Frames = { seen: () => boolean; next: (draw: () => void) => void }

const BROWSER: Frames = {
  seen: () => document.visibilityState === 'visible',
  next: draw => void requestAnimationFrame(draw),
}

/** So many machines change in one frame without anybody's noticing. */
const SHARE_MIN = 2
/** A burst of sixty is over within some fifteen frames, a quarter of a second. */
const SHARES = 6

export function perFrame<T>(take: (items: readonly T[]) => void, frames: Frames = BROWSER) {
  let waiting: T[] = []
  let asked = false
  const takeIn = (count: number): void => {
    const items = waiting.slice(0, count)
    waiting = waiting.slice(count)
    if (items.length > 0) take(items)
  }
  const flush = (): void => takeIn(waiting.length)
  const ask = (): void => {
    if (asked || waiting.length === 0) return
    asked = true
    frames.next(() => {
      asked = false
      takeIn(Math.max(SHARE_MIN, Math.ceil(waiting.length / SHARES)))
      ask()
    })
  }
  return {
    add(items: readonly T[]): void {
      waiting.push(...items)
      if (!frames.seen()) flush()
      ask()
    },
    /** Before what must not be overtaken, or overtake. */
    flush,
  }
}
