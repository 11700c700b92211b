/** Money that goes back for something the old books invoiced: the credit note names that invoice, and then can go out. */
import { useSignal } from '@preact/signals'
import type { DraftView } from '#server/contract/invoices.ts'
import { issueReferring } from '../../api/invoices.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { v } from './texts.ts'

const ANSWERED = ['nothing-to-credit', 'more-than-left', 'earlier-month-first']

export const lacksInvoice = ({ problems }: DraftView): boolean => problems.some(({ code }) => ANSWERED.includes(code))

type Props = { draft: DraftView; period: string; drafts_hash: string; onDone: () => void }

export function OldReference({ draft, period, drafts_hash, onDone }: Props) {
  const number = useSignal('')
  const date = useSignal('')
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    busy.value = true
    try {
      const reference = { key: draft.key, number: number.value.trim(), issue_date: date.value }
      await issueReferring(period, drafts_hash, reference)
      onDone()
    } catch (failure) {
      error.value = sayRefused(failure)
    } finally {
      busy.value = false
    }
  }
  return (
    <form class="old-reference" onSubmit={submit}>
      <p>{v('old.lead')}</p>
      <label>
        {v('old.number')}
        <input
          required
          maxLength={40}
          value={number.value}
          onInput={event => (number.value = event.currentTarget.value)}
        />
      </label>
      <label>
        {v('old.date')}
        <input type="date" required value={date.value} onInput={event => (date.value = event.currentTarget.value)} />
      </label>
      <p class="form-error" role="alert">
        {error.value}
      </p>
      <button type="submit" class="button-quiet" disabled={busy.value}>
        {v('old.issue')}
      </button>
    </form>
  )
}
