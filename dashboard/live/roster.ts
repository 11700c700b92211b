/** Whether the floor changed in more than what machines measure: sixty readings a second are no reason to count or sort sixty machines. Pure. */
import type { MachineView } from '#server/contract/api.ts'
import type { Floor } from './floor.ts'

export function standsOtherwise(before: Floor, next: Floor): boolean {
  const { machines, sparks: _drawn, ...rest } = next
  if (machines.size !== before.machines.size) return true
  if (Object.entries(rest).some(([key, value]) => before[key as keyof Floor] !== value)) return true
  return [...machines].some(([id, machine]) => {
    const known = before.machines.get(id)
    return known === undefined || (known !== machine && otherwise(known, machine))
  })
}

/** What is told with each reading comes as an object of its own each time: compared by what it says. */
function otherwise(before: MachineView, next: MachineView): boolean {
  return (
    before.state !== next.state ||
    before.name !== next.name ||
    before.since !== next.since ||
    before.faults !== next.faults ||
    before.session?.id !== next.session?.id ||
    JSON.stringify(before.lock) !== JSON.stringify(next.lock) ||
    // of a machine that is silent, the hour it was last heard is what is told
    (next.state === 'silent' && before.heard !== next.heard)
  )
}
