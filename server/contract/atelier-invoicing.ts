/**
 * What an issuer says before anything is issued in its name: docs/atelier-file.md, docs/invoices.md. A misspelt field would
 * print wrong invoices, so here it is told and not ignored.
 */
import * as z from 'zod'
import { Slug } from './topics.ts'

const DateOnly = z.iso.date()
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

export const Invoicing = z.strictObject({
  address: z.strictObject({
    street: z.string().trim().min(1).max(200),
    postal_code: z.string().trim().min(1).max(20),
    city: z.string().trim().min(1).max(100),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .default('FR'),
  }),
  email: z.email().nullable().default(null),
  siret: z.string().nullable().default(null),
  vat_number: z.string().nullable().default(null),
  capital_cents: z.int().min(0).max(1e14).nullable().default(null),
  register: z.string().trim().min(1).max(100).nullable().default(null),
  numbering: z.enum(['yearly', 'continuous']).default('yearly'),
  last_number: z.string().max(40).nullable().default(null),
  credit_series: Series.nullable().default(null),
  vat_rates: z
    .strictObject({
      default: Rate.default(20),
      kinds: z.partialRecord(LineKind, Rate).default({}),
      pools: z.record(Slug, Rate).default({}),
      tariffs: z.record(Slug, Rate).default({}),
    })
    .prefault({}),
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
    .nullable()
    .default(null),
  vat_on_debits_from: DateOnly.nullable().default(null),
  payment_days: z.int().min(0).max(60, 'is more than 60 days: Code de commerce L441-10').default(30),
  penalty_percent: z.number().min(0).max(100).nullable().default(null),
  discount: Sentence.default('Pas d’escompte pour paiement anticipé.'),
  collect: z.enum(['transfer', 'debit']).default('transfer'),
  goods: z.array(LineKind).default(['consumable']),
  sentences: z.array(Sentence).max(10).default([]),
})
export type Invoicing = z.infer<typeof Invoicing>
