import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ApiError } from '../api/client.ts'
import { link } from '../live/connection.ts'

/** What `useLoad` gives: the answer as it stands, and asking again. */
export type Load<T> = Loaded<T> & { again: () => void }

export type Loaded<T> =
  | { is: 'waiting'; value: T | null }
  | { is: 'here'; value: T }
  | { is: 'failed'; error: unknown; value: null }

/**
 * Asks when `key` changes; an answer that comes after a newer question is dropped. While a new question is open the
 * former answer stays, so that stepping from day to day does not blink.
 */
export function useLoad<T>(key: string, ask: () => Promise<T>): Load<T> {
  const state = useSignal<Loaded<T>>({ is: 'waiting', value: null })
  const turn = useSignal(0)
  useEffect(() => {
    let stale = false
    state.value = { is: 'waiting', value: state.peek().value }
    ask().then(
      value => {
        if (!stale) state.value = { is: 'here', value }
      },
      (error: unknown) => {
        if (!stale) state.value = { is: 'failed', error, value: null }
      },
    )
    return () => {
      stale = true
    }
  }, [key, turn.value])
  const again = () => {
    turn.value = turn.peek() + 1
  }
  // A server that was merely away: the page asks again by itself once the live link is back.
  useSignalEffect(() => {
    if (link.value === 'live' && wasUnreached(state.peek())) again()
  })
  return { ...state.value, again }
}

const wasUnreached = (loaded: Loaded<unknown>): boolean =>
  loaded.is === 'failed' && loaded.error instanceof ApiError && loaded.error.status === 0
