import { useSignal } from '@preact/signals'
import type { InvoiceDrafts } from '#server/contract/invoices.ts'
import type { JobView } from '#server/contract/jobs.ts'
import { issueInvoices } from '../../api/invoices.ts'
import { t } from '../../i18n/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogActs } from '../../ui/dialog-acts.tsx'
import { Form, Refusal } from '../../ui/form/form.tsx'
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
  const work = useSignal<JobView | null>(null)
  const send = async () => {
    try {
      await issueInvoices(month.period, month.drafts_hash, job => {
        work.value = job
      })
      onClose()
    } finally {
      onDone()
      work.value = null
    }
  }
  return (
    <Dialog title={v('issue.title', { month: periodName(month.period) })} onClose={onClose}>
      <Form class="issue" onSend={send}>
        <p>
          <b>{v('draft.ready', { count: ready, sum: v('issue.sum', { sum }) })}</b>
        </p>
        {blocked === 0 ? null : <p>{v('issue.left', { count: blocked })}</p>}
        {ready === 0 ? null : <p>{v('issue.after')}</p>}
        <WorkHere job={work.value} />
        <Refusal />
        {/* another tab was quicker: there is nothing left to say yes to */}
        {ready === 0 && work.value === null ? (
          <Leave onClose={onClose} />
        ) : (
          <DialogActs action={v('issue.do')} onCancel={onClose} />
        )}
      </Form>
    </Dialog>
  )
}

const Leave = ({ onClose }: { onClose: () => void }) => (
  <div class="dialog-acts">
    <button type="button" class="button" onClick={onClose}>
      {t('app.close')}
    </button>
  </div>
)
