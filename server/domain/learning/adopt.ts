/** Adopting levels for one machine: the profile it gets, as a journal entry (design rule 3). */
import { canonical } from '../canonical.ts'
import type { Directory, MachineFacts } from '../directory.ts'
import type { LearntFrom, Profile } from '../metering/types.ts'
import { DEFAULT_PROFILE_ID } from '../metering/untaught.ts'
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
  if (machine.profile !== DEFAULT_PROFILE_ID && !shared(machine.profile)) return machine.profile
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? '' : `-${n}`
    const id = `${machine.id.slice(0, SLUG_LENGTH_MAX - suffix.length)}${suffix}`
    if (id !== DEFAULT_PROFILE_ID && !shared(id)) return id
  }
}

export type SessionRules = {
  hold_ms: number
  idle_timeout_s: number | null
  max_duration_s: number | null
  unattended: boolean
}

/** The workshop's rules for one machine, whatever its levels; those stay as they were learnt. Null: it has them already. */
export function ruled(
  directory: Directory,
  machine: MachineFacts,
  rules: Partial<SessionRules>,
  signed: { by: string; at_ms: number },
): ProfileEntry | null {
  const before = directory.profiles.get(machine.profile)
  if (before === undefined) return null
  const { version: _version, unattended: alone, ...same } = before
  const { unattended = alone === true, ...times } = rules
  const after = { ...same, ...times, ...(unattended ? { unattended: true as const } : {}) }
  const { version: _v, ...former } = before
  if (canonical(after) === canonical(former)) return null
  const profile = { ...after, id: profileIdFor(directory, machine) }
  return { type: 'profile-adopted', machine: machine.id, profile, from: machine.profile, ...signed }
}

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
