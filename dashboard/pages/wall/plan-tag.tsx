import { useComputed } from '@preact/signals'
import type { Place } from '#server/contract/plan.ts'
import { useTag } from './card.ts'
import { linkedName, Mark } from './swatch.tsx'

/** A percentage of what the tag leaves free (geometry.ts): 0 and 100 stand against the walls. */
export const placed = (place: Place | null) =>
  place === null ? {} : { left: `${place.x}%`, top: `${place.y}%`, translate: `${-place.x}% ${-place.y}%` }

/** One machine on the plan: the same cloth, sign and word as on the grid, cut smaller. */
export function PlanTag({ id, bare, place }: { id: string; bare: boolean; place: Place | null }) {
  const { standing, name, age, reading } = useTag(id)
  const gone = useComputed(() => standing.value === null).value
  if (gone) return null
  return (
    <li class="plan-tag cloth" data-standing={standing} style={placed(place)}>
      <h3>{linkedName(id, name, bare)}</h3>
      <Mark standing={standing} />
      <p class="plan-tag-now">
        <span class="swatch-since">{age}</span> <span>{reading}</span>
      </p>
    </li>
  )
}
