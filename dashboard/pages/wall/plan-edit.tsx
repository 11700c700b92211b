/** Drawing the plan: by pointer, by figures and by arrow keys alike (WCAG 2.5.7: whatever is dragged can be done without dragging). */
import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Place } from '#server/contract/plan.ts'
import { language } from '../../i18n/index.ts'
import { floor, plan } from '../../live/connection.ts'
import { arrange } from '../../live/standing.ts'
import { DragTag } from './drag-tag.tsx'
import { startDrawing } from './drawing.ts'
import { placeOf } from './geometry.ts'
import { PictureForm } from './picture-form.tsx'
import { PlaceForm } from './place-form.tsx'
import { PlanFloor } from './plan-floor.tsx'
import { RoomForm } from './room-form.tsx'
import { w } from './texts.ts'

export function PlanEdit({ onDone }: { onDone: () => void }) {
  const drawing = useMemo(startDrawing, [])
  const chosen = useSignal<string | null>(null)
  const ground = useRef<HTMLDivElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])

  // Who there is, and not how they are: readings come ten times a second and change nothing here.
  const cast = useComputed(() =>
    JSON.stringify(
      arrange(floor.value.machines.values(), 'name', language.value).map(({ id, name }) => ({ id, name })),
    ),
  ).value
  const machines = useMemo(() => JSON.parse(cast) as { id: string; name: string }[], [cast])
  const places = drawing.places.value
  const beside = machines.filter(({ id }) => placeOf(places, id) === null)
  const undo = () => {
    const id = drawing.undo()
    if (id !== null) chosen.value = id
  }
  const tag = (id: string, name: string, place: Place | null) => (
    <DragTag key={id} id={id} name={name} place={place} chosen={chosen} drawing={drawing} ground={ground} />
  )
  const subject = machines.find(({ id }) => id === chosen.value)
  return (
    <section
      class="plan-edit"
      aria-labelledby="plan-edit"
      onKeyDown={event => {
        if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || isText(event.target)) return
        event.preventDefault()
        undo()
      }}
    >
      <header class="plan-edit-head">
        <h2 id="plan-edit" ref={title} tabIndex={-1}>
          {w('plan.edit')}
        </h2>
        <button type="button" class="button-quiet" disabled={drawing.undoable.value.length === 0} onClick={undo}>
          {w('plan.undo')}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {w('plan.done')}
        </button>
        <p class="hint">{w('plan.lead')}</p>
      </header>
      <div class="plan-place">
        {subject === undefined ? (
          <p class="hint">{w('plan.choose')}</p>
        ) : (
          <PlaceForm key={subject.id} machine={subject} place={placeOf(places, subject.id)} drawing={drawing} />
        )}
        <p class="form-error" role="alert">
          {drawing.error.value}
        </p>
      </div>
      <PlanFloor room={plan.value.room} count={machines.length} floor={ground}>
        <ul aria-label={w('plan.label')}>
          {machines.map(({ id, name }) => {
            const place = placeOf(places, id)
            return place === null ? null : tag(id, name, place)
          })}
        </ul>
      </PlanFloor>
      <section class="plan-tray" aria-labelledby="plan-tray">
        <h3 id="plan-tray">{w('plan.tray')}</h3>
        {beside.length === 0 ? <p class="hint">{w('plan.all-placed')}</p> : null}
        <ul>{beside.map(({ id, name }) => tag(id, name, null))}</ul>
      </section>
      <RoomForm room={plan.value.room} />
      <PictureForm />
    </section>
  )
}

/** A field undoes its own typing. */
const isText = (target: EventTarget | null): boolean => target instanceof HTMLInputElement
