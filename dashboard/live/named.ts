/** Machines by their names: what lists them waits for the floor's first snapshot, so that no line grows under a thumb when it comes. */
import { effect } from '@preact/signals'
import { floor, link } from './connection.ts'

/** A live line that never comes must not keep a list from its reader: ids are poorer, and true. */
const PATIENCE_MS = 4_000

/** The answer, once machines have names (or the live line is known to be away). */
export async function named<T>(asked: Promise<T>): Promise<T> {
  const [answer] = await Promise.all([asked, floorIsHere()])
  return answer
}

export function machineName(id: string): string {
  const { machines, former } = floor.value
  // A machine may be called `constructor`
  const before = Object.hasOwn(former, id) ? former[id] : undefined
  return machines.get(id)?.name ?? before ?? id
}

const floorIsHere = (): Promise<void> =>
  new Promise(done => {
    const patience = setTimeout(done, PATIENCE_MS)
    effect(function look() {
      if (floor.value.at_ms === null && link.value !== 'lost') return
      clearTimeout(patience)
      done()
      this.dispose()
    })
  })
