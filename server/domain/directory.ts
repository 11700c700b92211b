/**
 * Everything a verdict, a session or a price depends on besides the machine's own messages: who, which machines, which
 * rules. It is itself a function of the journal: `applyEntry(directory, entry)` in journal order rebuilds it.
 * Names and addresses of persons are not in here (rule 3: links to persons stay outside the chain).
 */
import type { Profile, Sensor } from './metering/types.ts'

export type Opening = { days: number[]; from: string; to: string }
export type Billing = 'tariff' | 'share' | 'provisional'

export type SiteFacts = {
  site: string
  name: string
  timezone: string
  currency: 'EUR'
  billing: Billing
  /** null: always open */
  opening: Opening[] | null
  /** seconds without the server after which a lease lapses */
  link_loss_s: number
}
export type IssuerFacts = {
  id: string
  name: string
  legal_form: string | null
  siren: string | null
  vat: string
  billing: Billing | null
}
export type MachineFacts = {
  id: string
  name: string
  kind: string
  profile: string
  qualification: string | null
  sensor: Sensor
  takeover: 'never' | 'when-idle'
  sample_ms: number
  place: { x: number; y: number } | null
}
export type CategoryFacts = { id: string; name: string }
export type OrganisationFacts = { id: string; name: string; legal_form: string | null; vat: string | null }
/** Dates are ISO `yyyy-mm-dd`; null means not given (not a barrier), except `charter_signed`: null is unsigned. */
export type MemberFacts = {
  id: string
  category: string | null
  organisation: string | null
  joined: string | null
  left: string | null
  suspended: boolean
  activity_started: string | null
  charter_signed: string | null
  qualifications: string[]
  language: 'fr' | 'en'
}
/** `badge` is the HMAC in 64 hex digits. */
export type BadgeFacts = {
  badge: string
  member: string
  blocked: boolean
  valid_from_ms: number | null
  valid_until_ms: number | null
}
export type StationFacts = { id: string; machine: string; epoch: number }
export type TariffFacts = {
  id: string
  issuer: string
  valid_from: string
  category: string | null
  machines: string[] | null
  price: 'running' | 'worked' | 'session'
  cents_per_hour: number
}
export type PoolDriver =
  | 'running_ms'
  | 'worked_ms'
  | 'session_ms'
  | 'energy_Wh'
  | 'sessions'
  | 'equal'
  | 'area'
  | 'weights'
export type PoolFacts = {
  id: string
  issuer: string
  name: string
  amount_cents: number
  per: 'month'
  driver: PoolDriver
  machines: string[] | null
  subsidy_cents: number
  normal_capacity_ms: number | null
  weights: Record<string, number> | null
}
/** A lockout by a person, until release. */
export type LockFacts = { machine: string; by: string; why: string; since_at_ms: number }

export type Directory = {
  site: SiteFacts | null
  issuers: Map<string, IssuerFacts>
  profiles: Map<string, Profile>
  machines: Map<string, MachineFacts>
  categories: Map<string, CategoryFacts>
  organisations: Map<string, OrganisationFacts>
  members: Map<string, MemberFacts>
  badges: Map<string, BadgeFacts>
  stations: Map<string, StationFacts>
  tariffs: Map<string, TariffFacts>
  pools: Map<string, PoolFacts>
  locks: Map<string, LockFacts>
}

/** Name of each keyed collection: the `kind` column of the ledger's `directory` table. */
export const DIRECTORY_KINDS = [
  'issuers',
  'profiles',
  'machines',
  'categories',
  'organisations',
  'members',
  'badges',
  'stations',
  'tariffs',
  'pools',
  'locks',
] as const
export type DirectoryKind = (typeof DIRECTORY_KINDS)[number]

/**
 * A journal entry that changes the directory. `import` carries whole facts already defaulted and with badges as HMAC,
 * so that replay needs neither the badge key nor today's defaults.
 */
export type DirectoryEntry =
  | { type: 'import'; facts: ImportedFacts }
  | { type: 'station-added'; station: string; machine: string; epoch: number }
  | { type: 'lockout'; machine: string; by: string; why: string; at_ms: number }
  | { type: 'release'; machine: string; by: string; at_ms: number }
  | { type: 'badge-blocked'; badge: string; blocked: boolean; by: string }

export type ImportedFacts = {
  site: SiteFacts
  issuers: IssuerFacts[]
  profiles: Omit<Profile, 'version'>[]
  machines: MachineFacts[]
  categories: CategoryFacts[]
  organisations: OrganisationFacts[]
  members: MemberFacts[]
  badges: BadgeFacts[]
  tariffs: TariffFacts[]
  pools: PoolFacts[]
}

export const emptyDirectory = (): Directory => ({
  site: null,
  issuers: new Map(),
  profiles: new Map(),
  machines: new Map(),
  categories: new Map(),
  organisations: new Map(),
  members: new Map(),
  badges: new Map(),
  stations: new Map(),
  tariffs: new Map(),
  pools: new Map(),
  locks: new Map(),
})
