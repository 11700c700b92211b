/** Machines and categories as whoever sets them sees them. */
import type { CareTaskSetting, MachineSettings, WorkshopView } from '#server/contract/workshop.ts'
import { offlinePolicy } from '#server/domain/access/offline.ts'
import type { CategoryFacts, Directory, MachineFacts } from '#server/domain/directory.ts'
import { profileOf } from '#server/domain/metering/profile.ts'
import { defaultProfile } from '#server/domain/metering/untaught.ts'

export function presentWorkshop(directory: Directory): WorkshopView {
  const { machines, categories, profiles } = directory
  const stationOf = new Map([...directory.stations.values()].map(({ id, machine }) => [machine, id]))
  return {
    machines: [...machines.values()].map(one => presentMachine(one, directory, stationOf.get(one.id) ?? null)),
    categories: [...categories.values()].map(one => presentCategory(one, directory)),
    profiles: [...profiles.keys()],
  }
}

function presentMachine(machine: MachineFacts, directory: Directory, station: string | null): MachineSettings {
  const { id, name, kind, qualification, sensor, takeover, profile, moving_parts = false, care = [] } = machine
  const { retired = null } = machine
  const { hold_ms, idle_timeout_s, max_duration_s, unattended } = profileOf(directory, id) ?? defaultProfile()
  return {
    ...{ id, name, kind, qualification, sensor, takeover, profile, moving_parts, station, retired },
    ...{
      offline: offlinePolicy(machine),
      rules: { hold_ms, idle_timeout_s, max_duration_s, unattended: unattended === true },
    },
    // since when it counts is what the care page shows
    care: care.map(({ since: _since, ...task }): CareTaskSetting => task),
  }
}

const presentCategory = ({ id, name, first_months }: CategoryFacts, { members, tariffs }: Directory) => ({
  ...{ id, name, first_months: first_months ?? null },
  members: [...members.values()].filter(({ category }) => category === id).length,
  tariffs: [...tariffs.values()].filter(({ category }) => category === id).length,
})
