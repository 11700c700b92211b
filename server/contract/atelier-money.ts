/** The money of an atelier file beyond contract §7: docs/atelier-file.md. Cents net of VAT, integer ms, ISO dates and months. */
import * as z from 'zod'
import { Collecting } from './atelier-collecting.ts'
import { Invoicing } from './atelier-invoicing.ts'
import { Slug } from './topics.ts'

const Name = z.string().min(1).max(200)
const DateOnly = z.iso.date()
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'is a month: 2026-10')
/** More than this is a slip of the keyboard, not money. */
const CENTS_MAX = 1e12
const cents = z.int().min(0).max(CENTS_MAX)
const signed_cents = z.int().min(-CENTS_MAX).max(CENTS_MAX)
const rate = z.int().min(0).max(1e9)
const duration_ms = z.int().min(1).max(1e12)
const Percent = z
  .number()
  .min(0)
  .max(100)
  .refine(value => Number.isInteger(Math.round(value * 1e6) / 1e4), 'has at most two decimals')
const Kind = z.string().min(1).max(64)
/** The accounts of docs/books.md; `sales.pool.<pool>`, and two for each rate in hundredths of a per cent: `vat.2000`. */
const ACCOUNT_KEY =
  /^(receivable|advances|bank|cash|cheques|cards|fees|differences\.(loss|gain)|sales\.(share|time|pack|other|consumable)|sales\.pool\.[a-z0-9][a-z0-9-]{0,31}|vat(-pending)?\.\d{1,4})$/
export const Vat = z.enum(['standard', 'franchise', 'exempt'])

export const ACCOUNT_NUMBERS = z.record(
  z.string().regex(ACCOUNT_KEY, 'is no account of docs/books.md'),
  z.string().regex(/^\d{3}[0-9A-Z]{0,9}$/, 'is an account: three digits of the plan first'),
)

export const ISSUER_MONEY = {
  valid_from: DateOnly.nullable().optional(),
  valid_until: DateOnly.nullable().optional(),
  vat_regimes: z
    .array(z.object({ from: DateOnly, regime: Vat }))
    .nullable()
    .optional(),
  invoicing: Invoicing.nullable().optional(),
  collecting: Collecting.nullable().optional(),
  /** numbers of the accountant's own plan, by the keys of docs/books.md */
  account_numbers: ACCOUNT_NUMBERS.nullable().optional(),
  invoice_series: z
    .string()
    .regex(/^[A-Z0-9][A-Z0-9-]{0,15}$/, 'is 1 to 16 capitals, digits or dashes')
    .nullable()
    .optional(),
  target_percent: Percent.nullable().optional(),
  mail: z
    .strictObject({
      from_name: z.string().trim().min(1).max(200).nullable().default(null),
      reply_to: z.email().max(254).nullable().default(null),
    })
    .nullable()
    .optional(),
  /** outside the chain */
  iban: z.string().nullable().optional(),
  bic: z.string().nullable().optional(),
  sepa_creditor_id: z.string().nullable().optional(),
}
export const SITE_MONEY = { trial_until: Month.nullable().optional() }

export const TimeMeasure = z.enum(['running', 'worked', 'session', 'idle'])
export const TariffComponent = z.union([
  z.object({ measure: TimeMeasure, cents_per_hour: rate }),
  z.object({ measure: z.literal('energy'), cents_per_kWh: rate, pool: Slug }),
])
export const TARIFF_TERMS = {
  valid_until: DateOnly.nullable().optional(),
  kinds: z.array(Kind).min(1).nullable().optional(),
  components: z.array(TariffComponent).min(1).max(5).nullable().optional(),
  step_ms: duration_ms.nullable().optional(),
  minimum_cents: cents.nullable().optional(),
  setup_cents: cents.nullable().optional(),
  free_ms: duration_ms.nullable().optional(),
  cap_day_cents: cents.nullable().optional(),
  cap_month_cents: cents.nullable().optional(),
  first_months: z.int().min(1).max(600).nullable().optional(),
  charter: z.boolean().nullable().optional(),
}
export const POOL_TERMS = {
  kinds: z.array(Kind).min(1).nullable().optional(),
  categories: z.array(Slug).min(1).nullable().optional(),
  valid_from: Month.nullable().optional(),
  valid_until: Month.nullable().optional(),
  cooperative: z
    .union([z.strictObject({ percent: Percent }), z.strictObject({ cents })])
    .nullable()
    .optional(),
  organisation_weights: z.record(Slug, z.number().min(0).max(1e9)).nullable().optional(),
}

const Holder = z.object({ kind: z.enum(['member', 'organisation']), id: Slug })

export const Purchase = z.object({
  id: Slug,
  pool: Slug,
  date: DateOnly,
  amount_cents: signed_cents,
  document: z.string().min(1).max(200),
  label: Name,
})
export const Asset = z.object({
  id: Slug,
  pool: Slug,
  name: Name,
  machine: Slug.nullable().default(null),
  amount_cents: cents,
  from: Month,
  months: z.int().min(1).max(600),
  subsidy_cents: cents.default(0),
})
export const Pack = z.object({
  id: Slug,
  issuer: Slug.optional(),
  name: Name,
  time_ms: duration_ms,
  price_cents: cents,
  valid_months: z.int().min(1).max(600).nullable().default(null),
  kinds: z.array(Kind).min(1).nullable().default(null),
  machines: z.array(Slug).min(1).nullable().default(null),
})
export const PackSale = z.object({
  id: Slug,
  pack: Slug,
  holder: Holder,
  date: DateOnly,
  valid_until: DateOnly.nullable().default(null),
  time_ms: duration_ms,
  price_cents: cents,
})
export const Consumable = z.object({
  id: Slug,
  issuer: Slug.optional(),
  name: Name,
  unit: z.string().min(1).max(20),
  cents_per_unit: rate,
})
export const ConsumableCount = z.object({
  id: Slug,
  consumable: Slug,
  holder: z.object({ kind: z.enum(['member', 'order']), id: Slug }),
  machine: Slug.nullable().default(null),
  date: DateOnly,
  thousandths: z.int().min(-1e9).max(1e9),
  cents_per_unit: rate,
})
/** A number the customer gave its order: printed on each invoice of it. */
export const BuyersNumber = z.string().trim().min(1).max(50)
export const Order = z.object({
  id: Slug,
  name: Name.optional(),
  issuer: Slug.optional(),
  organisation: Slug.nullable().default(null),
  category: Slug.nullable().default(null),
  received: DateOnly.nullable().default(null),
  delivered: DateOnly.nullable().default(null),
  withdrawn: DateOnly.nullable().optional(),
  purchase_order: BuyersNumber.nullable().default(null),
})
/** Work on an order that is done elsewhere. */
export const Step = z.object({
  id: Slug,
  order: Slug,
  name: Name,
  partner: Slug.nullable().default(null),
  sent: DateOnly,
  back: DateOnly.nullable().default(null),
})
export const Loan = z.object({
  id: Slug,
  machine: Slug,
  lender: Slug,
  borrower: Slug,
  borrower_pool: Slug,
  lender_pool: Slug.nullable().default(null),
  valid_from: DateOnly,
  valid_until: DateOnly.nullable().default(null),
  cents_per_hour: rate,
})
export const Balance = z.object({
  id: Slug,
  payer: Holder,
  issuer: Slug.optional(),
  date: DateOnly,
  amount_cents: signed_cents,
})

/** Absent ones are left as they are, like everything an atelier file does not mention. */
export const MONEY_COLLECTIONS = {
  purchases: z.array(Purchase).default([]),
  assets: z.array(Asset).default([]),
  packs: z.array(Pack).default([]),
  pack_sales: z.array(PackSale).default([]),
  consumables: z.array(Consumable).default([]),
  counts: z.array(ConsumableCount).default([]),
  orders: z.array(Order).default([]),
  steps: z.array(Step).default([]),
  loans: z.array(Loan).default([]),
  balances: z.array(Balance).default([]),
}
