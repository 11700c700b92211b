/** Levels of a profile as metering needs them, with what nobody said derived; and those of a machine that nobody has taught. */
import type { Profile } from './types.ts'

export type ProfileFacts = Omit<Profile, 'version'>
type Rules = Pick<Profile, 'id' | 'min_on_ms' | 'hold_ms' | 'idle_timeout_s' | 'max_duration_s'>
export type GivenProfile = Rules & {
  [K in 'idle_mA' | 'run_mA' | 'run_on_mA' | 'run_off_mA']?: number | undefined
} & { standby_mA?: number | null | undefined; limit_mA?: number | null | undefined; unattended?: boolean | undefined }

/** A small machine on a clamp whose levels nobody has taught yet: anything well above the noise of a clamp is work. */
const IDLE_MA = 50
const RUN_MA = 1_000
/** Thresholds sit between idle and work, apart, so that noise at one of them does not make the state flutter. */
const RUN_ON_SHARE = 0.5
const RUN_OFF_SHARE = 0.35

/** What a machine has of which nobody said otherwise: nobody's own, even where only one machine has it. */
export const DEFAULT_PROFILE_ID = 'default'

export function profileFacts(profile: GivenProfile): ProfileFacts {
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
