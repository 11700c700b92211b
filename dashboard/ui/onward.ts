import { useRef } from 'preact/hooks'

/** The button that was pressed goes away with what it did, and the focus with it: it goes on to what comes next, once that is there. */
export function useOnward() {
  const due = useRef(false)
  const onward = (element: HTMLElement | null): void => {
    if (!due.current || element === null) return
    due.current = false
    element.focus()
  }
  const goOn = (): void => {
    due.current = true
  }
  return { onward, goOn }
}
