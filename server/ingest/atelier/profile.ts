/** Levels of a profile as metering needs them, with what the file left out derived. */
import type { AtelierProfile } from '#server/contract/atelier.ts'
import { canonical } from '#server/domain/canonical.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Profile } from '#server/domain/metering/types.ts'

export type ProfileFacts = Omit<Profile, 'version'>

/** A small machine on a clamp whose levels nobody has taught yet: anything well above the noise of a clamp is work. */
const IDLE_MA = 50
const RUN_MA = 1_000
/** Thresholds sit between idle and work, apart, so that noise at one of them does not make the state flutter. */
const RUN_ON_SHARE = 0.5
const RUN_OFF_SHARE = 0.35

export const DEFAULT_PROFILE_ID = 'default'

export function profileFacts(profile: AtelierProfile): ProfileFacts {
  const idle_mA = profile.idle_mA ?? IDLE_MA
  const run_mA = profile.run_mA ?? Math.max(RUN_MA, idle_mA * 2)
  const between = (share: number) => Math.round(idle_mA + share * (run_mA - idle_mA))
  return {
    id: profile.id,
    idle_mA,
    run_mA,
    run_on_mA: profile.run_on_mA ?? between(RUN_ON_SHARE),
    run_off_mA: profile.run_off_mA ?? Math.min(profile.run_on_mA ?? Number.POSITIVE_INFINITY, between(RUN_OFF_SHARE)),
    min_on_ms: profile.min_on_ms,
    hold_ms: profile.hold_ms,
    idle_timeout_s: profile.idle_timeout_s,
    max_duration_s: profile.max_duration_s,
    ...(profile.standby_mA == null ? {} : { standby_mA: profile.standby_mA }),
    ...(profile.limit_mA == null ? {} : { limit_mA: profile.limit_mA }),
    ...(profile.unattended === true ? { unattended: true } : {}),
  }
}

export const defaultProfile = (): ProfileFacts =>
  profileFacts({ id: DEFAULT_PROFILE_ID, min_on_ms: 0, hold_ms: 3_000, idle_timeout_s: 900, max_duration_s: null })

/**
 * What was learnt since stays, unless the file says something else than it said the last time: somebody changed it then, and
 * means it. The last version that no lesson made is what a file said last.
 */
export function keptProfile(told: ProfileFacts, { profiles, former_profiles }: Directory): ProfileFacts {
  const present = profiles.get(told.id)
  if (present?.learnt == null) return told
  const written = [...former_profiles.values()]
    .filter(one => one.id === told.id && one.learnt == null)
    .reduce<Profile | undefined>(
      (last, one) => (last === undefined || one.version > last.version ? one : last),
      undefined,
    )
  if (written === undefined || !saysTheSame(told, written)) return told
  const { version: _version, ...learnt } = present
  return learnt
}

const saysTheSame = (told: ProfileFacts, { version: _version, ...written }: Profile): boolean =>
  canonical(told) === canonical(written)
