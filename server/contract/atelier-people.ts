/** People, organisations and their time in an atelier file beyond contract §7: docs/atelier-file.md. */
import * as z from 'zod'
import { Slug } from './topics.ts'

const Name = z.string().min(1).max(200)
const DateOnly = z.iso.date()
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
/** In the atelier's zone: a day, or a day and a clock. */
export const LocalMoment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d)?$/, 'is a day or a local time: 2026-08-01 or 2026-08-01T09:00')
  .refine(text => z.iso.date().safeParse(text.slice(0, 10)).success, 'is no day of the calendar')
const limit_cents_per_month = z.int().min(0).max(1e12).nullable().optional()
const Hours = z.object({ days: z.array(z.int().min(1).max(7)).min(1), from: Clock, to: Clock })

export const Address = z.object({
  street: z.string().max(200).nullable().default(null),
  postal_code: z.string().max(20).nullable().default(null),
  city: z.string().max(100).nullable().default(null),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('FR'),
})
export const Delivery = z.enum(['mail', 'platform', 'paper'])
/** Outside the chain, erasable: addresses and bank details. */
const CONTACT = {
  address: Address.nullable().optional(),
  phone: z.string().max(40).nullable().optional(),
  iban: z.string().max(50).nullable().optional(),
  mandate: z
    .object({
      /** SEPA rulebook AT-01: at most 35 characters */
      reference: z.string().min(1).max(35),
      signed: DateOnly,
    })
    .nullable()
    .optional(),
  /** where several issuers collect: each mandate with the one it was given to */
  mandates: z
    .array(
      z.object({
        issuer: Slug,
        reference: z.string().min(1).max(35),
        signed: DateOnly,
        revoked: DateOnly.nullable().default(null),
      }),
    )
    .max(50)
    .optional(),
  /** how invoices reach them */
  delivery: Delivery.nullable().optional(),
}

/** What an invoice says of a person who trades: outside the chain, as it names a person. */
const INVOICED_AS = {
  trade_name: Name.nullable().optional(),
  siren: z.string().nullable().optional(),
  siret: z.string().nullable().optional(),
  vat_number: z.string().nullable().optional(),
}
/** Art. 261 B CGI: from when, and by which paper, their own activity is known not to be taxed. */
const CostSharing = z.object({ from: DateOnly, document: z.string().min(1).max(200) })

export const SITE_PEOPLE = {
  reservation_grace_s: z.int().min(0).max(86_400).optional(),
  /** of new members */
  language: z.enum(['fr', 'en']).optional(),
  names_on_wall: z.boolean().optional(),
}
/** By hours of running, by months, or by whichever comes first. */
const CareTask = z
  .object({
    id: Slug,
    name: Name,
    every_h: z.number().positive().max(1e6).optional(),
    every_months: z.int().min(1).max(600).optional(),
    since: DateOnly.optional(),
    locks: z.boolean().optional(),
  })
  .refine(({ every_h, every_months }) => every_h !== undefined || every_months !== undefined, {
    message: 'says neither every_h nor every_months',
  })
export const MACHINE_CARE = {
  moving_parts: z.boolean().optional(),
  retired: DateOnly.nullish(),
  care: z.array(CareTask).optional(),
}
export const CATEGORY_RULES = {
  first_months: z.object({ months: z.int().min(1).max(600), of: Slug.nullable().default(null) }).optional(),
}
export const ORGANISATION_MORE = {
  email: z.email().nullable().optional(),
  consumer: z.boolean().optional(),
  cost_sharing: CostSharing.nullable().optional(),
  siren: z.string().nullable().optional(),
  siret: z.string().nullable().optional(),
  vat_number: z.string().nullable().optional(),
  limit_cents_per_month,
  budget_cents_per_year: limit_cents_per_month,
  purchase_order: z.string().trim().min(1).max(50).nullable().optional(),
  buyer_reference: z.string().trim().min(1).max(50).nullable().optional(),
  ...CONTACT,
}
export const Uid = z.string().regex(/^[0-9A-Fa-f]{8,20}$/)
export const Badge = z.union([
  Uid,
  z.object({
    uid: Uid,
    pass: z.enum(['trial', 'day', 'pass']).default('pass'),
    valid_from: LocalMoment.nullable().default(null),
    valid_until: LocalMoment.nullable().default(null),
    hours: z.array(Hours).min(1).optional(),
  }),
])
export const Qualification = z.union([
  Slug,
  z.object({
    id: Slug,
    trainer: Slug.nullable().default(null),
    granted: DateOnly.nullable().default(null),
    expires: DateOnly.nullable().default(null),
  }),
])
export const MEMBER_MORE = {
  kind: z.enum(['person', 'institution', 'visitor']).optional(),
  categories: z.array(z.object({ from: DateOnly, category: Slug.nullable() })).optional(),
  states: z.array(z.object({ from: DateOnly, state: z.enum(['candidate', 'active', 'suspended', 'left']) })).optional(),
  payers: z.array(z.object({ from: DateOnly, organisation: Slug.nullable() })).optional(),
  employer: Slug.nullable().optional(),
  minor: z.boolean().optional(),
  off_wall: z.boolean().optional(),
  cost_sharing: CostSharing.nullable().optional(),
  ...INVOICED_AS,
  limit_cents_per_month,
  ...CONTACT,
}
export const Closure = z.object({
  id: Slug,
  kind: z.enum(['closed', 'open']).default('closed'),
  from: LocalMoment,
  until: LocalMoment,
  why: z.string().max(200).default(''),
})
export const Event = z.object({
  id: Slug,
  kind: z.enum(['training', 'group']),
  name: Name,
  machines: z.array(Slug).min(1),
  from: LocalMoment,
  until: LocalMoment,
  leader: Slug,
  members: z.array(Slug).default([]),
  guests: z.int().min(0).max(1_000).default(0),
  minors: z.boolean().default(false),
  qualification: Slug.nullable().default(null),
  organisation: Slug.nullable().default(null),
  pool: Slug.nullable().default(null),
  funder: z.string().max(200).nullable().default(null),
  subsidy_cents: z.int().min(0).max(1e12).default(0),
})
export const PEOPLE_COLLECTIONS = {
  closures: z.array(Closure).default([]),
  events: z.array(Event).default([]),
}
export type AtelierBadge = z.infer<typeof Badge>
