/** Money over HTTP: what prices, what is shared, and what the treasurer asks about months. Cents net of VAT. */
import * as z from 'zod'
import { Billing, Driver, Pool as FilePool, Tariff as FileTariff } from './atelier.ts'
import {
  Asset,
  Balance,
  Consumable,
  ConsumableCount,
  Loan,
  Order,
  Pack,
  PackSale,
  POOL_TERMS,
  Purchase,
  Step,
  TARIFF_TERMS,
} from './atelier-money.ts'
import { Slug } from './topics.ts'

const cents = z.int()
const natural = z.int().min(0)
const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'is not a month yyyy-mm')

/** `issuer` may be left out where there is only one. A price that exists is ended and followed by another, never edited. */
export const NewTariff = z.strictObject({ ...FileTariff.shape, valid_from: z.iso.date() })
export const NewPool = z.strictObject({ ...FilePool.shape, name: z.string().min(1).max(200), valid_from: Month })
/** Last day of a tariff; last month of a pool. */
export const EndTariff = z.strictObject({ valid_until: z.iso.date() })
export const EndPool = z.strictObject({ valid_until: Month })

/** Up to which month, included, everything is computed beside the old way of counting, and nothing is issued. */
export const Trial = z.strictObject({ until: Month.nullable() })
export type Trial = z.infer<typeof Trial>

export const TariffView = z.object({
  id: z.string(),
  issuer: z.string(),
  valid_from: z.string(),
  category: z.string().nullable(),
  machines: z.array(z.string()).nullable(),
  price: z.enum(['running', 'worked', 'session']),
  cents_per_hour: cents,
  ...TARIFF_TERMS,
})
export type TariffView = z.infer<typeof TariffView>
export const PoolView = z.object({
  id: z.string(),
  issuer: z.string(),
  name: z.string(),
  amount_cents: cents,
  per: z.enum(['month']),
  driver: Driver,
  machines: z.array(z.string()).nullable(),
  subsidy_cents: cents,
  normal_capacity_ms: natural.nullable(),
  weights: z.record(z.string(), z.number()).nullable().optional(),
  ...POOL_TERMS,
})
export type PoolView = z.infer<typeof PoolView>
export const IssuerView = z.object({
  id: z.string(),
  name: z.string(),
  billing: Billing,
  vat: z.string(),
  valid_from: z.string().nullable(),
  valid_until: z.string().nullable(),
  target_percent: z.number().nullable(),
})
export type IssuerView = z.infer<typeof IssuerView>

/** What is put in one by one, each kind under its own path. An id may be left out: one is made. */
const named = <S extends z.ZodRawShape>(schema: z.ZodObject<S>) =>
  z.strictObject({ ...schema.shape, id: Slug.optional() })
export const NewPurchase = named(Purchase)
export const NewAsset = named(Asset)
export const NewLoan = named(Loan)
export const NewBalance = named(Balance)
export const NewPack = named(Pack)
export const NewPackSale = named(PackSale).omit({ time_ms: true, price_cents: true, valid_until: true })
export const NewConsumable = named(Consumable)
export const NewCount = named(ConsumableCount).omit({ cents_per_unit: true })
export const NewOrder = named(Order.omit({ withdrawn: true }))
export const NewStep = named(Step)
export const Delivered = z.strictObject({ date: z.iso.date() })

export const PurchaseView = Purchase
export type PurchaseView = z.infer<typeof PurchaseView>
export const AssetView = Asset
export type AssetView = z.infer<typeof AssetView>
export const LoanView = Loan
export type LoanView = z.infer<typeof LoanView>
export const BalanceView = Balance
export type BalanceView = z.infer<typeof BalanceView>
export const PackView = Pack
export type PackView = z.infer<typeof PackView>
export const PackSaleView = PackSale
export type PackSaleView = z.infer<typeof PackSaleView>
export const ConsumableView = Consumable
export type ConsumableView = z.infer<typeof ConsumableView>
export const CountView = ConsumableCount
export type CountView = z.infer<typeof CountView>
/** Orders of before have no number of the customer's. */
export const OrderView = Order.extend({
  purchase_order: z.string().nullable().optional(),
  withdrawn: z.string().nullable().optional(),
})
/** What is left out stays. `withdrawn` null takes it up again. */
export const OrderChange = z
  .strictObject({
    name: Order.shape.name.unwrap(),
    organisation: z.string().max(32).nullable(),
    received: z.iso.date().nullable(),
    purchase_order: Order.shape.purchase_order.unwrap(),
    withdrawn: z.iso.date().nullable(),
  })
  .partial()
export type OrderChange = z.infer<typeof OrderChange>
export const StepView = Step

const days = natural.nullable()
/** What an order took: inside by machine, outside by whoever had it, and from its first event to the day it was handed over. */
export const OrderReport = z.object({
  order: z.string(),
  name: z.string(),
  organisation: z.string().nullable(),
  /** day of the first thing known of it; null: nothing yet */
  began: z.string().nullable(),
  delivered: z.string().nullable(),
  /** given up that day */
  withdrawn: z.string().nullable(),
  received: z.string().nullable(),
  purchase_order: z.string().nullable(),
  /** calendar days from the first event to delivery, or until today; null: it has not begun */
  lead_days: days,
  running_ms: natural,
  session_ms: natural,
  sessions: natural,
  machines: z.array(
    z.object({ machine: z.string(), kind: z.string(), running_ms: natural, session_ms: natural, sessions: natural }),
  ),
  /** days it was elsewhere, each counted once */
  outside_days: natural,
  steps: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      partner: z.string().nullable(),
      sent: z.string(),
      back: z.string().nullable(),
      days: natural,
    }),
  ),
})
export type OrderReport = z.infer<typeof OrderReport>
export type OrderView = z.infer<typeof OrderView>

export const IssuerMonth = z.object({
  issuer: z.string(),
  name: z.string(),
  billing: Billing,
  gross_cents: cents,
  subsidy_cents: cents,
  break_even_cents: cents,
  earned_cents: cents,
  self_financing_percent: z.number().nullable(),
  target_percent: z.number().nullable(),
  target_cents: cents,
  missing_cents: cents,
  charged_running_ms: natural,
  needed_cents_per_hour: cents.nullable(),
  needed_factor_thousandths: natural.nullable(),
})
export const MonthOverview = z.object({
  period: z.string(),
  trial: z.boolean(),
  /** the part of the month that has passed, 0…1 */
  elapsed: z.number(),
  issuers: z.array(IssuerMonth),
})
export type MonthOverview = z.infer<typeof MonthOverview>

/** What is given replaces that term; null takes it away; an unknown id adds one. No defaults: what is absent stays. */
const TariffChange = z
  .strictObject({ ...FileTariff.shape, price: z.enum(['running', 'worked', 'session']) })
  .omit({ id: true })
  .partial()
const PoolChange = z
  .strictObject({
    ...FilePool.shape,
    driver: Driver,
    per: z.enum(['month']),
    machines: z.array(Slug).nullable(),
    subsidy_cents: natural,
    normal_capacity_ms: natural.nullable(),
  })
  .omit({ id: true })
  .partial()
export const Changes = z.strictObject({
  billing: z.record(Slug, Billing).optional(),
  tariffs: z.record(Slug, TariffChange.nullable()).optional(),
  pools: z.record(Slug, PoolChange.nullable()).optional(),
})
export type Changes = z.infer<typeof Changes>
export const WhatIfRequest = z.strictObject({ from: Month, to: Month.optional(), changes: Changes })

const moved = { before_cents: cents, after_cents: cents, delta_cents: cents }
export const WhatIfView = z.object({
  periods: z.array(z.string()),
  total: z.object(moved),
  cooperative: z.object(moved),
  costs: z.object(moved),
  gain: natural,
  lose: natural,
  same: natural,
  categories: z.array(z.object({ category: z.string(), members: natural, ...moved, gain: natural, lose: natural })),
  /** for the treasurer alone; absent for everybody else */
  members: z
    .array(z.object({ id: z.string(), name: z.string(), category: z.string().nullable(), ...moved }))
    .optional(),
  others: z.array(z.object({ kind: z.enum(['order', 'organisation']), id: z.string(), ...moved })).optional(),
})
export type WhatIfView = z.infer<typeof WhatIfView>

const Payer = z.object({ kind: z.enum(['member', 'organisation', 'cooperative']), id: z.string() })
const settled = { advance_cents: cents, share_cents: cents, balance_cents: cents }
const SettledPayers = z.array(
  z.object({
    payer: Payer,
    name: z.string(),
    ...settled,
    months: z.array(z.object({ period: z.string(), advance_cents: cents, share_cents: cents })),
    /** of what they paid in advance, packs nobody used: they are in the balance, and named */
    unused_packs: z.array(z.object({ sale: z.string(), name: z.string(), left_ms: natural, cents })).default([]),
  }),
)
const settledCosts = { costs_cents: cents, cooperative_cents: cents, ...settled, payers: SettledPayers }
export const SettlementView = z.object({
  year: z.string(),
  issuers: z.array(
    z.object({
      issuer: z.string(),
      /** the month whose closing makes it due; null: it is closed. Until then costs to come are in it, and no payments to come */
      provisional_until: z.string().nullable(),
      ...settledCosts,
      /** what it would come to, had the year ended with its last whole month; null: it is due, or no month is over */
      so_far: z.object({ from: z.string(), through: z.string(), ...settledCosts }).nullable(),
    }),
  ),
})
export type SettlementView = z.infer<typeof SettlementView>

export const FundersView = z.object({
  from: z.string(),
  to: z.string(),
  /** from the first month metered to the last that is over, or to the running one where it is the first; null: nothing was metered */
  lived: z.object({ from: z.string(), to: z.string() }).nullable(),
  site: z.string(),
  members: natural,
  beneficiaries: natural,
  starters: natural,
  organisations: natural,
  sessions: natural,
  running_ms: natural,
  session_ms: natural,
  kinds: z.array(z.object({ kind: z.string(), machines: natural, running_ms: natural, sessions: natural })),
  categories: z.array(z.object({ category: z.string(), beneficiaries: natural, running_ms: natural })),
  months: z.array(
    z.object({
      period: z.string(),
      running_ms: natural,
      beneficiaries: natural,
      gross_cents: cents,
      subsidy_cents: cents,
      earned_cents: cents,
    }),
  ),
  pools: z.array(z.object({ issuer: z.string(), name: z.string(), gross_cents: cents, subsidy_cents: cents })),
  gross_cents: cents,
  subsidy_cents: cents,
  earned_cents: cents,
  self_financing_percent: z.number().nullable(),
})
export type FundersView = z.infer<typeof FundersView>

/** What a statement tells beyond contract §5. */
export const LINE_MORE = {
  kind: z.string().optional(),
  issuer: z.string().optional(),
  payer: Payer.optional(),
  via: z.string().optional(),
  tariff: z.string().optional(),
  machine: z.string().optional(),
  counted: z.number().optional(),
  unit: z.string().optional(),
  unit_cents: cents.optional(),
  free_ms: natural.optional(),
  prepaid_ms: natural.optional(),
  adjusts: z.string().optional(),
}
export const DoubtView = z.object({ session: z.string().nullable(), why: z.string() })
export const PayerView = z.object({
  payer: Payer,
  total_cents: cents,
  issuers: z.array(z.object({ issuer: z.string(), total_cents: cents })),
  members: z.array(z.string()),
  orders: z.array(z.string()),
  opening_cents: cents,
})
export const InternalCharge = z.object({
  loan: z.string(),
  lender: z.string(),
  borrower: z.string(),
  machine: z.string(),
  running_ms: natural,
  cents,
})
export const POOL_MORE = {
  issuer: z.string().optional(),
  gross_cents: cents.optional(),
  subsidy_cents: cents.optional(),
  organisations_cents: cents.optional(),
  borne: z.array(z.object({ why: z.string(), cents })).optional(),
  unit: z.object({ cents, weight: z.number() }).optional(),
}
