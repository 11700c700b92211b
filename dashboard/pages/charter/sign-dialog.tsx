/** On the tablet, with the member in front of it: the charter is read, accepted, and signed with a finger or by the name. */
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { CharterView, Strokes } from '#server/contract/charter.ts'
import { signCharter } from '../../api/charter.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogActs } from '../../ui/dialog-acts.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { CharterText } from './charter-text.tsx'
import { SignaturePad } from './signature-pad.tsx'
import { finished } from './strokes.ts'
import { c } from './texts.ts'

type Props = { member: { id: string; name: string }; charter: CharterView; onDone: () => void; onClose: () => void }

export function SignDialog({ member, charter, onDone, onClose }: Props) {
  const strokes = useSignal<Strokes>([])
  const read = useSignal(false)
  const name = useSignal('')
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  const id = useId()
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    const drawn = finished(strokes.value)
    const typed = name.value.trim()
    error.value = !read.value ? c('not-read') : typed === '' && drawn.length === 0 ? c('hand-empty') : null
    if (error.value !== null) return
    busy.value = true
    try {
      await signCharter(member.id, { charter: charter.id, ...(typed === '' ? { strokes: drawn } : { name: typed }) })
      onDone()
      onClose()
    } catch (failure) {
      error.value = sayRefused(failure)
    } finally {
      busy.value = false
    }
  }
  return (
    <Dialog title={c('sign-title', { name: member.name })} onClose={onClose}>
      <form class="reason sign" onSubmit={send}>
        <CharterText charter={charter} boxed />
        <label class="sign-read">
          <input
            type="checkbox"
            checked={read.value}
            onChange={event => {
              read.value = event.currentTarget.checked
            }}
          />
          <span>{c('read')}</span>
        </label>
        <SignaturePad strokes={strokes} />
        <div class="field">
          <label for={id}>{c('name')}</label>
          <input
            id={id}
            maxLength={200}
            autocomplete="off"
            value={name.value}
            onInput={event => {
              name.value = event.currentTarget.value
            }}
          />
        </div>
        <p class="hint">{c('witness')}</p>
        <p class="form-error" role="alert">
          {error.value}
        </p>
        <DialogActs action={c('sign-do')} busy={busy.value} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
