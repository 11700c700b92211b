/** A small form in a dialog: it stays open, with what was written and what is wrong with it, until the server has said yes. */
import type { ComponentChildren } from 'preact'
import { Dialog } from '../dialog.tsx'
import { DialogActs } from '../dialog-acts.tsx'
import { Form, Refusal } from './form.tsx'
import type { Wrong } from './judge.ts'
import './form-dialog.css'

type Props = {
  title: string
  action: string
  children: ComponentChildren
  check?: (form: FormData) => Wrong | null
  onSend: (form: FormData) => Promise<unknown>
  onClose: () => void
}

export const FormDialog = ({ title, action, children, check, onSend, onClose }: Props) => (
  <Dialog title={title} onClose={onClose}>
    <Form class="reason people-form" check={check} onSend={form => onSend(form).then(onClose)}>
      {children}
      <Refusal />
      <DialogActs action={action} onCancel={onClose} />
    </Form>
  </Dialog>
)
