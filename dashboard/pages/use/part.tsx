/** A part of the page: its figures, what they mean one tap away, and the same as a file beside it. */
import type { ComponentChildren } from 'preact'
import { saveSpreadsheet } from '../../ui/spreadsheet.ts'
import type { Lines } from './lines.ts'
import { w } from './texts.ts'

type Props = {
  id: string
  title: string
  means?: string
  lines: () => Lines
  file: string
  children: ComponentChildren
}

export const Part = ({ id, title, means, lines, file, children }: Props) => (
  <section aria-labelledby={id}>
    <header class="section-head">
      <h2 id={id}>{title}</h2>
      <button
        type="button"
        class="link"
        aria-label={w('csv-of', { title })}
        onClick={() => saveSpreadsheet(`${file}_${id}`, lines())}
      >
        {w('csv')}
      </button>
    </header>
    {means === undefined ? null : <Means of={title}>{means}</Means>}
    {children}
  </section>
)

export const Means = ({ of, children }: { of: string; children: ComponentChildren }) => (
  <details class="means asks">
    <summary>
      {w('what')} <span class="sr">{of}</span>
    </summary>
    {children}
  </details>
)
