/** Effects and facts → what goes down to a station. Pure. */
import type { Downlink, StationConfig } from '#server/contract/downlink.ts'
import { offlinePolicy } from '#server/domain/access/offline.ts'
import type { Directory, StationFacts } from '#server/domain/directory.ts'
import type { VerdictEffect } from './core.ts'
import { displayLine } from './display.ts'

export function verdictDown(station: string, effect: VerdictEffect, directory: Directory): Downlink {
  const { for: answered, verdict, reason, session, relay } = effect
  const display = displayLine(effect, directory)
  return { station, type: 'verdict', payload: { for: answered, verdict, reason, session, relay, display } }
}

/** Everything a station needs to measure and to hold, or null while its machine or profile is unknown. */
export function configOf(station: StationFacts, directory: Directory): Omit<StationConfig, 'version'> | null {
  const machine = directory.machines.get(station.machine)
  const profile = machine === undefined ? undefined : directory.profiles.get(machine.profile)
  if (machine === undefined || profile === undefined || directory.site === null) return null
  const { idle_mA, run_mA, run_on_mA, run_off_mA, min_on_ms, hold_ms } = profile
  const { sample_ms } = machine
  const { link_loss_s } = directory.site
  const offline_start = offlinePolicy(machine).start
  const levels = { idle_mA, run_mA, run_on_mA, run_off_mA, min_on_ms, hold_ms }
  const { idle_timeout_s, standby_mA } = profile
  return {
    sample_ms,
    link_loss_s,
    profile: profile.id,
    ...levels,
    offline_start,
    idle_timeout_s,
    ...(standby_mA == null ? {} : { standby_mA }),
  }
}
