/** Who is late, the letter that would go out and how, and those that went out. */

import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { ReminderSentView, ReminderView } from '#server/contract/bank.ts'
import { remind } from '../../api/bank.ts'
import { titled } from '../../i18n/index.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { stateWords } from '../mails/words.ts'
import { useGoOn } from './go-on.ts'
import { LetterDialog } from './letter-dialog.tsx'
import type { Everything } from './payments.tsx'
import { p } from './texts.ts'
import { money, payerText, sayDay } from './words.ts'

export function Reminders({ all, again }: { all: Everything; again: () => void }) {
  const asking = useSignal<ReminderView | null>(null)
  const reading = useSignal<ReminderView | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const { list, goOnFrom } = useGoOn(all.reminders, heading, '.button-quiet')
  const issuers = new Map(all.issuers.map(one => [one.id, one.name]))
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {p('remind.title')}
      </h2>
      {all.reminders.length === 0 ? <p class="hint">{p('remind.none')}</p> : null}
      <ul class="terms reminders" ref={list}>
        {all.reminders.map(one => (
          <li key={`${one.issuer} ${payerText(one.payer)}`}>
            <b>
              <bdi>{one.name}</bdi>
            </b>
            <span>
              {titled(
                p(`remind.${one.step}`),
                p('remind.late', {
                  amount: money(one.open_cents),
                  count: Math.max(...one.items.map(item => item.late_days)),
                }),
              )}
            </span>
            {all.issuers.length < 2 ? null : (
              <span>{p('accounts.to', { issuer: issuers.get(one.issuer) ?? one.issuer })}</span>
            )}
            <span>{wayWords(one)}</span>
            <button
              type="button"
              class="link"
              aria-label={`${p('remind.letter')}, ${one.name}`}
              onClick={() => {
                reading.value = one
              }}
            >
              {p('remind.letter')}
            </button>
            <button
              type="button"
              class="button-quiet"
              onClick={() => {
                asking.value = one
              }}
            >
              {p(`remind.do-${one.way.by}`)}
            </button>
          </li>
        ))}
      </ul>
      <Sent sent={all.reminded} />
      {reading.value === null ? null : (
        <LetterDialog
          reminder={reading.value}
          onClose={() => {
            reading.value = null
          }}
        />
      )}
      {asking.value === null ? null : (
        <ReasonDialog
          title={p(`remind.${asking.value.step}`)}
          action={p(`remind.do-${asking.value.way.by}`)}
          say={sayRefused}
          onConfirm={async () => {
            if (asking.value === null) return
            await remind(asking.value, asking.value.way.by)
            goOnFrom(all.reminders.indexOf(asking.value))
            again()
          }}
          onClose={() => {
            asking.value = null
          }}
        >
          <p>
            <bdi>{asking.value.name}</bdi>, {money(asking.value.open_cents)}
          </p>
          <p>{wayWords(asking.value)}</p>
          <p>
            {p(`remind.ask-${asking.value.way.by}`)} {asking.value.step === 'formal' ? null : p('remind.ask-next')}
          </p>
        </ReasonDialog>
      )}
    </section>
  )
}

const wayWords = ({ way }: ReminderView): string =>
  way.by === 'mail' ? p('remind.by-mail', { address: way.to }) : p(`remind.paper-${way.why}`)

/** Newest first; what came back is told in the words of who refused it. */
function Sent({ sent }: { sent: readonly ReminderSentView[] }) {
  if (sent.length === 0) return null
  const back = sent.filter(({ mail }) => mail?.state === 'bounced' || mail?.state === 'failed').length
  return (
    <details>
      <summary>
        {p('remind.sent', { count: sent.length })}
        {back === 0 ? null : ` · ${p('remind.back', { count: back })}`}
      </summary>
      <ul class="plain-list run-lines">
        {sent.map(({ issuer, payer, name, step, date, documents, mail }) => (
          <li
            key={`${issuer} ${payerText(payer)} ${step} ${date}`}
            data-state={mail?.state === 'bounced' || mail?.state === 'failed' ? 'returned' : undefined}
          >
            <bdi>{name}</bdi>
            <span>{p(`remind.${step}`)}</span>
            <span>{documents.join(', ')}</span>
            <span>
              {sayDay(date)} · {mail === null ? p('remind.on-paper') : stateWords(mail.state)}
              {mail === null || mail.state === 'sent' || mail.reply === null ? null : (
                <>
                  {' '}
                  <q>{mail.reply}</q>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
