/** What the floor has told since a moment about one machine: whether its station is heard, has read a badge, sees current. Pure. */
import type { MachineView } from '#server/contract/api.ts'
import type { Floor } from '../../live/floor.ts'

export type Checks = {
  heard: boolean
  /** of somebody, or of nobody yet */
  badge: 'known' | 'unknown' | null
  current_mA: number | null
  /** the most that flowed: the machine may be switched off again before anybody looks */
  most_mA: number
  runs: boolean
}

/** A clamp on a dead wire reads some milliamperes of noise. */
const FLOWS_MA = 50

export function checksOf({ machines, alerts, sparks, stream }: Floor, id: string, since_ms: number): Checks {
  const machine = machines.get(id)
  const after = (at: string | null | undefined): boolean => at != null && Date.parse(at) >= since_ms
  const unknown = alerts.some(one => one.machine === id && one.code === 'unknown-badge' && after(one.at))
  const known = stream.some(one => one.kind === 'started' && one.machine === id && one.at_ms >= since_ms)
  const current_mA = after(machine?.heard) ? (machine?.current_mA ?? null) : null
  const flowed = (sparks.get(id) ?? []).filter(({ at_ms }) => at_ms >= since_ms)
  const most_mA = Math.max(0, ...flowed.map(({ value }) => value))
  return {
    heard: after(machine?.heard),
    badge: known ? 'known' : unknown ? 'unknown' : null,
    ...{ current_mA, most_mA, runs: most_mA >= FLOWS_MA },
  }
}

/** The next machine, by name, that nothing was ever heard of. */
export function nextToPair(machines: ReadonlyMap<string, MachineView>, but: string | null): MachineView | null {
  const waiting = [...machines.values()].filter(({ id, heard }) => heard === null && id !== but)
  return waiting.toSorted((a, b) => a.name.localeCompare(b.name))[0] ?? null
}
