/** A machine that can be taken up: dragged by pointer, chosen by a tap, moved by arrow keys while it has the focus. */
import type { Signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import type { Place } from '#server/contract/plan.ts'
import type { Drawing } from './drawing.ts'
import { holds, type Point, placeAt, stepped } from './geometry.ts'
import { placed } from './plan-tag.tsx'

type Props = {
  id: string
  name: string
  place: Place | null
  chosen: Signal<string | null>
  drawing: Drawing
  ground: RefObject<HTMLDivElement | null>
}
/** `from`: where it stood. `grip`: from its corner to where it was taken hold of. */
type Hold = { pointer: number; from: Place | null; grip: Point; start: Point; moved: boolean }

/** Less is a tap with an unsteady hand. */
const DRAG_PX_MIN = 4

export function DragTag({ id, name, place, chosen, drawing, ground }: Props) {
  const tag = useRef<HTMLLIElement>(null)
  const hold = useRef<Hold | null>(null)
  const keyed = useRef<{ from: Place | null } | null>(null)

  const take = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const box = event.currentTarget.getBoundingClientRect()
    const grip = { x: event.clientX - box.left, y: event.clientY - box.top }
    event.currentTarget.setPointerCapture(event.pointerId)
    const start = { x: event.clientX, y: event.clientY }
    hold.current = { pointer: event.pointerId, from: place, grip, start, moved: false }
    chosen.value = id
  }
  const drag = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const held = hold.current
    if (held === null || held.pointer !== event.pointerId) return
    const gone = { x: event.clientX - held.start.x, y: event.clientY - held.start.y }
    if (!held.moved && Math.hypot(gone.x, gone.y) < DRAG_PX_MIN) return
    held.moved = true
    if (held.from === null) {
      // From beside the plan it floats under the pointer until it is let go over the floor.
      if (tag.current !== null) tag.current.style.translate = `${gone.x}px ${gone.y}px`
      return
    }
    const to = under(event, held)
    if (to !== null) drawing.show(id, to)
  }
  const drop = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const held = hold.current
    hold.current = null
    if (held === null || !held.moved) return
    if (held.from === null && tag.current !== null) tag.current.style.translate = ''
    const plan = ground.current?.getBoundingClientRect()
    if (held.from === null && (plan === undefined || !holds(plan, { x: event.clientX, y: event.clientY }))) return
    drawing.put(id, under(event, held), held.from)
  }
  const under = (event: PointerEvent & { currentTarget: HTMLElement }, { grip }: Hold): Place | null => {
    const plan = ground.current?.getBoundingClientRect()
    if (plan === undefined) return null
    const corner = { x: event.clientX - grip.x, y: event.clientY - grip.y }
    return placeAt(corner, event.currentTarget.getBoundingClientRect(), plan)
  }

  const press = (event: KeyboardEvent) => {
    const to = place === null ? null : stepped(place, event.key, event.shiftKey)
    if (to === null) return
    event.preventDefault()
    keyed.current ??= { from: place }
    drawing.show(id, to)
  }
  /** One entry for one press, however long the key was held down. */
  const rest = () => {
    const start = keyed.current
    keyed.current = null
    if (start !== null) drawing.put(id, drawing.placeOf(id), start.from)
  }
  return (
    <li ref={tag} class="plan-tag cloth plan-drag" style={placed(place)}>
      <button
        type="button"
        aria-pressed={chosen.value === id}
        onPointerDown={take}
        onPointerMove={drag}
        onPointerUp={drop}
        onPointerCancel={drop}
        onClick={() => {
          chosen.value = id
        }}
        onKeyDown={press}
        onKeyUp={rest}
        onBlur={rest}
      >
        {name}
      </button>
    </li>
  )
}
