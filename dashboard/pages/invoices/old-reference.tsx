/** Money that goes back for something the old books invoiced: the credit note names that invoice, and then can go out. */
import type { DraftView } from '#server/contract/invoices.ts'
import { issueReferring } from '../../api/invoices.ts'
import { Field, textOf } from '../../ui/form/fields.tsx'
import { Form, Refusal, Send } from '../../ui/form/form.tsx'
import { v } from './texts.ts'

const ANSWERED = ['nothing-to-credit', 'more-than-left', 'earlier-month-first']

export const lacksInvoice = ({ problems }: DraftView): boolean => problems.some(({ code }) => ANSWERED.includes(code))

type Props = { draft: DraftView; period: string; drafts_hash: string; onDone: () => void }

export function OldReference({ draft, period, drafts_hash, onDone }: Props) {
  const send = (form: FormData) =>
    issueReferring(period, drafts_hash, {
      ...{ key: draft.key, number: textOf(form, 'number'), issue_date: textOf(form, 'issue_date') },
    }).then(onDone)
  return (
    <Form class="old-reference" onSend={send}>
      <p>{v('old.lead')}</p>
      <Field name="number" label={v('old.number')} length_max={40} required />
      <Field name="issue_date" type="date" label={v('old.date')} required />
      <Refusal />
      <Send class="button-quiet" action={v('old.issue')} />
    </Form>
  )
}
