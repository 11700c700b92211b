/**
 * What was searched or chosen on a page stays with its place in the history: who comes back by the back button finds it as it was,
 * who comes anew finds it fresh.
 */
import { type Signal, useSignal, useSignalEffect } from '@preact/signals'

/** What stands under the name in an entry's state; anything can stand there, from another version or another page. */
export const keptIn = (state: unknown, name: string): unknown =>
  typeof state === 'object' && state !== null ? (state as Record<string, unknown>)[name] : undefined

export const keeping = (state: unknown, name: string, value: unknown): object => ({
  ...(typeof state === 'object' ? state : {}),
  [name]: value,
})

/** `isOne`: whether what was kept is still something that can be chosen. */
export function useKept<T>(name: string, first: T, isOne: (value: unknown) => value is T): Signal<T> {
  const before = keptIn(history.state, name)
  const chosen = useSignal(isOne(before) ? before : first)
  useSignalEffect(() => {
    const { value } = chosen
    if (value !== (keptIn(history.state, name) ?? first)) history.replaceState(keeping(history.state, name, value), '')
  })
  return chosen
}
