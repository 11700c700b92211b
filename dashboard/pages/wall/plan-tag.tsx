import { useComputed } from '@preact/signals'
import type { Place } from '#server/contract/plan.ts'
import { floor } from '../../live/connection.ts'
import { standingOf } from '../../live/standing.ts'
import { mayGo, me } from '../../ui/session.ts'
import { StandingMark } from '../../ui/standing-mark.tsx'
import { Age, readingOf } from './swatch.tsx'

/** A percentage of what the tag leaves free (geometry.ts): 0 and 100 stand against the walls. */
export const placed = (place: Place | null) =>
  place === null ? {} : { left: `${place.x}%`, top: `${place.y}%`, translate: `${-place.x}% ${-place.y}%` }

/** One machine on the plan: the same cloth, sign and word as on the grid, cut smaller. */
export function PlanTag({ id, bare, place }: { id: string; bare: boolean; place: Place | null }) {
  const machine = useComputed(() => floor.value.machines.get(id)).value
  if (machine === undefined) return null
  const standing = standingOf(machine)
  const role = me.value?.role
  const linked = !bare && role !== undefined && mayGo(role, 'machine')
  return (
    <li class="plan-tag cloth" data-standing={standing} style={placed(place)}>
      <h3>{linked ? <a href={`/machines/${encodeURIComponent(id)}`}>{machine.name}</a> : machine.name}</h3>
      <StandingMark standing={standing} />
      <p class="plan-tag-now">
        <Age machine={machine} /> <span>{readingOf(machine)}</span>
      </p>
    </li>
  )
}
