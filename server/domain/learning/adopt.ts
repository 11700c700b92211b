/** Adopting levels for one machine: the profile it gets, as a journal entry (design rule 3). */
import type { Directory, MachineFacts } from '../directory.ts'
import type { LearntFrom, Profile } from '../metering/types.ts'
import type { Levels } from './types.ts'

export type ProfileEntry = {
  type: 'profile-adopted'
  machine: string
  /** whole */
  profile: Omit<Profile, 'version'>
  /** the profile the machine had: a file that goes on naming it does not undo the lesson */
  from?: string
  by: string
  at_ms: number
}

const SLUG_LENGTH_MAX = 32

/**
 * A profile that only this machine uses gets a new version. One that others share stays theirs: levels were taught on this
 * machine alone, and it gets a profile of its own, named after it.
 */
export function profileIdFor(directory: Directory, machine: MachineFacts): string {
  const shared = (id: string): boolean =>
    [...directory.machines.values()].some(one => one.profile === id && one.id !== machine.id)
  if (machine.profile !== DEFAULT_PROFILE && !shared(machine.profile)) return machine.profile
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? '' : `-${n}`
    const id = `${machine.id.slice(0, SLUG_LENGTH_MAX - suffix.length)}${suffix}`
    if (id !== DEFAULT_PROFILE && !shared(id)) return id
  }
}

/** What an import gives a machine whose file names no profile: nobody's own, even where only one machine has it. */
const DEFAULT_PROFILE = 'default'

/** Timeouts are the workshop's rules: they stay as they are. */
export function adopted(
  directory: Directory,
  machine: MachineFacts,
  levels: Levels,
  learnt: LearntFrom | null,
): Omit<Profile, 'version'> {
  const before = directory.profiles.get(machine.profile)
  const { standby_mA, ...same } = levels
  return {
    ...same,
    ...(standby_mA === null ? {} : { standby_mA }),
    id: profileIdFor(directory, machine),
    idle_timeout_s: before?.idle_timeout_s ?? null,
    max_duration_s: before?.max_duration_s ?? null,
    ...(before?.limit_mA == null ? {} : { limit_mA: before.limit_mA }),
    ...(learnt === null ? {} : { learnt }),
    ...(before?.unattended === true ? { unattended: true } : {}),
  }
}
