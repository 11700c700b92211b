/** The directory a server would have for a simulated workshop: its machines, profiles, members and badges. */
import { badgeHmac } from '#firmware-sim/firmware/badge.ts'
import type { Scenario } from '#firmware-sim/scenario.ts'
import { type Directory, emptyDirectory } from '#server/domain/directory.ts'

export const directoryOf = (scenario: Scenario): Directory => {
  const directory = emptyDirectory()
  const { site, timezone } = scenario
  directory.site = { site, name: site, timezone, currency: 'EUR', billing: 'share', opening: null, link_loss_s: 28_800 }
  for (const { machine, station, kind, sensor, profile, sample_ms } of scenario.stations) {
    directory.profiles.set(kind, {
      id: kind,
      version: 1,
      idle_mA: profile.idle_mA,
      run_mA: profile.run_mA,
      run_on_mA: profile.run_on_mA,
      run_off_mA: profile.run_off_mA,
      min_on_ms: profile.min_on_ms,
      hold_ms: profile.hold_ms,
      idle_timeout_s: 900,
      max_duration_s: null,
    })
    directory.machines.set(machine, {
      id: machine,
      name: machine,
      kind,
      profile: kind,
      qualification: null,
      sensor,
      takeover: 'when-idle',
      sample_ms,
      place: null,
    })
    directory.stations.set(station, { id: station, machine, epoch: 1 })
  }
  for (const { id, badges } of scenario.members) {
    directory.members.set(id, {
      id,
      category: null,
      organisation: null,
      joined: '2025-01-01',
      left: null,
      suspended: false,
      activity_started: null,
      charter_signed: '2025-01-01',
      qualifications: [],
      language: 'fr',
    })
    for (const uid of badges) {
      const badge = badgeHmac(scenario.badge_key, uid)
      directory.badges.set(badge, { badge, member: id, blocked: false, valid_from_ms: null, valid_until_ms: null })
    }
  }
  return directory
}
