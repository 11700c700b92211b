import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { Arrived } from '../../ui/arrived.tsx'
import type { Load } from '../../ui/load.ts'

type Adding = { onDone: () => void; onClose: () => void }
type Props<T> = {
  title: string
  lead: string
  /** the act that adds one; null: not theirs */
  add: string | null
  loaded: Load<T>
  list: (value: T) => ComponentChildren
  dialog: (value: T, adding: Adding) => ComponentChildren
  children?: ComponentChildren
}

/** A list that grows by a dialog: what it is, the one act, and the list. `children` stand below it. */
export function ListPage<T>({ title, lead, add, loaded, list, dialog, children }: Props<T>) {
  const adding = useSignal(false)
  const onClose = () => {
    adding.value = false
  }
  return (
    <article class="people">
      <header class="month-head">
        <h1>{title}</h1>
        {add === null ? null : (
          <button
            type="button"
            class="button"
            disabled={loaded.value === null}
            onClick={() => {
              adding.value = true
            }}
          >
            {add}
          </button>
        )}
        <p class="hint">{lead}</p>
      </header>
      <Arrived loaded={loaded} height_rem={30}>
        {list}
      </Arrived>
      {adding.value && loaded.value !== null ? dialog(loaded.value, { onDone: loaded.again, onClose }) : null}
      {children}
    </article>
  )
}
