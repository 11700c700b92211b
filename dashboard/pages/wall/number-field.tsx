/** A figure that is taken when it is whole: what is being typed is left alone, whatever is drawn anew around it meanwhile. */
import { useEffect, useId, useRef } from 'preact/hooks'

type Props = {
  label: string
  value: number
  min?: number
  max?: number
  step: number | 'any'
  onPut: (value: number) => void
}

export function NumberField({ label, value, min = 0, max, step, onPut }: Props) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const restore = () => {
    if (field.current !== null) field.current.value = String(value)
  }
  useEffect(restore, [value])
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={field}
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
    </p>
  )
}
