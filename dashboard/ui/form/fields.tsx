/** The fields a form is made of. */
import type { Signal } from '@preact/signals'
import { type Option, Options } from '../options.tsx'
import { Said, useField } from './form.tsx'
import type { Wrong } from './judge.ts'

export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim()

/** Those of these fields whose text is wrong, each with that sentence. */
export const wrongIn = (
  form: FormData,
  names: readonly string[],
  isWrong: (text: string) => boolean,
  sentence: string,
): Wrong => Object.fromEntries(names.filter(name => isWrong(textOf(form, name))).map(name => [name, sentence]))

type FieldProps = {
  name: string
  label: string
  type?: 'text' | 'date' | 'time' | 'month' | 'number' | 'email' | 'password'
  value?: string
  required?: boolean
  hint?: string
  /** the reader's words for what the server can find wrong with it; else the server's own */
  wrong?: string
  /** what to write, where nothing is */
  missing?: string
  autocomplete?: string
  length_max?: number
  chars_min?: number
  /** where something outside the form looks for it */
  id?: string
  /** a datalist's id */
  list?: string
}

/** Some browsers draw a month as a line of text. */
const MONTH = '20[0-9]{2}-[0-9]{2}'

export function Field({ name, label, type = 'text', value = '', required = false, hint, ...more }: FieldProps) {
  const { wrong, missing, autocomplete = 'off', length_max, chars_min, list, id } = more
  const field = useField(name, { hint: hint !== undefined, wrong, missing, id })
  const given = {
    ...{ ...field.at, defaultValue: value, required, autocomplete },
    ...(length_max === undefined ? {} : { maxLength: length_max }),
    ...(chars_min === undefined ? {} : { minLength: chars_min }),
    ...(list === undefined ? {} : { list }),
  } as const
  return (
    <div class="field">
      <label for={field.id}>{label}</label>
      {type === 'text' ? (
        <input type="text" {...given} />
      ) : type === 'email' ? (
        <input type="email" {...given} />
      ) : type === 'password' ? (
        <input type="password" {...given} />
      ) : type === 'month' ? (
        <input type="month" pattern={MONTH} {...given} />
      ) : (
        <input type={type} {...given} />
      )}
      <Hint id={field.id} hint={hint} />
      <Said of={field} />
    </div>
  )
}

const Hint = ({ id, hint }: { id: string; hint: string | undefined }) =>
  hint === undefined ? null : (
    <p class="hint" id={`${id}-hint`}>
      {hint}
    </p>
  )

type LongProps = Pick<FieldProps, 'name' | 'label' | 'value' | 'hint' | 'required' | 'missing'>

/** Some sentences. */
export function Long({ name, label, value = '', hint, required = false, missing }: LongProps) {
  const field = useField(name, { hint: hint !== undefined, missing })
  return (
    <div class="field">
      <label for={field.id}>{label}</label>
      <textarea {...field.at} rows={3} required={required} defaultValue={value} />
      <Hint id={field.id} hint={hint} />
      <Said of={field} />
    </div>
  )
}

type ChoiceProps = Pick<FieldProps, 'name' | 'label' | 'value' | 'wrong'> & {
  options: readonly Option[]
  /** for a form that changes with it */
  onChoose?: (value: string) => void
}

export function Choice({ name, label, options, value, wrong, onChoose }: ChoiceProps) {
  const field = useField(name, { wrong })
  return (
    <div class="field">
      <label for={field.id}>{label}</label>
      <select {...field.at} defaultValue={value} onChange={event => onChoose?.(event.currentTarget.value)}>
        <Options of={options} value={value} />
      </select>
      <Said of={field} />
    </div>
  )
}

/** Several of a list: each a line to tap. */
export function Checks({ name, label, options }: { name: string; label: string; options: readonly Option[] }) {
  const field = useField(name)
  const { id: _, ...at } = field.at
  return (
    <fieldset class="checks">
      <legend>{label}</legend>
      {options.map(option => (
        <label key={option.id}>
          <input type="checkbox" {...at} value={option.id} />
          <bdi>{option.name}</bdi>
        </label>
      ))}
      <Said of={field} />
    </fieldset>
  )
}

type TickProps = {
  name: string
  label: string
  on?: boolean
  /** for a form that changes with it */
  checked?: Signal<boolean>
  required?: boolean
  missing?: string
}

export function Tick({ name, label, on = false, checked, required = false, missing }: TickProps) {
  const field = useField(name, { missing })
  return (
    <div class="checks">
      <label>
        <input
          type="checkbox"
          {...field.at}
          required={required}
          defaultChecked={checked?.peek() ?? on}
          onChange={event => {
            if (checked !== undefined) checked.value = event.currentTarget.checked
          }}
        />
        <span>{label}</span>
      </label>
      <Said of={field} />
    </div>
  )
}
