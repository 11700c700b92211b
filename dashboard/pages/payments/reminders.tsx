/** Who is late, and the letter that would go out. */
import { useSignal } from '@preact/signals'
import type { ReminderView } from '#server/contract/bank.ts'
import { remind } from '../../api/bank.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import type { Everything } from './payments.tsx'
import { p } from './texts.ts'
import { money, payerText } from './words.ts'

export function Reminders({ all, again }: { all: Everything; again: () => void }) {
  const asking = useSignal<ReminderView | null>(null)
  return (
    <section>
      <h2>{p('remind.title')}</h2>
      {all.reminders.length === 0 ? <p class="hint">{p('remind.none')}</p> : null}
      <ul class="terms">
        {all.reminders.map(one => (
          <li key={`${one.issuer} ${payerText(one.payer)}`}>
            <b>
              <bdi>{one.name}</bdi>
            </b>
            <span>
              {p(`remind.${one.step}`)} :{' '}
              {p('remind.late', {
                amount: money(one.open_cents),
                count: Math.max(...one.items.map(item => item.late_days)),
              })}
            </span>
            <details>
              <summary>{p('remind.letter')}</summary>
              <p class="letter" lang="fr">
                <b>{one.letter.subject}</b>
                {'\n\n'}
                {one.letter.body}
              </p>
            </details>
            <button
              type="button"
              class="button-quiet"
              onClick={() => {
                asking.value = one
              }}
            >
              {p('remind.do')}
            </button>
          </li>
        ))}
      </ul>
      {asking.value === null ? null : (
        <ReasonDialog
          title={p(`remind.${asking.value.step}`)}
          action={p('remind.do')}
          say={sayRefused}
          onConfirm={async () => {
            if (asking.value !== null) await remind(asking.value)
            again()
          }}
          onClose={() => {
            asking.value = null
          }}
        >
          <p>
            <bdi>{asking.value.name}</bdi>, {money(asking.value.open_cents)}
          </p>
          <p>{p('remind.ask')}</p>
        </ReasonDialog>
      )}
    </section>
  )
}
