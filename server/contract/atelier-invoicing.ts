/**
 * What an issuer says before anything is issued in its name: docs/atelier-file.md, docs/invoices.md. A misspelt field would
 * print wrong invoices, so here it is told and not ignored.
 */
import * as z from 'zod'
import { Slug } from './topics.ts'

const DateOnly = z.iso.date()
const HalfYear = DateOnly.regex(/-0[17]-01$/, 'is no half-year: 1 January or 1 July')
const Series = z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,15}$/, 'is 1 to 16 capitals, digits or dashes')
const Sentence = z.string().trim().min(1).max(500)
/** Which rates there are, the importer knows. */
const Rate = z.union([
  z.number().min(0).max(100),
  z.strictObject({
    percent: z.literal(0),
    code: z.string().max(40).nullable().default(null),
    text: Sentence,
  }),
])
export const LineKind = z.enum([
  ...['share', 'running', 'worked', 'session', 'idle', 'energy', 'setup', 'minimum', 'cap', 'consumable', 'pack'],
] as const)

/** By themselves, none filled in: of a change, what is left out stays. */
export const INVOICING_FIELDS = {
  address: z.strictObject({
    street: z.string().trim().min(1).max(200),
    postal_code: z.string().trim().min(1).max(20),
    city: z.string().trim().min(1).max(100),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .default('FR'),
  }),
  email: z.email().nullable(),
  siret: z.string().nullable(),
  vat_number: z.string().nullable(),
  capital_cents: z.int().min(0).max(1e14).nullable(),
  register: z.string().trim().min(1).max(100).nullable(),
  numbering: z.enum(['yearly', 'continuous']),
  last_number: z.string().max(40).nullable(),
  credit_series: Series.nullable(),
  vat_rates: z.strictObject({
    default: Rate.default(20),
    kinds: z.partialRecord(LineKind, Rate).default({}),
    pools: z.record(Slug, Rate).default({}),
    tariffs: z.record(Slug, Rate).default({}),
  }),
  exemption: z
    .discriminatedUnion('basis', [
      z.strictObject({
        basis: z.literal('cost-sharing'),
        confirmed: DateOnly,
        undocumented: z.enum(['refuse', 'tax']).default('refuse'),
      }),
      z.strictObject({
        basis: z.literal('stated'),
        confirmed: DateOnly,
        code: z.string().max(40).nullable().default(null),
        text: Sentence,
      }),
    ])
    .nullable(),
  vat_on_debits_from: DateOnly.nullable(),
  /** what is billed by the month is a facture périodique (CGI art. 289, I 3): L441-10, I gives it 45 days after issue, not 60 */
  payment_days: z.int().min(0).max(45, 'is more than 45 days: Code de commerce L441-10'),
  penalty_percent: z.number().min(0).max(100).nullable(),
  /** of a business's claim, as published for the half-year that begins on `from` (Code monétaire et financier L313-2) */
  legal_interest: z
    .strictObject({ from: HalfYear, percent: z.number().min(0).max(100) })
    .nullable()
    .optional(),
  discount: Sentence,
  collect: z.enum(['transfer', 'debit']),
  goods: z.array(LineKind),
  sentences: z.array(Sentence).max(10),
}

const F = INVOICING_FIELDS
export const Invoicing = z.strictObject({
  address: F.address,
  email: F.email.default(null),
  siret: F.siret.default(null),
  vat_number: F.vat_number.default(null),
  capital_cents: F.capital_cents.default(null),
  register: F.register.default(null),
  numbering: F.numbering.default('yearly'),
  last_number: F.last_number.default(null),
  credit_series: F.credit_series.default(null),
  vat_rates: F.vat_rates.prefault({}),
  exemption: F.exemption.default(null),
  vat_on_debits_from: F.vat_on_debits_from.default(null),
  payment_days: F.payment_days.default(30),
  penalty_percent: F.penalty_percent.default(null),
  legal_interest: F.legal_interest,
  discount: F.discount.default('Pas d’escompte pour paiement anticipé.'),
  collect: F.collect.default('transfer'),
  goods: F.goods.default(['consumable']),
  sentences: F.sentences.default([]),
})
export type Invoicing = z.infer<typeof Invoicing>
