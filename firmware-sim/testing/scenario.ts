/** A workshop with one machine of each of the eight textile kinds, for tests. */
import { parseScenario, type Scenario } from '../scenario.ts'
import type { LoadKind } from '../world/load.ts'
import { LOADS, taughtProfile } from '../world/loads.ts'

export const KINDS = [
  'servo-lockstitch',
  'clutch-lockstitch',
  'overlock',
  'band-knife',
  'cutter',
  'dtg-printer',
  'heat-press',
  'embroidery',
] as const satisfies LoadKind[]

export const eightMachines = (register: boolean, sample_ms = 1_000): Scenario => {
  const parsed = parseScenario({
    site: 'demo',
    badge_key: '5a'.repeat(32),
    stations: KINDS.map(kind => ({
      station: kind,
      machine: kind,
      kind,
      transport: 'serial',
      sensor: 'current',
      register,
      profile: taughtProfile(LOADS[kind]),
      sample_ms,
    })),
    members: Array.from({ length: 18 }, (_, i) => ({
      id: `m-${i}`,
      badges: [`04A2B3C4D5${(0x10 + i).toString(16)}80`],
      machines: KINDS.filter((_, j) => (i * 7 + j * 3) % 5 < 3),
    })),
  })
  if (parsed.kind === 'refused') throw new Error(parsed.problems.join('\n'))
  return parsed.scenario
}
