/** A figure that is taken when it is whole: what is being typed is left alone, whatever is drawn anew around it meanwhile. */
import { useEffect, useId, useRef } from 'preact/hooks'
import { Said, type useField } from '../../ui/form/form.tsx'

type Props = {
  label: string
  value: number
  min?: number
  max?: number
  step: number | 'any'
  onPut: (value: number) => void
  /** where it stands in a form that can refuse it */
  field?: ReturnType<typeof useField>
}

export function NumberField({ label, value, min = 0, max, step, onPut, field }: Props) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const restore = () => {
    if (input.current !== null) input.current.value = String(value)
  }
  useEffect(restore, [value])
  return (
    <div class="field">
      <label for={field?.id ?? id}>{label}</label>
      <input
        {...(field?.at ?? { id })}
        ref={input}
        type="number"
        min={min}
        {...(max === undefined ? {} : { max })}
        step={step}
        inputMode={step === 'any' ? 'decimal' : 'numeric'}
        defaultValue={String(value)}
        onChange={event => {
          const asked = event.currentTarget.valueAsNumber
          if (Number.isFinite(asked)) onPut(Math.min(max ?? asked, Math.max(min, asked)))
          else restore()
        }}
      />
      {field === undefined ? null : <Said of={field} />}
    </div>
  )
}
