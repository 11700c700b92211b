import type { PeriodView } from '#server/contract/books.ts'
import { getPeriods } from '../../api/books.ts'
import { euros } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { getWorks } from '../../ui/works/use-works.ts'
import { Works } from '../../ui/works/works.tsx'
import { sentenceOf } from './standing.tsx'
import { b } from './texts.ts'
import { Trial } from './trial.tsx'
import { monthWords } from './words.ts'
import './periods.css'

/** Every month and where it stands: closed, to close, running. */
export function Periods() {
  const loaded = useLoad('periods', async () => {
    const [periods, works] = await Promise.all([getPeriods(), getWorks()])
    return { periods: periods.items, works }
  })
  return (
    <article class="periods">
      <header class="month-head">
        <h1>{b('list.title')}</h1>
        <Trial onDone={loaded.again} />
        <p class="hint">{b('list.lead')}</p>
      </header>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={30} />
      ) : (
        <>
          <Works known={loaded.value.works} />
          <ul class="period-list">
            {loaded.value.periods.map(period => (
              <Row key={period.period} period={period} />
            ))}
          </ul>
        </>
      )}
    </article>
  )
}

function Row({ period }: { period: PeriodView }) {
  const money = (cents: number) => euros(cents, language.value)
  // Nothing of a month on trial is ever closed: it waits for nobody.
  const status = period.refusal?.kind === 'on-trial' ? 'trial' : period.status
  // Where nothing is shared the tariffs are all there is
  const priced = period.pools_cents === 0 && period.priced_cents !== 0
  return (
    <li data-status={status}>
      <h2>
        <a href={`/periods/${period.period}`}>{monthWords(period.period)}</a>
      </h2>
      <p class="period-status">{b(`status.${status}`)}</p>
      <p class="period-sentence">{sentenceOf(period)}</p>
      <p class="period-total">
        {priced ? money(period.priced_cents) : money(period.pools_cents)}{' '}
        <small>{priced ? b('list.priced') : t('statement.total')}</small>
      </p>
      {status === 'closed' || status === 'trial' || period.to_settle === 0 ? null : (
        <a class="button-quiet" href={`/periods/${period.period}/settle`}>
          {b('waiting', { count: period.to_settle })}
        </a>
      )}
    </li>
  )
}
