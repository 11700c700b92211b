/** Adopting levels for one machine: the profile it gets, as a journal entry (design rule 3). */
import type { Directory, MachineFacts } from '../directory.ts'
import type { Profile } from '../metering/types.ts'
import type { Levels, Quality } from './types.ts'

/** What the levels rest on, for whoever asks later why they are what they are. */
export type LearntFrom = { from_at_ms: number; to_at_ms: number; quality: Quality }

/** `profile` is whole. `learnt` null: a person set the levels by hand. */
export type ProfileEntry = {
  type: 'profile-adopted'
  machine: string
  profile: Omit<Profile, 'version'>
  learnt: LearntFrom | null
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
export function adopted(directory: Directory, machine: MachineFacts, levels: Levels): Omit<Profile, 'version'> {
  const before = directory.profiles.get(machine.profile)
  return {
    ...levels,
    id: profileIdFor(directory, machine),
    idle_timeout_s: before?.idle_timeout_s ?? null,
    max_duration_s: before?.max_duration_s ?? null,
    limit_mA: before?.limit_mA ?? null,
    ...(before?.unattended === true ? { unattended: true } : {}),
  }
}
