/** Mail on its way: send a month, and see what came back, in the words of who refused it. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { MailView, OutboxView } from '#server/contract/bookkeeping.ts'
import type { IssuerView } from '#server/contract/money.ts'
import { bounceMail, retryMail } from '../../api/bookkeeping.ts'
import type { Month } from '../../time/zone.ts'
import type { Load } from '../../ui/load.ts'
import { Failure, sayRefused, Waiting } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import type { Work } from '../../ui/works/use-works.ts'
import { kindWords, moment, stateWords } from '../mails/words.ts'
import { type Other, SendMonth } from './send-month.tsx'
import { b } from './texts.ts'

/** Where an address leads to: `/books?…#books-mail`. */
export const MAIL = 'books-mail'

type Posted = OutboxView & { works: readonly Work[] }
type Props = {
  month: Month
  issuer: IssuerView
  /** whose documents go out by themselves */
  others: readonly Other[]
  outbox: Load<Posted>
}
export function Outbox({ month, issuer, others, outbox }: Props) {
  const error = useSignal<string | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  // The page is long, and who comes from a month's invoices comes for this
  useEffect(() => {
    if (location.hash === `#${MAIL}`) heading.current?.scrollIntoView()
  }, [])
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
    <section aria-labelledby={MAIL}>
      <h2 id={MAIL} ref={heading}>
        {b('mail.title')}
      </h2>
      <p class="hint">{b('mail.lead')}</p>
      {outbox.is === 'failed' ? (
        <Failure error={outbox.error} again={outbox.again} />
      ) : outbox.value === null ? (
        <Waiting height_rem={10} />
      ) : (
        <>
          {outbox.value.relay ? (
            <SendMonth
              month={month}
              issuer={issuer}
              others={others}
              works={outbox.value.works.filter(one => one.kind === 'send' && one.about === `${month} ${issuer.id}`)}
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
