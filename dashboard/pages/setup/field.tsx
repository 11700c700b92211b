/** One line of the first start's form, with what the server said of it. */
import { useId } from 'preact/hooks'

type Props = {
  name: string
  label: string
  type?: 'text' | 'email' | 'password'
  hint?: string
  value?: string
  autocomplete?: string
  wrong?: string | undefined
}

export function Field({ name, label, type = 'text', hint, value = '', autocomplete = 'off', wrong }: Props) {
  const id = useId()
  const given = {
    ...{ id, name, autocomplete, defaultValue: value, required: true },
    ...{ 'aria-describedby': `${id}-hint`, 'aria-invalid': wrong !== undefined },
  }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {type === 'password' ? (
        <input type="password" {...given} />
      ) : type === 'email' ? (
        <input type="email" {...given} />
      ) : (
        <input type="text" {...given} />
      )}
      <p id={`${id}-hint`}>
        {wrong === undefined ? null : <strong class="form-error">{wrong}. </strong>}
        {hint === undefined ? null : <span class="hint">{hint}</span>}
      </p>
    </div>
  )
}
