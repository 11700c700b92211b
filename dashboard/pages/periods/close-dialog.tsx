import { useSignal } from '@preact/signals'
import type { PeriodView } from '#server/contract/books.ts'
import type { JobView } from '#server/contract/jobs.ts'
import { closeMonth, getPeriod } from '../../api/books.ts'
import { ApiError } from '../../api/client.ts'
import { euros } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogActs } from '../../ui/dialog-acts.tsx'
import { Form, Refusal } from '../../ui/form/form.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { WorkHere } from '../../ui/works/works.tsx'
import { b } from './texts.ts'
import { monthWords } from './words.ts'

type Props = { period: PeriodView; onClosed: () => void; onClose: () => void }

/** A summary before the word: what is shown is what is closed, or the server says that it has changed. */
export function CloseDialog({ period, onClosed, onClose }: Props) {
  const shown = useSignal(period)
  const work = useSignal<JobView | null>(null)
  const changed = useSignal(false)
  const send = async () => {
    try {
      await closeMonth(period.period, shown.value.statement_hash, job => {
        work.value = job
      })
      onClosed()
      onClose()
    } catch (failure) {
      const conflict = failure instanceof ApiError && failure.status === 409
      if (conflict) shown.value = await getPeriod(period.period).catch(() => shown.value)
      changed.value = conflict && shown.value.refusal === null
      throw failure
    } finally {
      work.value = null
    }
  }
  return (
    <Dialog title={b('close.title', { month: monthWords(period.period) })} onClose={onClose}>
      <Form
        class="close-month"
        onSend={send}
        say={failure => (changed.peek() ? b('close.changed') : sayRefused(failure))}
      >
        <Summary period={shown.value} />
        <p>{b('close.after')}</p>
        <WorkHere job={work.value} />
        <Refusal />
        <DialogActs action={b('close.do')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

function Summary({ period }: { period: PeriodView }) {
  const money = (cents: number) => euros(cents, language.value)
  const { orders_cents = 0 } = period
  return (
    <ul class="close-summary">
      {period.pools_cents === 0 ? null : (
        <li>
          <b>
            {b(orders_cents === 0 ? 'close.sum' : 'close.sum-orders', {
              members: money(period.shares_cents),
              orders: money(orders_cents),
              cooperative: money(period.cooperative_cents - orders_cents),
              pools: money(period.pools_cents),
            })}
          </b>
        </li>
      )}
      {period.priced_cents === 0 ? null : (
        <li>
          <b>{b('close.priced', { amount: money(period.priced_cents) })}</b>
        </li>
      )}
      <li>{b('close.members', { count: period.members })}</li>
      <li>{b('close.decided', { count: period.decided })}</li>
      <li>{b('close.small', { count: period.small })}</li>
      {period.late === 0 ? null : <li>{b('late', { count: period.late })}</li>}
    </ul>
  )
}
