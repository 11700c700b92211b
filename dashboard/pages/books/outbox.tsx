/** Mail on its way: send a month, and see what came back, in the words of who refused it. */
import { useSignal } from '@preact/signals'
import type { MailView, OutboxView, SentView } from '#server/contract/bookkeeping.ts'
import { bounceMail, retryMail, sendMails } from '../../api/bookkeeping.ts'
import { ofMonth } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import type { Month } from '../../time/zone.ts'
import type { Load } from '../../ui/load.ts'
import { Failure, sayRefused, Waiting } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { useWorks, type Work } from '../../ui/works/use-works.ts'
import { isNews, WorkNow } from '../../ui/works/works.tsx'
import { kindWords, moment, stateWords } from '../mails/words.ts'
import { b } from './texts.ts'

type Posted = OutboxView & { works: readonly Work[] }
type Props = { month: Month; issuer: string; outbox: Load<Posted> }
export function Outbox({ month, issuer, outbox }: Props) {
  const error = useSignal<string | null>(null)
  const act = async (work: () => Promise<unknown>) => {
    error.value = null
    try {
      await work()
      outbox.again()
    } catch (failure) {
      error.value = sayRefused(failure)
    }
  }
  return (
    <section aria-labelledby="books-mail">
      <h2 id="books-mail">{b('mail.title')}</h2>
      <p class="hint">{b('mail.lead')}</p>
      {outbox.is === 'failed' ? (
        <Failure error={outbox.error} again={outbox.again} />
      ) : outbox.value === null ? (
        <Waiting height_rem={10} />
      ) : (
        <>
          {outbox.value.relay ? (
            <Send
              month={month}
              works={outbox.value.works.filter(({ kind, about }) => kind === 'send' && about === `${month} ${issuer}`)}
              onSend={() => void act(() => sendMails(month, issuer))}
              onEnd={outbox.again}
            />
          ) : (
            <p class="books-warn">{b('mail.no-relay')}</p>
          )}
          <p class="form-error" role="alert">
            {error.value}
          </p>
          <Mails
            mails={outbox.value.items}
            counts={outbox.value.counts}
            onRetry={id => void act(() => retryMail(id))}
            onBounced={outbox.again}
          />
        </>
      )}
    </section>
  )
}

type SendProps = { month: Month; works: readonly Work[]; onSend: () => void; onEnd: () => void }
/** The button, and how the last sending of this month gets on, whoever began it. */
function Send({ month, works, onSend, onEnd }: SendProps) {
  const [last] = useWorks(works, onEnd)
  const left = last === undefined ? [] : leftIn(last)
  return (
    <>
      <p>
        <button type="button" class="button" disabled={last?.state === 'running'} onClick={onSend}>
          {b('mail.send', { of: ofMonth(month, language.value) })}
        </button>
      </p>
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

type Left = Pick<SentView['unsendable'][number], 'number' | 'why'>
/** None where a restart has taken along what it came to. */
const leftIn = ({ result }: Work): readonly Left[] => (result as { left?: Left[] } | null)?.left ?? []

type MailsProps = {
  mails: readonly MailView[]
  counts: Record<MailView['state'], number>
  onRetry: (id: number) => void
  onBounced: () => void
}
function Mails({ mails, counts, onRetry, onBounced }: MailsProps) {
  const bouncing = useSignal<MailView | null>(null)
  if (mails.length === 0) return <p class="hint">{b('mail.none')}</p>
  const waiting = counts.queued + counts.sending
  const back = counts.bounced + counts.failed
  return (
    <>
      <p>{b('mail.counts', { sent: counts.sent, waiting, back })}</p>
      <ul class="books-mails">
        {mails.map(mail => (
          <MailRow
            key={mail.id}
            mail={mail}
            onRetry={onRetry}
            onBounce={() => {
              bouncing.value = mail
            }}
          />
        ))}
      </ul>
      {bouncing.value === null ? null : (
        <ReasonDialog
          title={b('mail.bounce-title', { about: bouncing.value.about })}
          reason={{ label: b('mail.bounce-why'), missing: b('mail.bounce-missing') }}
          action={b('mail.bounce')}
          say={sayRefused}
          onConfirm={async why => {
            if (bouncing.value !== null) await bounceMail(bouncing.value.id, why)
            onBounced()
          }}
          onClose={() => {
            bouncing.value = null
          }}
        >
          <p>
            <bdi>{bouncing.value.to_name}</bdi>, {bouncing.value.to_address}
          </p>
        </ReasonDialog>
      )}
    </>
  )
}

type MailRowProps = { mail: MailView; onRetry: (id: number) => void; onBounce: () => void }
function MailRow({ mail, onRetry, onBounce }: MailRowProps) {
  const { id, about, kind, to_name, to_address, state, reply } = mail
  const back = state === 'bounced' || state === 'failed'
  return (
    <li data-state={state}>
      <p>
        <b>{about}</b> {kindWords(kind)} · <bdi>{to_name}</bdi> <small>{to_address}</small>
      </p>
      <p class="books-mail-state">
        <span>
          {stateWords(state)}
          {when(mail)}
        </span>
        {state === 'sent' ? (
          <button
            type="button"
            class="button-quiet"
            aria-label={b('mail.bounce-of', { about, name: to_name })}
            onClick={onBounce}
          >
            {b('mail.bounce')}
          </button>
        ) : null}
      </p>
      {state === 'sent' || reply === null ? null : <q>{reply}</q>}
      {back ? (
        <p class="books-mail-do">
          <span>{b(state === 'bounced' ? 'mail.bounced-hint' : 'mail.failed-hint')}</span>
          <button
            type="button"
            class="button-quiet"
            aria-label={b('mail.retry-of', { about, name: to_name })}
            onClick={() => onRetry(id)}
          >
            {b('mail.retry')}
          </button>
        </p>
      ) : null}
    </li>
  )
}

function when({ state, sent_at, next_at, attempts }: MailView): string {
  if (state === 'sent' && sent_at !== null) return ` ${moment(sent_at)}`
  return state === 'queued' && attempts > 0 ? `, ${b('mail.later', { time: moment(next_at) })}` : ''
}
