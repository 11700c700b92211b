/**
 * What comes within one frame is taken in together: a floor of sixty machines is told in many small packets, and drawn once. A page that
 * nobody sees has no frames: there everything is taken in as it comes, so that nothing heaps up.
 */
export type Frames = { seen: () => boolean; next: (draw: () => void) => void }

const BROWSER: Frames = {
  seen: () => document.visibilityState === 'visible',
  next: draw => void requestAnimationFrame(draw),
}

export function perFrame<T>(take: (items: readonly T[]) => void, frames: Frames = BROWSER) {
  let waiting: T[] = []
  let asked = false
  const flush = (): void => {
    if (waiting.length === 0) return
    const items = waiting
    waiting = []
    take(items)
  }
  return {
    add(items: readonly T[]): void {
      waiting.push(...items)
      if (!frames.seen()) flush()
      if (asked || waiting.length === 0) return
      asked = true
      frames.next(() => {
        asked = false
        flush()
      })
    },
    /** Before what must not be overtaken, or overtake. */
    flush,
  }
}
