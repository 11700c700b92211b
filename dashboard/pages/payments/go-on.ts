import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** What was seen to leaves its list, and the focus with it: it goes on to the next one's button, or back to the heading. */
export function useGoOn(items: readonly unknown[], heading: RefObject<HTMLElement | null>, button: string) {
  const list = useRef<HTMLUListElement>(null)
  const gone = useRef<number | null>(null)
  useEffect(() => {
    const at = gone.current
    gone.current = null
    if (at === null || document.activeElement !== document.body) return
    const next = list.current?.children[Math.min(at, items.length - 1)]?.querySelector<HTMLElement>(button)
    const to = next ?? heading.current
    to?.focus()
  }, [items])
  const goOnFrom = (at: number): void => {
    gone.current = at
  }
  return { list, goOnFrom }
}
