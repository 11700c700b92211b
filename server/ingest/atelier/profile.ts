/** What a file says of a profile that somebody taught, or set by figures, in between. */
import { canonical } from '#server/domain/canonical.ts'
import type { Directory } from '#server/domain/directory.ts'
import { fromPage } from '#server/domain/metering/profile.ts'
import type { Profile } from '#server/domain/metering/types.ts'
import type { ProfileFacts } from '#server/domain/metering/untaught.ts'

/**
 * What was learnt or set since stays, unless the file says something else than it said the last time: somebody changed it then, and
 * means it. The last version that came from no page is what a file said last.
 */
export function keptProfile(told: ProfileFacts, { profiles, former_profiles }: Directory): ProfileFacts {
  const present = profiles.get(told.id)
  if (present === undefined || !fromPage(present)) return told
  const written = [...former_profiles.values()]
    .filter(one => one.id === told.id && !fromPage(one))
    .reduce<Profile | undefined>(
      (last, one) => (last === undefined || one.version > last.version ? one : last),
      undefined,
    )
  if (written === undefined || !saysTheSame(told, written)) return told
  const { version: _version, ...kept } = present
  return kept
}

const saysTheSame = (told: ProfileFacts, { version: _version, ...written }: Profile): boolean =>
  canonical(told) === canonical(written)
