import { useEffect, useRef } from 'preact/hooks'
import type { SettleItem } from '#server/contract/books.ts'
import { nextAfter } from './queue.ts'
import type { Kind } from './words.ts'

/**
 * The line that was decided leaves, and the focus with it: it goes on to the next one, so that Enter settles one after another;
 * after the last one to the way on.
 */
export function useNextLine(items: readonly SettleItem[], kind: Kind | null) {
  const list = useRef<HTMLUListElement>(null)
  const way = useRef<HTMLElement | null>(null)
  const next = useRef<{ line: string | null } | null>(null)
  useEffect(() => {
    const to = next.current
    next.current = null
    if (to === null || (document.activeElement !== null && document.activeElement !== document.body)) return
    const at = [...(list.current?.children ?? [])].find(each => each.getAttribute('data-item') === to.line)
    const button = at?.querySelector<HTMLElement>('.settle-acts .button-quiet') ?? way.current
    button?.focus()
  }, [items, kind])
  const goOnWith = (line: string | null): void => {
    next.current = { line }
  }
  const goOnAfter = (waiting: readonly SettleItem[], decided: readonly SettleItem[]): void => {
    goOnWith(
      nextAfter(
        waiting.map(({ id }) => id),
        new Set(decided.map(({ id }) => id)),
      ),
    )
  }
  const onward = (element: HTMLElement | null): void => {
    way.current = element
  }
  return { list, onward, goOnAfter, goOnWith }
}
