/** What a machine is shown as: its state, unless a person locked it. A fault outranks the lock: it must be seen. */
import type { FaultView, MachineState, MachineView } from '#server/contract/api.ts'

export type Standing = MachineState | 'locked'

/** Order on the wall: what needs eyes first, then who works, then what is free. */
export const STANDINGS: readonly Standing[] = ['fault', 'silent', 'running', 'idle', 'locked', 'off']

/** A fault stands until its cause is gone, or a person has closed it. */
export const stands = (fault: FaultView): boolean => fault.to === null && fault.resolved === null

export function standingOf(machine: MachineView): Standing {
  if (machine.state === 'fault' || machine.faults.some(stands)) return 'fault'
  if (machine.lock !== null && machine.state !== 'running') return 'locked'
  return machine.state
}

export type WallSort = 'state' | 'name'

/** Making one takes longer than sorting with it. */
const collators = new Map<string, Intl.Collator>()
function collatorOf(locale: string): Intl.Collator {
  const collator = collators.get(locale) ?? new Intl.Collator(locale, { numeric: true })
  collators.set(locale, collator)
  return collator
}

export function arrange(machines: Iterable<MachineView>, sort: WallSort, locale: string): MachineView[] {
  const collator = collatorOf(locale)
  const byName = (a: MachineView, b: MachineView) => collator.compare(a.name, b.name) || collator.compare(a.id, b.id)
  const rank = (machine: MachineView) => STANDINGS.indexOf(standingOf(machine))
  return [...machines].sort((a, b) => (sort === 'state' ? rank(a) - rank(b) : 0) || byName(a, b))
}
