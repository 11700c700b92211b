import { useSignal } from '@preact/signals'
import type { PeriodView } from '#server/contract/books.ts'
import type { JobView } from '#server/contract/jobs.ts'
import { closeMonth, getPeriod } from '../../api/books.ts'
import { ApiError } from '../../api/client.ts'
import { euros } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogActs } from '../../ui/dialog-acts.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { WorkHere } from '../../ui/works/works.tsx'
import { b } from './texts.ts'
import { monthWords } from './words.ts'

type Props = { period: PeriodView; onClosed: () => void; onClose: () => void }

/** A summary before the word: what is shown is what is closed, or the server says that it has changed. */
export function CloseDialog({ period, onClosed, onClose }: Props) {
  const shown = useSignal(period)
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  const work = useSignal<JobView | null>(null)
  const submit = async (event: Event) => {
    event.preventDefault()
    busy.value = true
    try {
      await closeMonth(period.period, shown.value.statement_hash, job => {
        work.value = job
      })
      onClosed()
      onClose()
    } catch (failure) {
      const changed = failure instanceof ApiError && failure.status === 409
      if (changed) shown.value = await getPeriod(period.period).catch(() => shown.value)
      error.value = changed && shown.value.refusal === null ? b('close.changed') : sayRefused(failure)
    } finally {
      busy.value = false
      work.value = null
    }
  }
  return (
    <Dialog title={b('close.title', { month: monthWords(period.period) })} onClose={onClose}>
      <form class="close-month" onSubmit={submit}>
        <Summary period={shown.value} />
        <p>{b('close.after')}</p>
        <WorkHere job={work.value} />
        <p class="form-error" role="alert">
          {error.value}
        </p>
        <DialogActs action={b('close.do')} busy={busy.value} onCancel={onClose} />
      </form>
    </Dialog>
  )
}

function Summary({ period }: { period: PeriodView }) {
  const money = (cents: number) => euros(cents, language.value)
  return (
    <ul class="close-summary">
      {period.pools_cents === 0 ? null : (
        <li>
          <b>
            {b('close.sum', {
              members: money(period.shares_cents),
              cooperative: money(period.cooperative_cents),
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
