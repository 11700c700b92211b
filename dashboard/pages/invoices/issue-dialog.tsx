import { useSignal } from '@preact/signals'
import type { InvoiceDrafts } from '#server/contract/invoices.ts'
import type { JobView } from '#server/contract/jobs.ts'
import { issueInvoices } from '../../api/invoices.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogActs } from '../../ui/dialog-acts.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { WorkHere } from '../../ui/works/works.tsx'
import { v } from './texts.ts'
import { periodName } from './words.ts'

type Props = {
  month: InvoiceDrafts
  ready: number
  blocked: number
  sum: string
  onDone: () => void
  onClose: () => void
}

/** A summary before the word: what is shown is what goes out, or the server says that it has changed. */
export function IssueDialog({ month, ready, blocked, sum, onDone, onClose }: Props) {
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  const work = useSignal<JobView | null>(null)
  const submit = async (event: Event) => {
    event.preventDefault()
    busy.value = true
    try {
      await issueInvoices(month.period, month.drafts_hash, job => {
        work.value = job
      })
      onDone()
      onClose()
    } catch (failure) {
      error.value = sayRefused(failure)
      onDone()
    } finally {
      busy.value = false
      work.value = null
    }
  }
  return (
    <Dialog title={v('issue.title', { month: periodName(month.period) })} onClose={onClose}>
      <form class="issue" onSubmit={submit}>
        <p>
          <b>{v('draft.ready', { count: ready, sum: v('issue.sum', { sum }) })}</b>
        </p>
        {blocked === 0 ? null : <p>{v('issue.left', { count: blocked })}</p>}
        <p>{v('issue.after')}</p>
        <WorkHere job={work.value} />
        <p class="form-error" role="alert">
          {error.value}
        </p>
        <DialogActs action={v('issue.do')} busy={busy.value} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
