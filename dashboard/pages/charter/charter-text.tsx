/** The charter as it is read: its version, and its text in paragraphs as they were written. Never markup. */
import type { CharterView } from '#server/contract/charter.ts'
import { sayDay } from '../../ui/say-day.ts'
import { c } from './texts.ts'
import './charter.css'

/** `boxed`: scrolls inside a dialog, with the keyboard too. */
export const CharterText = ({ charter, boxed = false }: { charter: CharterView; boxed?: boolean }) => (
  <div class="charter-text" data-boxed={boxed} tabIndex={boxed ? 0 : undefined}>
    <p class="hint">{c('version', { version: charter.version, date: sayDay(charter.date) })}</p>
    {charter.text.split(/\n{2,}/).map((paragraph, i) => (
      <p key={`${i} ${paragraph.length}`}>{paragraph}</p>
    ))}
  </div>
)
