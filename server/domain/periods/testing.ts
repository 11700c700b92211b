/** Months for tests of this room: September 2026 in Paris, two thousand journal entries in. */
import { type Directory, emptyDirectory } from '../directory.ts'
import type { Measures } from './entries.ts'
import { minus, negated } from './measures.ts'
import type { Month } from './month.ts'
import { type Run, type Thing, thingOfRun } from './things.ts'

/** Wednesday 2026-09-09, 10:00 in Paris. */
export const SEPTEMBER_MS = 1_788_940_800_000
const HOUR_MS = 3_600_000

export const aSession = (ref: string, given: Partial<Thing> = {}): Thing => ({
  ...{ ref, kind: 'session', machine: 'juki-1', member: 'awa', category: null, order: null },
  ...{ start_at_ms: SEPTEMBER_MS, end_at_ms: SEPTEMBER_MS + HOUR_MS, end_reason: 'badge-out' },
  measures: {
    ...{ session_ms: HOUR_MS, running_ms: 1_200_000, worked_ms: 1_500_000, idle_ms: 2_400_000, fault_ms: 0 },
    energy_Wh: 90,
  },
  ...{ silent_ms: 0, grade: 'measured', tail_ms: 0, no_current: false, incomplete: false, confirmed: null },
  ...given,
})

export const aRun = (n: number, given: Partial<Run> = {}): Thing =>
  thingOfRun({
    ...{ n, machine: 'juki-1', from_at_ms: SEPTEMBER_MS, to_at_ms: SEPTEMBER_MS + 300_000, running_ms: 240_000 },
    ...{ energy_Wh: 10, ...given },
  })

export const aMonth = (given: Partial<Month> = {}): Month => ({
  ...{ period: '2026-09', zone: 'Europe/Paris', head_n: 2_000, books_n: 0, previous: null, packs: null },
  ...{ own: [], late: [], again: [], decisions: [], earlier: [], contests: [] },
  ...given,
})

export function aDirectory(members: readonly string[], pools: readonly string[] = []): Directory {
  const directory = emptyDirectory()
  directory.site = {
    ...{ site: 'petit', name: 'Petit', timezone: 'Europe/Paris', currency: 'EUR', billing: 'share', opening: null },
    link_loss_s: 28_800,
  }
  for (const id of members)
    directory.members.set(id, {
      ...{ id, category: 'coop', organisation: null, joined: null, left: null, suspended: false },
      ...{ activity_started: null, charter_signed: '2026-01-01', qualifications: [], language: 'fr' },
    })
  for (const id of ['juki-1', 'presse'])
    directory.machines.set(id, {
      ...{ id, name: id, kind: 'lockstitch', profile: 'servo', qualification: null, sensor: 'current' },
      ...{ takeover: 'when-idle', sample_ms: 1_000, place: null },
    })
  for (const id of pools)
    directory.pools.set(id, {
      ...{ id, issuer: 'petit', name: id, amount_cents: 10_000, per: 'month', driver: 'running_ms', machines: null },
      ...{ subsidy_cents: 0, normal_capacity_ms: null, weights: null },
    })
  return directory
}

export const plus = (a: Measures, b: Measures): Measures => minus(a, negated(b))
