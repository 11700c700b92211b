/** What helps whoever waits at a step: nothing at first, and what the broker turned away as soon as it did. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { refusedSince } from '../../api/setup.ts'

/** So long nobody doubts anything; after that it helps to be told what to look at. */
const PATIENCE_MS = 20_000
const LOOK_MS = 3_000

/** True once something was waited for longer than one would by oneself. */
export function useWaited(waits: boolean): boolean {
  const long = useSignal(false)
  useEffect(() => {
    long.value = false
    if (!waits) return undefined
    const timer = setTimeout(() => {
      long.value = true
    }, PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [waits])
  return long.value
}

export type Refused = 'token' | 'topic' | null

/** Asked only while a station that has its access is not heard. */
export function useRefused(principal: string | null, since_ms: number): Refused {
  const refused = useSignal<Refused>(null)
  useEffect(() => {
    refused.value = null
    if (principal === null) return undefined
    const timer = setInterval(() => {
      refusedSince(principal, since_ms).then(
        why => {
          refused.value = why
        },
        () => {},
      )
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [principal, since_ms])
  return refused.value
}
