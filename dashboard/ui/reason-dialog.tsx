import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId, useRef } from 'preact/hooks'
import { Dialog } from './dialog.tsx'
import { DialogActs } from './dialog-acts.tsx'
import { sayError } from './notice.tsx'

type Props = {
  title: string
  children?: ComponentChildren
  /** absent: nothing to write, only to confirm */
  reason?: { label: string; hint?: string; missing: string }
  action: string
  /** words for a refusal, where the server's own reason helps more than ours */
  say?: (failure: unknown) => string
  onConfirm: (reason: string) => Promise<unknown>
  onClose: () => void
}

/** An act with its reason. It stays open until the server has said yes. */
export function ReasonDialog({ title, children, reason, action, say = sayError, onConfirm, onClose }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  const id = useId()
  const submit = async (event: Event) => {
    event.preventDefault()
    const written = field.current?.value.trim() ?? ''
    if (reason !== undefined && written === '') {
      error.value = reason.missing
      field.current?.focus()
      return
    }
    busy.value = true
    try {
      await onConfirm(written)
      onClose()
    } catch (failure) {
      error.value = say(failure)
    } finally {
      busy.value = false
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="reason" onSubmit={submit} noValidate>
        {children}
        {reason === undefined ? null : (
          <div class="field">
            <label for={id}>{reason.label}</label>
            <textarea id={id} ref={field} rows={3} aria-describedby={`${id}-hint ${id}-error`} required />
            {reason.hint === undefined ? null : (
              <p class="hint" id={`${id}-hint`}>
                {reason.hint}
              </p>
            )}
          </div>
        )}
        <p class="form-error" id={`${id}-error`} role="alert">
          {error.value}
        </p>
        <DialogActs action={action} busy={busy.value} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
