/** The journals to download. What it is, and what it is not, is said beside it. */
import { booksFile } from '../../api/bookkeeping.ts'
import { monthName } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import type { Month } from '../../time/zone.ts'
import { b } from './texts.ts'

export function Files({ month, issuer }: { month: Month; issuer: string }) {
  const year = month.slice(0, 4)
  const name = monthName(month, language.value)
  return (
    <section aria-labelledby="books-files">
      <h2 id="books-files">{b('files.title')}</h2>
      <p class="hint">{b('files.lead')}</p>
      <ul class="books-files">
        <File href={booksFile('fec', issuer, month)}>{b('files.fec-month', { month: name })}</File>
        <File href={booksFile('fec', issuer, year)}>{b('files.fec-year', { year })}</File>
        <File href={booksFile('csv', issuer, month)}>{b('files.csv-month', { month: name })}</File>
        <File href={booksFile('csv', issuer, year)}>{b('files.csv-year', { year })}</File>
      </ul>
    </section>
  )
}

const File = ({ href, children }: { href: string; children: string }) => (
  <li>
    <a class="button-quiet" href={href} download>
      {children}
    </a>
  </li>
)
