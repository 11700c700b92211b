import type { PeriodView } from '#server/contract/books.ts'
import { getPeriods } from '../../api/books.ts'
import { euros } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { sentenceOf } from './standing.tsx'
import { b } from './texts.ts'
import { monthWords } from './words.ts'
import './periods.css'

/** Every month and where it stands: closed, to close, running. */
export function Periods() {
  const periods = useLoad('periods', getPeriods)
  return (
    <article class="periods">
      <header class="month-head">
        <h1>{b('list.title')}</h1>
        <p class="hint">{b('list.lead')}</p>
      </header>
      {periods.is === 'failed' ? (
        <Failure error={periods.error} again={periods.again} />
      ) : periods.value === null ? (
        <Waiting height_rem={30} />
      ) : (
        <ul class="period-list">
          {periods.value.items.map(period => (
            <Row key={period.period} period={period} />
          ))}
        </ul>
      )}
    </article>
  )
}

function Row({ period }: { period: PeriodView }) {
  const money = (cents: number) => euros(cents, language.value)
  return (
    <li data-status={period.status}>
      <h2>
        <a href={`/periods/${period.period}`}>{monthWords(period.period)}</a>
      </h2>
      <p class="period-status">{b(`status.${period.status}`)}</p>
      <p class="period-sentence">{sentenceOf(period)}</p>
      <p class="period-total">
        {money(period.pools_cents)} <small>{t('statement.total')}</small>
      </p>
      {period.status === 'closed' || period.to_settle === 0 ? null : (
        <a class="button-quiet" href={`/periods/${period.period}/settle`}>
          {b('waiting', { count: period.to_settle })}
        </a>
      )}
    </li>
  )
}
