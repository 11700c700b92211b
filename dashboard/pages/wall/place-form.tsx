/** The chosen machine's place in figures, said aloud when it has changed. */
import type { Place } from '#server/contract/plan.ts'
import type { Drawing } from './drawing.ts'
import { NumberField } from './number-field.tsx'
import { w } from './texts.ts'

const MIDDLE: Place = { x: 50, y: 50 }

type Props = { machine: { id: string; name: string }; place: Place | null; drawing: Drawing }

export function PlaceForm({ machine: { id, name }, place, drawing }: Props) {
  return (
    <>
      <h3>{name}</h3>
      {place === null ? null : (
        <>
          <NumberField
            label={w('plan.from-left')}
            value={place.x}
            max={100}
            step={1}
            onPut={x => drawing.put(id, { ...place, x }, place)}
          />
          <NumberField
            label={w('plan.from-top')}
            value={place.y}
            max={100}
            step={1}
            onPut={y => drawing.put(id, { ...place, y }, place)}
          />
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
