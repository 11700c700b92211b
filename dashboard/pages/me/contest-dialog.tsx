import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import type { UseView } from '#server/contract/books.ts'
import { duration } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { b } from '../periods/texts.ts'
import { sayRefused, whenWords } from '../periods/words.ts'

type Props = {
  sessions: readonly UseView[]
  machineName: (id: string) => string
  onSend: (session: string, reason: string) => Promise<void>
  onClose: () => void
}

/** "That was not me": which session, and why. */
export function ContestDialog({ sessions, machineName, onSend, onClose }: Props) {
  const which = useSignal(sessions[0]?.id ?? '')
  const reason = useRef<HTMLTextAreaElement>(null)
  const error = useSignal<string | null>(null)
  const id = useId()
  const submit = async (event: Event) => {
    event.preventDefault()
    const why = reason.current?.value.trim() ?? ''
    if (why === '') {
      error.value = b('mine.contest-missing')
      reason.current?.focus()
      return
    }
    try {
      await onSend(which.value, why)
      onClose()
    } catch (failure) {
      error.value = sayRefused(failure)
    }
  }
  return (
    <Dialog title={b('mine.contest-title')} onClose={onClose}>
      <form class="decide" onSubmit={submit} noValidate>
        <p>{b('mine.contest-lead')}</p>
        <div class="field">
          <label for={`${id}-which`}>{b('mine.contest-which')}</label>
          <select
            id={`${id}-which`}
            value={which.value}
            onChange={event => {
              which.value = event.currentTarget.value
            }}
          >
            {sessions.map(use => (
              <option key={use.id} value={use.id}>
                {`${whenWords(use.start, null)}, ${machineName(use.machine)}, ${duration(use.running_ms, language.value)}`}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for={`${id}-why`}>{b('mine.contest-why')}</label>
          <textarea id={`${id}-why`} ref={reason} rows={3} required aria-describedby={`${id}-hint ${id}-error`} />
          <p class="hint" id={`${id}-hint`}>
            {b('mine.contest-hint')}
          </p>
        </div>
        <p class="form-error" id={`${id}-error`} role="alert">
          {error.value}
        </p>
        <div class="dialog-acts">
          <button type="button" class="button-quiet" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" class="button">
            {b('mine.contest-do')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
