/** A small form in a dialog: it stays open, with the server's own words, until the server has said yes. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { sayRefused } from './say.ts'

type Props = {
  title: string
  action: string
  children: ComponentChildren
  /** a sentence where something is missing, null where it may be sent */
  check?: (form: FormData) => string | null
  onSend: (form: FormData) => Promise<unknown>
  onClose: () => void
}

export function FormDialog({ title, action, children, check, onSend, onClose }: Props) {
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    error.value = check?.(form) ?? null
    if (error.value !== null) return
    busy.value = true
    try {
      await onSend(form)
      onClose()
    } catch (failure) {
      error.value = sayRefused(failure)
    } finally {
      busy.value = false
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="reason people-form" onSubmit={submit}>
        {children}
        <p class="form-error" role="alert">
          {error.value}
        </p>
        <div class="dialog-acts">
          <button type="button" class="button-quiet" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" class="button" disabled={busy.value}>
            {action}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim()

type FieldProps = {
  name: string
  label: string
  type?: 'text' | 'date' | 'time'
  value?: string
  required?: boolean
  hint?: string
}
export function Field({ name, label, type = 'text', value = '', required = false, hint }: FieldProps) {
  const id = useId()
  const given = { id, name, defaultValue: value, required, autocomplete: 'off' } as const
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {type === 'text' ? <input type="text" {...given} /> : <input type={type} {...given} />}
      {hint === undefined ? null : <p class="hint">{hint}</p>}
    </div>
  )
}

type Option = { id: string; name: string }
export const Choice = ({ name, label, options, value }: Omit<FieldProps, 'type'> & { options: readonly Option[] }) => (
  <label class="field">
    <span>{label}</span>
    <select name={name} defaultValue={value}>
      {options.map(option => (
        <option key={option.id} value={option.id}>
          {option.name}
        </option>
      ))}
    </select>
  </label>
)
