/**
 * What is being drawn: places that were moved here stand at once, go to the server, and give way to what it says. Each change can be
 * undone, in its turn, as long as the plan is being drawn.
 */
import { computed, signal } from '@preact/signals'
import type { Place } from '#server/contract/plan.ts'
import { putPlaces } from '../../api/plan.ts'
import { plan } from '../../live/connection.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { placeOf, samePlace } from './geometry.ts'

type Moves = Readonly<Record<string, Place | null>>

export type Drawing = ReturnType<typeof startDrawing>

export function startDrawing() {
  /** Not yet what the server says. */
  const moved = signal<Moves>({})
  const undoable = signal<readonly Moves[]>([])
  const error = signal<string | null>(null)
  const places = computed<Moves>(() => ({ ...plan.value.places, ...moved.value }))
  const stands = (id: string): Place | null => placeOf(places.peek(), id)

  /** Drops what the server has answered for, unless it was moved on meanwhile. */
  const settle = (sent: Moves): void => {
    const left = Object.entries(moved.peek()).filter(([id, place]) => !(id in sent) || sent[id] !== place)
    moved.value = Object.fromEntries(left)
  }

  async function send(change: Moves): Promise<void> {
    moved.value = { ...moved.peek(), ...change }
    error.value = null
    try {
      plan.value = await putPlaces(change)
    } catch (failure) {
      error.value = sayRefused(failure)
    }
    settle(change)
  }

  return {
    places,
    undoable,
    error,
    placeOf: stands,
    /** Shown and not sent: a drag on its way, or an arrow key held down. */
    show(id: string, place: Place): void {
      moved.value = { ...moved.peek(), [id]: place }
    },
    /** `from`: where it stood before it was taken up. */
    put(id: string, place: Place | null, from: Place | null): void {
      if (samePlace(place, from)) {
        settle({ [id]: stands(id) })
        return
      }
      undoable.value = [...undoable.peek(), { [id]: from }]
      void send({ [id]: place })
    },
    /** What it stood at before; the id of who moved back. */
    undo(): string | null {
      const last = undoable.peek().at(-1)
      if (last === undefined) return null
      undoable.value = undoable.peek().slice(0, -1)
      void send(last)
      return Object.keys(last)[0] ?? null
    },
  }
}
