/** The floor machine by machine, a signal each: what one of sixty says makes none of the others look. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { MachineView } from '#server/contract/api.ts'
import type { Floor, SparkPoint } from './floor.ts'

type Cell = { machine: Signal<MachineView | undefined>; spark: Signal<readonly SparkPoint[] | undefined> }

export type MachineCell = {
  /** undefined: no such machine, or not yet */
  machine: ReadonlySignal<MachineView | undefined>
  spark: ReadonlySignal<readonly SparkPoint[] | undefined>
}

export function cellsOf(first: Floor) {
  const cells = new Map<string, Cell>()
  let floor = first
  return {
    /** The same one for as long as the page lives. */
    of(id: string): MachineCell {
      const known = cells.get(id)
      if (known !== undefined) return known
      const cell = { machine: signal(floor.machines.get(id)), spark: signal(floor.sparks.get(id)) }
      cells.set(id, cell)
      return cell
    },
    /** A machine that an event did not concern keeps its identity (floor.ts), and its signal stays still. */
    take(next: Floor): void {
      floor = next
      for (const [id, { machine, spark }] of cells) {
        machine.value = next.machines.get(id)
        spark.value = next.sparks.get(id)
      }
    },
  }
}
