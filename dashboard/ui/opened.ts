import { useSignal } from '@preact/signals'

/** Which dialog of a page is open, one at a time. Closed, `again` asks for what it may have changed. */
export function useOpened<T>(again: () => void) {
  const opened = useSignal<T | null>(null)
  const open = (what: T): void => {
    opened.value = what
  }
  const close = (): void => {
    opened.value = null
    again()
  }
  return { what: opened.value, open, close }
}
