import { useEffect, useRef } from 'preact/hooks'
import type { RunView } from '#server/contract/bank.ts'

/** A file for the bank is of no use before it is downloaded: once it is made, the focus goes to the way to it. `runs`: the newest first. */
export function useNewFile(runs: readonly RunView[], again: () => void) {
  const list = useRef<HTMLUListElement>(null)
  const made = useRef(false)
  useEffect(() => {
    if (made.current) list.current?.querySelector<HTMLElement>('a[download]')?.focus()
    made.current = false
  }, [runs])
  const onMade = () => {
    made.current = true
    again()
  }
  return { list, onMade }
}
