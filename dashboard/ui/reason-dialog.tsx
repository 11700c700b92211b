import type { ComponentChildren } from 'preact'
import { Dialog } from './dialog.tsx'
import { DialogActs } from './dialog-acts.tsx'
import { Long, textOf } from './form/fields.tsx'
import { Form, Refusal } from './form/form.tsx'
import { sayError } from './notice.tsx'

type Props = {
  title: string
  children?: ComponentChildren
  /** absent: nothing to write, only to confirm */
  reason?: { label: string; hint?: string; missing: string }
  action: string
  /** words for a refusal, where the server's own reason helps more than ours */
  say?: (failure: unknown) => string
  onConfirm: (reason: string, form: FormData) => Promise<unknown>
  onClose: () => void
}

/** An act with its reason. It stays open until the server has said yes. */
export const ReasonDialog = ({ title, children, reason, action, say = sayError, onConfirm, onClose }: Props) => (
  <Dialog title={title} onClose={onClose}>
    <Form class="reason" say={say} onSend={form => onConfirm(textOf(form, 'reason'), form).then(onClose)}>
      {children}
      {reason === undefined ? null : <Long name="reason" required {...reason} />}
      <Refusal />
      <DialogActs action={action} onCancel={onClose} />
    </Form>
  </Dialog>
)
