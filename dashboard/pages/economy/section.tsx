/** A heading with what can be added under it; nothing to add for those who may not. */
import type { ComponentChildren } from 'preact'

type Props = { title: string; add: string | null; onAdd: () => void; children: ComponentChildren }

export const Section = ({ title, add, onAdd, children }: Props) => (
  <section>
    <header class="section-head">
      <h2>{title}</h2>
      {add === null ? null : (
        <button type="button" class="button-quiet" onClick={onAdd}>
          {add}
        </button>
      )}
    </header>
    {children}
  </section>
)
