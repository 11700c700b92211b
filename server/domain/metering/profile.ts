/** Which version of a profile meters what: a session is metered to its end by the one it began with. */
import type { Directory } from '../directory.ts'
import type { Profile } from './types.ts'

export const profileRef = ({ id, version }: Pick<Profile, 'id' | 'version'>): string => `${id}@${version}`

/** The present version, or one that was replaced since. */
export function profileByRef(directory: Directory, ref: string): Profile | undefined {
  const present = directory.profiles.get(ref.slice(0, ref.lastIndexOf('@')))
  return present !== undefined && profileRef(present) === ref ? present : directory.former_profiles.get(ref)
}

export function profileOf(directory: Directory, machine: string): Profile | undefined {
  const facts = directory.machines.get(machine)
  return facts && directory.profiles.get(facts.profile)
}

/** Somebody taught it or set its figures on a page: no file wrote it, and no file of before takes it back. */
export const fromPage = ({ learnt, set }: Pick<Profile, 'learnt' | 'set'>): boolean => learnt != null || set != null
