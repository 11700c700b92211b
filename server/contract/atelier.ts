/** An atelier in one file, contract §7. Money in cents net of VAT, dates ISO, badges as raw UIDs (kept only as HMAC). */
import * as z from 'zod'
import { SITE_BOOKS } from './atelier-books.ts'
import { ISSUER_MONEY, MONEY_COLLECTIONS, POOL_TERMS, SITE_MONEY, TARIFF_TERMS, Vat } from './atelier-money.ts'
import {
  Badge,
  CATEGORY_RULES,
  MACHINE_CARE,
  MEMBER_MORE,
  ORGANISATION_MORE,
  PEOPLE_COLLECTIONS,
  Qualification,
  SITE_PEOPLE,
} from './atelier-people.ts'
import { Place, Room } from './plan.ts'
import { Slug } from './topics.ts'

const Name = z.string().min(1).max(200)
const DateOnly = z.iso.date()
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
const cents = z.int().min(-1e12).max(1e12)
const positive_ms = z.int().min(0)

export const Billing = z.enum(['tariff', 'share', 'provisional'])
export { Vat } from './atelier-money.ts'

export const Opening = z.object({ days: z.array(z.int().min(1).max(7)).min(1), from: Clock, to: Clock })

export const Issuer = z.looseObject({
  id: Slug,
  name: Name.optional(),
  legal_form: z.string().optional(),
  siren: z.string().optional(),
  vat: Vat.optional(),
  billing: Billing.optional(),
  ...ISSUER_MONEY,
})

/** Levels that are not given are derived: see `profileFacts`. */
export const Profile = z.looseObject({
  id: Slug,
  idle_mA: z.int().min(0).optional(),
  run_mA: z.int().min(1).optional(),
  run_on_mA: z.int().min(0).optional(),
  run_off_mA: z.int().min(0).optional(),
  min_on_ms: positive_ms.default(0),
  hold_ms: positive_ms.default(3_000),
  /** Added: least draw with the supply there; 0: the machine may be dark and well. Absent: nobody taught it. */
  standby_mA: z.int().min(0).nullish(),
  /** Added: the most its meter can measure. */
  limit_mA: z.int().min(1).nullish(),
  idle_timeout_s: z.int().min(1).nullable().default(900),
  max_duration_s: z.int().min(1).nullable().default(null),
  /** Added: its cycle goes on by itself in pulses, as a kiln's; it is over once its pauses outlast `hold_ms`. */
  unattended: z.boolean().optional(),
})

export const Machine = z.looseObject({
  id: Slug,
  name: Name.optional(),
  kind: z.string().max(64).optional(),
  profile: Slug.optional(),
  qualification: Slug.nullable().optional(),
  sensor: z.enum(['none', 'current', 'power', 'energy']).default('current'),
  takeover: z.enum(['never', 'when-idle']).default('when-idle'),
  /** Added: what the station samples at; contract default 1 s, 30 s without a meter. */
  sample_ms: z.int().min(100).max(3_600_000).optional(),
  /** Added: place on the floor plan, percent of its width and height. */
  place: Place.nullish(),
  /** Added: whether listed members may start it while its station cannot ask, and for how many hours (at most a week). */
  offline: z
    .object({ start: z.boolean().default(true), hours: z.number().min(1).max(168).nullable().default(null) })
    .optional(),
  ...MACHINE_CARE,
})

export const Category = z.looseObject({ id: Slug, name: Name.optional(), ...CATEGORY_RULES })
export const Organisation = z.looseObject({
  id: Slug,
  name: Name.optional(),
  legal_form: z.string().optional(),
  vat: Vat.optional(),
  ...ORGANISATION_MORE,
})

export const Member = z.looseObject({
  id: Slug,
  name: Name.optional(),
  category: Slug.nullable().optional(),
  organisation: Slug.nullable().optional(),
  joined: DateOnly.nullable().optional(),
  left: DateOnly.nullable().optional(),
  suspended: z.boolean().optional(),
  activity_started: DateOnly.nullable().optional(),
  charter_signed: DateOnly.nullable().optional(),
  qualifications: z.array(Qualification).default([]),
  /** Absent: the badges this member has are left as they are. */
  badges: z.array(Badge).optional(),
  email: z.email().nullable().optional(),
  language: z.enum(['fr', 'en']).optional(),
  ...MEMBER_MORE,
})

export const Price = z.enum(['running', 'worked', 'session'])
export const Tariff = z.looseObject({
  id: Slug,
  issuer: Slug.optional(),
  valid_from: DateOnly.optional(),
  category: Slug.nullable().optional(),
  machines: z.array(Slug).nullable().optional(),
  price: Price.default('running'),
  /** Absent only where `components` are given. */
  cents_per_hour: z.int().min(0).max(1e9).optional(),
  ...TARIFF_TERMS,
})

export const Driver = z.enum([
  'running_ms',
  'worked_ms',
  'session_ms',
  'energy_Wh',
  'sessions',
  'equal',
  'area',
  'weights',
])
export const Pool = z.looseObject({
  id: Slug,
  issuer: Slug.optional(),
  name: Name.optional(),
  amount_cents: cents.min(0),
  per: z.enum(['month']).default('month'),
  driver: Driver.default('running_ms'),
  machines: z.array(Slug).nullable().default(null),
  subsidy_cents: cents.min(0).default(0),
  normal_capacity_ms: z.int().min(1).nullable().default(null),
  /** For `area` and `weights`: member id → share of the key (m², points). */
  weights: z.record(Slug, z.number().min(0).max(1e9)).optional(),
  ...POOL_TERMS,
})

export const AtelierFile = z.looseObject({
  navette: z.literal(1),
  site: Slug,
  name: Name,
  timezone: z.string().min(1),
  currency: z.literal('EUR').default('EUR'),
  billing: Billing.default('share'),
  opening: z.array(Opening).nullable().optional(),
  /** Added: the room of the floor plan. */
  room: Room.nullish(),
  issuers: z.array(Issuer).default([]),
  profiles: z.array(Profile).default([]),
  machines: z.array(Machine).default([]),
  categories: z.array(Category).default([]),
  organisations: z.array(Organisation).default([]),
  members: z.array(Member).default([]),
  tariffs: z.array(Tariff).default([]),
  pools: z.array(Pool).default([]),
  ...SITE_PEOPLE,
  ...PEOPLE_COLLECTIONS,
  ...SITE_MONEY,
  ...SITE_BOOKS,
  ...MONEY_COLLECTIONS,
})
export type AtelierFile = z.infer<typeof AtelierFile>
export type AtelierMachine = z.infer<typeof Machine>
export type AtelierMember = z.infer<typeof Member>
export type AtelierTariff = z.infer<typeof Tariff>
export type AtelierPool = z.infer<typeof Pool>
export type AtelierIssuer = z.infer<typeof Issuer>
export type AtelierOrganisation = z.infer<typeof Organisation>
export type AtelierCategory = z.infer<typeof Category>
export type Driver = z.infer<typeof Driver>
export type Billing = z.infer<typeof Billing>
