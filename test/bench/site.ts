/** The site every benchmark runs on: n stations, one machine each, and one member who may use them all. */
import type { ImportedFacts } from '#server/domain/directory.ts'

export const SITE = 'bench'
export const MEMBER_BADGE = 'a'.repeat(64)

export const stationIds = (count: number): string[] => Array.from({ length: count }, (_, i) => `s${i + 1}`)

export function factsOf(stations: string[]): ImportedFacts {
  return {
    site: {
      ...{ site: SITE, name: 'Bench', timezone: 'Europe/Paris', currency: 'EUR', billing: 'share' },
      ...{ opening: null, link_loss_s: 28_800 },
    },
    ...{ issuers: [], categories: [], organisations: [], tariffs: [], pools: [] },
    profiles: [
      {
        ...{ id: 'servo', idle_mA: 90, run_mA: 1_030, run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3_000 },
        ...{ idle_timeout_s: null, max_duration_s: null },
      },
    ],
    machines: stations.map(id => ({
      ...{ id: `m-${id}`, name: id, kind: 'lockstitch', profile: 'servo', qualification: null },
      ...{ sensor: 'current', takeover: 'when-idle', sample_ms: 1_000, place: null },
    })),
    members: [
      {
        ...{ id: 'awa', category: null, organisation: null, joined: '2025-01-01', left: null, suspended: false },
        ...{ activity_started: null, charter_signed: '2025-01-01', qualifications: [], language: 'fr' },
      },
    ],
    badges: [{ badge: MEMBER_BADGE, member: 'awa', blocked: false, valid_from_ms: null, valid_until_ms: null }],
  }
}
