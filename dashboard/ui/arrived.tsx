import type { ComponentChildren } from 'preact'
import type { Load } from './load.ts'
import { Failure, Waiting } from './notice.tsx'

type Props<T> = { loaded: Load<T>; height_rem: number; children: (value: T) => ComponentChildren }

/** What was asked for, once it is here; until then its room, or why it cannot be shown. */
export function Arrived<T>({ loaded, height_rem, children }: Props<T>) {
  if (loaded.is === 'failed') return <Failure error={loaded.error} again={loaded.again} />
  return loaded.value === null ? <Waiting height_rem={height_rem} /> : children(loaded.value)
}
