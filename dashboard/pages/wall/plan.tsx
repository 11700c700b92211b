/** The machines as they stand in the room. Loaded when somebody looks at it; drawing it is a chunk of its own again. */
import { useSignal } from '@preact/signals'
import { mayAct } from '../../live/attention.ts'
import { plan } from '../../live/connection.ts'
import { lazy } from '../../ui/lazy.ts'
import { me } from '../../ui/session.ts'
import { placeOf } from './geometry.ts'
import { PlanFloor } from './plan-floor.tsx'
import { PlanTag } from './plan-tag.tsx'
import { w } from './texts.ts'
import './plan.css'

const PlanEdit = lazy(() => import('./plan-edit.tsx').then(module => module.PlanEdit))

/** `ids`: who is shown, in their order on the grid: the order in which a keyboard and a voice meet them. */
export function Plan({ ids, bare }: { ids: readonly string[]; bare: boolean }) {
  const editing = useSignal(false)
  const role = me.value?.role
  const { room, places } = plan.value
  const placed = ids.filter(id => placeOf(places, id) !== null)
  const beside = ids.filter(id => placeOf(places, id) === null)
  if (editing.value) {
    return (
      <PlanEdit
        onDone={() => {
          editing.value = false
        }}
      />
    )
  }
  return (
    <>
      <PlanFloor room={room} count={ids.length}>
        {placed.length === 0 ? <p class="plan-empty hint">{w('plan.empty')}</p> : null}
        <ul aria-label={w('plan.label')}>
          {placed.map(id => (
            <PlanTag key={id} id={id} bare={bare} place={placeOf(places, id)} />
          ))}
        </ul>
      </PlanFloor>
      {beside.length === 0 ? null : (
        <section class="plan-tray" aria-labelledby="plan-tray">
          <h2 id="plan-tray">{w('plan.tray')}</h2>
          <ul>
            {beside.map(id => (
              <PlanTag key={id} id={id} bare={bare} place={null} />
            ))}
          </ul>
        </section>
      )}
      {bare || role === undefined || !mayAct(role) ? null : (
        <p class="plan-acts">
          <button
            type="button"
            class="button-quiet"
            onClick={() => {
              editing.value = true
            }}
          >
            {w('plan.edit')}
          </button>
        </p>
      )}
    </>
  )
}
