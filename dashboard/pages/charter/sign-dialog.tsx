/** On the tablet, with the member in front of it: the charter is read, accepted, and signed with a finger or by the name. */
import { useSignal } from '@preact/signals'
import type { CharterView, Strokes } from '#server/contract/charter.ts'
import { signCharter } from '../../api/charter.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogActs } from '../../ui/dialog-acts.tsx'
import { Field, textOf } from '../../ui/form/fields.tsx'
import { Form, Refusal } from '../../ui/form/form.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
import { CharterText } from './charter-text.tsx'
import { ReadTick } from './read-tick.tsx'
import { SignaturePad } from './signature-pad.tsx'
import { finished } from './strokes.ts'
import { c } from './texts.ts'

type Props = { member: { id: string; name: string }; charter: CharterView; onDone: () => void; onClose: () => void }

export function SignDialog({ member, charter, onDone, onClose }: Props) {
  const strokes = useSignal<Strokes>([])
  const send = (form: FormData) => {
    const name = textOf(form, 'name')
    const hand = name === '' ? { strokes: finished(strokes.peek()) } : { name }
    return signCharter(member.id, { charter: charter.id, ...hand }).then(() => {
      onDone()
      onClose()
    })
  }
  const check = (form: FormData): Wrong =>
    textOf(form, 'name') === '' && finished(strokes.peek()).length === 0 ? { name: c('hand-empty') } : {}
  return (
    <Dialog title={c('sign-title', { name: member.name })} onClose={onClose}>
      <Form class="reason sign" check={check} onSend={send}>
        <CharterText charter={charter} boxed />
        <ReadTick label={c('read')} missing={c('not-read')} />
        <SignaturePad strokes={strokes} />
        <Field name="name" label={c('name')} length_max={200} />
        <p class="hint">{c('witness')}</p>
        <Refusal />
        <DialogActs action={c('sign-do')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
