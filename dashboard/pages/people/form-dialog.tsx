/** A small form in a dialog: it stays open, with the server's own words, until the server has said yes. */
import { type Signal, useSignal } from '@preact/signals'
import { type ComponentChildren, createContext } from 'preact'
import { useContext, useId } from 'preact/hooks'
import { ApiError } from '../../api/client.ts'
import { t } from '../../i18n/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogActs } from '../../ui/dialog-acts.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { f } from './form-texts.ts'
import './form-dialog.css'

/** What the server said of a field, by the field's name: a path in the body, `contact.iban`. */
const Wrong = createContext<ReadonlyMap<string, string>>(new Map())
const wrongOf = (failure: unknown): Map<string, string> =>
  new Map(
    failure instanceof ApiError
      ? failure.errors.map(({ path, message }) => [path.replace(/^body\./, ''), message] as const)
      : [],
  )

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
  const wrong = useSignal<ReadonlyMap<string, string>>(new Map())
  const busy = useSignal(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const element = event.currentTarget as HTMLFormElement
    const form = new FormData(element)
    wrong.value = new Map()
    error.value = check?.(form) ?? null
    if (error.value !== null) return
    busy.value = true
    try {
      await onSend(form)
      onClose()
    } catch (failure) {
      wrong.value = wrongOf(failure)
      const first = [...wrong.value.keys()].map(name => element.elements.namedItem(name)).find(each => each !== null)
      if (first instanceof HTMLElement) first.focus()
      error.value = first == null ? sayRefused(failure) : f('error.fields', { count: wrong.value.size })
    } finally {
      busy.value = false
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="reason people-form" onSubmit={submit}>
        <Wrong.Provider value={wrong.value}>{children}</Wrong.Provider>
        <p class="form-error" role="alert">
          {error.value}
        </p>
        <DialogActs action={action} busy={busy.value} onCancel={onClose} />
      </form>
    </Dialog>
  )
}

export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim()

type FieldProps = {
  name: string
  label: string
  type?: 'text' | 'date' | 'time' | 'month' | 'number'
  value?: string
  required?: boolean
  hint?: string
  /** the reader's words for what the server can find wrong with it; else the server's own */
  wrong?: string
}
export function Field({ name, label, type = 'text', value = '', required = false, hint, wrong }: FieldProps) {
  const id = useId()
  const message = useContext(Wrong).get(name)
  const at = message === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${id}-wrong` }
  const given = { id, name, defaultValue: value, required, autocomplete: 'off', ...at } as const
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {type === 'text' ? <input type="text" {...given} /> : <input type={type} {...given} />}
      {hint === undefined ? null : <p class="hint">{hint}</p>}
      {message === undefined ? null : (
        <p class="form-error" id={`${id}-wrong`}>
          {wrong ?? t('error.said', { detail: message })}
        </p>
      )}
    </div>
  )
}

type Option = { id: string; name: string }
export const Choice = ({ name, label, options, value }: Omit<FieldProps, 'type'> & { options: readonly Option[] }) => (
  <label class="field">
    <span>{label}</span>
    <select name={name} defaultValue={value}>
      {options.map(option => (
        <option key={option.id} value={option.id} selected={option.id === value}>
          {option.name}
        </option>
      ))}
    </select>
  </label>
)

/** Several of a list: each a line to tap. */
export const Checks = ({ name, label, options }: { name: string; label: string; options: readonly Option[] }) => (
  <fieldset class="checks">
    <legend>{label}</legend>
    {options.map(option => (
      <label key={option.id}>
        <input type="checkbox" name={name} value={option.id} />
        <bdi>{option.name}</bdi>
      </label>
    ))}
  </fieldset>
)

/** `checked`: for a form that changes with it. */
type TickProps = { name: string; label: string; on?: boolean; checked?: Signal<boolean> }
export const Tick = ({ name, label, on = false, checked }: TickProps) => (
  <div class="checks">
    <label>
      <input
        type="checkbox"
        name={name}
        defaultChecked={checked?.peek() ?? on}
        onChange={event => {
          if (checked !== undefined) checked.value = event.currentTarget.checked
        }}
      />
      <span>{label}</span>
    </label>
  </div>
)
