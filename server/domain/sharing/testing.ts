/** What the tests of sharing are made of: a small house with one issuer, and use told in a line. */
import { type Directory, emptyDirectory, type MemberFacts, type PoolFacts, type TariffFacts } from '../directory.ts'
import type { Session } from '../metering/types.ts'
import { type PeriodStatement, periodStatement } from './statement.ts'
import { type Use, useOfSession } from './use.ts'

/** 2026-10-05 12:00 in Paris */
const START_AT_MS = 1_791_194_400_000
export const member = (id: string, more: Partial<MemberFacts> = {}): MemberFacts => ({
  id,
  category: 'coop',
  organisation: null,
  joined: null,
  left: null,
  suspended: false,
  activity_started: null,
  charter_signed: '2025-01-01',
  qualifications: [],
  language: 'fr',
  ...more,
})
export const pool = (id: string, more: Partial<PoolFacts> = {}): PoolFacts => ({
  id,
  issuer: 'fab',
  name: id,
  amount_cents: 10_000,
  per: 'month',
  driver: 'running_ms',
  machines: null,
  subsidy_cents: 0,
  normal_capacity_ms: null,
  weights: null,
  ...more,
})
export const tariff = (id: string, more: Partial<TariffFacts> = {}): TariffFacts => ({
  id,
  issuer: 'fab',
  valid_from: '2026-01-01',
  category: null,
  machines: null,
  price: 'running',
  cents_per_hour: 240,
  ...more,
})
export const session = (id: string, who: string, running_ms: number, more: Partial<Session> = {}): Session => ({
  id,
  machine: 'juki-1',
  station: 'juki-1',
  epoch: 1,
  boot: 1,
  seq: 1,
  member: who,
  category: 'coop',
  order: null,
  start_at_ms: START_AT_MS,
  end_at_ms: 1,
  end_reason: 'badge-out',
  session_ms: running_ms,
  running_ms,
  worked_ms: running_ms,
  idle_ms: 0,
  silent_ms: 0,
  fault_ms: 0,
  energy_Wh: 0,
  grade: 'measured',
  profile: 'servo@1',
  buffered: false,
  incomplete: false,
  no_current: false,
  ...more,
})
export function house(parts: {
  members: MemberFacts[]
  pools?: PoolFacts[]
  tariffs?: TariffFacts[]
  billing?: 'share' | 'tariff'
}): Directory {
  const directory = emptyDirectory()
  directory.site = {
    site: 's',
    name: 'S',
    timezone: 'Europe/Paris',
    currency: 'EUR',
    billing: parts.billing ?? 'share',
    opening: null,
    link_loss_s: 28_800,
  }
  directory.issuers.set('fab', {
    id: 'fab',
    name: 'Fab',
    legal_form: null,
    siren: null,
    vat: 'standard',
    billing: null,
  })
  for (const one of parts.members) directory.members.set(one.id, one)
  for (const one of parts.pools ?? []) directory.pools.set(one.id, one)
  for (const one of parts.tariffs ?? []) directory.tariffs.set(one.id, one)
  return directory
}
export const statement = (directory: Directory, sessions: Session[]): PeriodStatement =>
  periodStatement({ directory, period: '2026-10', uses: sessions.map(one => useOfSession(one, directory)) })

/** A use on `2026-10-05` unless said otherwise. */
export const use = (session_id: string, who: string, running_ms: number, more: Partial<Use> = {}): Use => ({
  ...useOfSession(session(session_id, who, running_ms), emptyDirectory()),
  ...more,
})
export const october = (directory: Directory, uses: Use[]): PeriodStatement =>
  periodStatement({ directory, period: '2026-10', uses })
