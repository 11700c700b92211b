/** A heading with what can be added under it; nothing to add for those who may not. */
import type { ComponentChildren } from 'preact'

/** `more`: another thing that can be added, beside the first */
type Props = {
  title: string
  add: string | null
  onAdd: () => void
  more?: ComponentChildren
  children: ComponentChildren
}

export const Section = ({ title, add, onAdd, more, children }: Props) => (
  <section>
    <header class="section-head">
      <h2>{title}</h2>
      {add === null ? null : (
        <span class="section-acts">
          <button type="button" class="button-quiet" onClick={onAdd}>
            {add}
          </button>
          {more}
        </span>
      )}
    </header>
    {children}
  </section>
)
