/** The chosen machine's place in figures, said aloud when it has changed. */
import { useId } from 'preact/hooks'
import type { MachineView } from '#server/contract/api.ts'
import type { Place } from '#server/contract/plan.ts'
import type { Drawing } from './drawing.ts'
import { w } from './texts.ts'

const MIDDLE: Place = { x: 50, y: 50 }

type Props = { machine: MachineView; place: Place | null; drawing: Drawing }

export function PlaceForm({ machine: { id, name }, place, drawing }: Props) {
  return (
    <>
      <h3>{name}</h3>
      {place === null ? null : (
        <>
          <Figure label={w('plan.from-left')} value={place.x} onPut={x => drawing.put(id, { ...place, x }, place)} />
          <Figure label={w('plan.from-top')} value={place.y} onPut={y => drawing.put(id, { ...place, y }, place)} />
        </>
      )}
      <button type="button" class="button-quiet" onClick={() => drawing.put(id, place === null ? MIDDLE : null, place)}>
        {w(place === null ? 'plan.put' : 'plan.off')}
      </button>
      <p class="sr" role="status">
        {place === null ? w('plan.beside', { name }) : w('plan.at', { name, x: place.x, y: place.y })}
      </p>
    </>
  )
}

type FigureProps = { label: string; value: number; onPut: (value: number) => void }

function Figure({ label, value, onPut }: FigureProps) {
  const id = useId()
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={0}
        max={100}
        step={1}
        inputMode="numeric"
        value={value}
        onChange={event => {
          const asked = event.currentTarget.valueAsNumber
          if (Number.isFinite(asked)) onPut(Math.min(100, Math.max(0, Math.round(asked))))
          else event.currentTarget.value = String(value)
        }}
      />
    </p>
  )
}
