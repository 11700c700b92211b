/**
 * Everything a verdict, a session or a price depends on besides the machine's own messages: who, which machines, which
 * rules. It is itself a function of the journal: `applyEntry(directory, entry)` in journal order rebuilds it.
 * Names and addresses of persons are not in here (rule 3: links to persons stay outside the chain).
 */

import type { OfflinePolicy } from './access/offline.ts'
import type { SettingsEntry } from './accounting/issuer-change.ts'
import type { CareEntry, CareFacts, RepairFacts, TeachingFacts } from './care/facts.ts'
import type { ProfileEntry } from './learning/adopt.ts'
import type { Profile, Sensor } from './metering/types.ts'
import type { MoreOfSiteBooks } from './periods/rules.ts'
import type { MoreOfSitePlan, Place, PlanEntry } from './plan.ts'
import type { Said } from './refusals.ts'
import {
  emptyMoney,
  type ImportedMoney,
  MONEY_KINDS,
  type MoneyKinds,
  type MoneyMaps,
  type MoreOfIssuer,
  type MoreOfPool,
  type MoreOfSite as MoreOfSiteMoney,
  type MoreOfTariff,
} from './sharing/facts.ts'
import type { CharterEntry, CharterFacts, SignatureFacts } from './who/charter.ts'
import type {
  ClosureFacts,
  EventFacts,
  Grant,
  MoreOfBadge,
  MoreOfCategory,
  MoreOfMachine,
  MoreOfMember,
  MoreOfOrganisation,
  MoreOfSite,
  ReservationFacts,
  SpendingFacts,
} from './who/facts.ts'
import type { WorkshopEntry } from './workshop.ts'

export type Opening = { days: number[]; from: string; to: string }
export type Billing = 'tariff' | 'share' | 'provisional'

export type SiteFacts = MoreOfSite &
  MoreOfSiteMoney &
  MoreOfSiteBooks &
  MoreOfSitePlan & {
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
export type IssuerFacts = MoreOfIssuer & {
  id: string
  name: string
  legal_form: string | null
  siren: string | null
  vat: string
  billing: Billing | null
}
export type MachineFacts = MoreOfMachine & {
  id: string
  name: string
  kind: string
  profile: string
  qualification: string | null
  sensor: Sensor
  takeover: 'never' | 'when-idle'
  sample_ms: number
  place: Place | null
  /** absent: nobody has said anything (access/offline.ts) */
  offline?: OfflinePolicy
  /** the profile its file names, where a lesson gave it one of its own since */
  file_profile?: string
}
export type CategoryFacts = MoreOfCategory & { id: string; name: string }
export type OrganisationFacts = MoreOfOrganisation & {
  id: string
  name: string
  legal_form: string | null
  vat: string | null
}
/** Dates are ISO `yyyy-mm-dd`; null means not given (not a barrier), except `charter_signed`: null is unsigned. */
export type MemberFacts = MoreOfMember & {
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
export type BadgeFacts = MoreOfBadge & {
  badge: string
  member: string
  blocked: boolean
  valid_from_ms: number | null
  valid_until_ms: number | null
}
export type StationFacts = { id: string; machine: string; epoch: number }
export type TariffFacts = MoreOfTariff & {
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
export type PoolFacts = MoreOfPool & {
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

export type Directory = MoneyMaps & {
  site: SiteFacts | null
  issuers: Map<string, IssuerFacts>
  profiles: Map<string, Profile>
  /** versions that were replaced, by `id@version`: sessions name the one that metered them */
  former_profiles: Map<string, Profile>
  machines: Map<string, MachineFacts>
  categories: Map<string, CategoryFacts>
  organisations: Map<string, OrganisationFacts>
  members: Map<string, MemberFacts>
  badges: Map<string, BadgeFacts>
  stations: Map<string, StationFacts>
  tariffs: Map<string, TariffFacts>
  pools: Map<string, PoolFacts>
  locks: Map<string, LockFacts>
  closures: Map<string, ClosureFacts>
  reservations: Map<string, ReservationFacts>
  events: Map<string, EventFacts>
  spending: Map<string, SpendingFacts>
  charters: Map<string, CharterFacts>
  signatures: Map<string, SignatureFacts>
  repairs: Map<string, RepairFacts>
  cares: Map<string, CareFacts>
  teaching: Map<string, TeachingFacts>
}

/** Name of each keyed collection: the `kind` column of the ledger's `directory` table. */
export const DIRECTORY_KINDS = [
  'issuers',
  'profiles',
  'former_profiles',
  'machines',
  'categories',
  'organisations',
  'members',
  'badges',
  'stations',
  'tariffs',
  'pools',
  'locks',
  'closures',
  'reservations',
  'events',
  'spending',
  'charters',
  'signatures',
  'repairs',
  'cares',
  'teaching',
  ...MONEY_KINDS,
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
  | ProfileEntry
  | MoneyEntry
  | CareEntry
  | PeopleEntry
  | PlanEntry
  | SettingsEntry
  | WorkshopEntry

/** What is decided about people, their badges and their time, one act at a time. `by` signs it. */
export type PeopleEntry =
  | CharterEntry
  /** whole members, and badges added to those they have; `fresh`: nobody of these ids is there yet */
  | {
      type: 'members-put'
      members: MemberFacts[]
      badges: BadgeFacts[]
      by: string
      fresh?: boolean
      /** what they signed to be let in */
      signatures?: SignatureFacts[]
    }
  | { type: 'organisation-put'; organisation: OrganisationFacts; by: string }
  | { type: 'badge-put'; badge: BadgeFacts; by: string }
  | { type: 'qualification-granted'; member: string; grant: Grant; by: string }
  | { type: 'qualification-revoked'; member: string; qualification: string; why: string; by: string }
  /** `anyway`: what stood in the way, where it was done all the same */
  | { type: 'member-erased'; member: string; by: string; at_ms: number; anyway?: readonly Said[] }
  | { type: 'reservation-made'; reservation: ReservationFacts; at_ms: number }
  | { type: 'reservation-cancelled'; reservation: string; by: string; at_ms: number }
  | { type: 'event-put'; event: EventFacts; by: string; at_ms: number }
  | { type: 'event-cancelled'; event: string; by: string; at_ms: number }
  | { type: 'closure-put'; closure: ClosureFacts; by: string; at_ms: number }
  | { type: 'closure-removed'; closure: string; by: string; at_ms: number }
  | { type: 'spending-noted'; spending: SpendingFacts[] }

/** What a treasurer sets, buys, sells or counts. Nothing is taken away: a purchase is corrected by a negative one. */
export type MoneyEntry =
  | { [K in keyof MoneyKinds]: { type: 'money-put'; kind: K; value: MoneyKinds[K]; by: string } }[keyof MoneyKinds]
  | { type: 'tariff-put'; tariff: TariffFacts; by: string }
  | { type: 'pool-put'; pool: PoolFacts; by: string }
  | { type: 'trial-set'; until: string | null; by: string }

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
  money?: ImportedMoney
  closures?: ClosureFacts[]
  events?: EventFacts[]
}

export const emptyDirectory = (): Directory => ({
  ...emptyMoney(),
  site: null,
  issuers: new Map(),
  profiles: new Map(),
  former_profiles: new Map(),
  machines: new Map(),
  categories: new Map(),
  organisations: new Map(),
  members: new Map(),
  badges: new Map(),
  stations: new Map(),
  tariffs: new Map(),
  pools: new Map(),
  locks: new Map(),
  closures: new Map(),
  reservations: new Map(),
  events: new Map(),
  spending: new Map(),
  charters: new Map(),
  signatures: new Map(),
  repairs: new Map(),
  cares: new Map(),
  teaching: new Map(),
})
