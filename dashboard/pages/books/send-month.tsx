/** A month's documents of one issuer go out by mail. */
import { useSignal } from '@preact/signals'
import type { SentView } from '#server/contract/bookkeeping.ts'
import type { IssuerView } from '#server/contract/money.ts'
import { sendMails } from '../../api/bookkeeping.ts'
import { ofMonth } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import type { Month } from '../../time/zone.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { useWorks, type Work } from '../../ui/works/use-works.ts'
import { isNews, WorkNow } from '../../ui/works/works.tsx'
import { b } from './texts.ts'

export type Other = { name: string; href: string }
type Props = {
  month: Month
  issuer: IssuerView
  others: readonly Other[]
  works: readonly Work[]
  onEnd: () => void
}
/** The button, and how the last sending of this month gets on, whoever began it. */
export function SendMonth({ month, issuer, others, works, onEnd }: Props) {
  const asking = useSignal(false)
  const [last] = useWorks(works, onEnd)
  const title = b('mail.send', { of: ofMonth(month, language.value) })
  const left = last === undefined ? [] : leftIn(last)
  return (
    <>
      <p>
        <button
          type="button"
          class="button"
          disabled={last?.state === 'running'}
          onClick={() => {
            asking.value = true
          }}
        >
          {title}
        </button>
      </p>
      <Others issuer={issuer} others={others} />
      {asking.value ? (
        <ReasonDialog
          title={title}
          action={b('mail.send-do')}
          say={sayRefused}
          onConfirm={() => sendMails(month, issuer.id).then(onEnd)}
          onClose={() => {
            asking.value = false
          }}
        >
          <p>
            <bdi>
              <b>{issuer.name}</b>
            </bdi>
          </p>
          <p>{b('mail.send-lead')}</p>
        </ReasonDialog>
      ) : null}
      <div role="status">{last === undefined || !isNews(last) ? null : <WorkNow job={last} />}</div>
      {last === undefined || !isNews(last) || left.length === 0 ? null : (
        <>
          <p class="books-warn">{b('mail.unsendable')}</p>
          <ul class="books-unsendable">
            {left.map(({ number, why }) => (
              <li key={number}>
                <a href={`/invoices/${encodeURIComponent(number)}`}>{number}</a>{' '}
                {why === 'no-address' ? '' : `(${b(`mail.${why}`)})`}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** Each issuer sends its own: nobody should believe that all of the month is out. */
const Others = ({ issuer, others }: Pick<Props, 'issuer' | 'others'>) =>
  others.length === 0 ? null : (
    <p class="hint">
      {b('mail.only', { issuer: issuer.name })}{' '}
      {others.map(({ name, href }) => (
        <a key={href} class="link" href={href}>
          {name}
        </a>
      ))}
    </p>
  )

type Left = Pick<SentView['unsendable'][number], 'number' | 'why'>
/** None where a restart has taken along what it came to. */
const leftIn = ({ result }: Work): readonly Left[] => (result as { left?: Left[] } | null)?.left ?? []
