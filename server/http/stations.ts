/** The station a machine is on now, as the fold or else the directory knows it. */
import type { Core } from './ports.ts'

export function stationOf(core: Core, machine: string): string | null {
  const folded = core.machines().find(row => row.machine === machine)?.station
  if (folded) return folded
  return [...core.directory().stations.values()].find(station => station.machine === machine)?.id ?? null
}
