/** A reminder's letter: read before it goes, and printed alone where it goes by post, with the invoices that belong in its envelope. */
import type { ReminderView } from '#server/contract/bank.ts'
import { pdfOf } from '../../api/invoices.ts'
import { type Language, LOCALE, ordinal } from '../../i18n/format.ts'
import { serverNow } from '../../time/now.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { timezone } from '../../ui/session.ts'
import { p } from './texts.ts'

/** In the letter's language, which may be another than the reader's. */
const today = (language: Language): string =>
  ordinal(
    new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'long', timeZone: timezone() }).format(serverNow()),
    language,
  )

type Props = { reminder: ReminderView; onClose: () => void }

export const LetterDialog = ({ reminder: { step, letter, items, way }, onClose }: Props) => (
  <Dialog title={p(`remind.${step}`)} onClose={onClose}>
    <div class="alone">
      <p class="letter" lang={letter.language}>
        {today(letter.language)}
        {'\n\n'}
        <b>{letter.subject}</b>
        {'\n\n'}
        {letter.body}
      </p>
      {way.by === 'mail' ? null : (
        <p class="letter-copies">
          {p('remind.enclose')}{' '}
          {items.map(({ document }) => (
            <a key={document} class="link" href={pdfOf(document)}>
              {document}
            </a>
          ))}
        </p>
      )}
      <p>
        <button type="button" class="button" onClick={() => print()}>
          {p('remind.print')}
        </button>
      </p>
    </div>
  </Dialog>
)
