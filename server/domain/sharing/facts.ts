/**
 * Facts about money that came after the first journals were written: each is optional where it stands in an older fact, so
 * that what is chained already keeps its meaning. Cents net of VAT, integer ms, dates ISO `yyyy-mm-dd`, months `yyyy-mm`.
 * IBAN and creditor identifiers are not in here: bank data stays outside the chain.
 */
import type { CollectingFacts } from '../accounting/payment-settings.ts'
import type { InvoicingFacts } from '../accounting/settings.ts'

/** The regime in force is the last line not after the day. */
export type DatedVat = { from: string; regime: string }

export type MoreOfIssuer = {
  /** first and last day it issues; its pools and tariffs count only in between */
  valid_from?: string | null
  valid_until?: string | null
  vat_regimes?: DatedVat[] | null
  /** prefix of its invoice numbers */
  invoice_series?: string | null
  /** absent or null: nothing can be issued in its name */
  invoicing?: InvoicingFacts | null
  /** absent: as `COLLECTING` has it */
  collecting?: Partial<CollectingFacts> | null
  /** accounts of the accountant's own plan (accounting/accounts-plan.ts) */
  account_numbers?: Record<string, string> | null
  /** part of its gross costs it means to earn itself, in per cent with at most two decimals */
  target_percent?: number | null
  /** SHA-256 of the logo that its next documents carry; null: none is wanted */
  logo?: string | null
  /** who its mails come from and where answers go; null: its name, its address on invoices */
  mail?: { from_name: string | null; reply_to: string | null } | null
}
export type MoreOfSite = {
  /** months up to this one run beside the old spreadsheet: everything is computed, nothing is issued */
  trial_until?: string | null
}

/** What a price is counted in. `setup`, `minimum`, packs and consumables are priced apart. */
export type TimeMeasure = 'running' | 'worked' | 'session' | 'idle'
export type TariffComponent =
  | { measure: TimeMeasure; cents_per_hour: number }
  /** energy is passed on and never sold: at most what the pool it comes from cost in the month */
  | { measure: 'energy'; cents_per_kWh: number; pool: string }

export type MoreOfTariff = {
  /** last day a session may begin to be priced by it */
  valid_until?: string | null
  /** machine kinds; null: any. Naming machines is more specific */
  kinds?: string[] | null
  /** several prices in one; absent: `price` and `cents_per_hour` alone */
  components?: TariffComponent[] | null
  /** billing increment: the counted time of each session is rounded up to it */
  step_ms?: number | null
  minimum_cents?: number | null
  setup_cents?: number | null
  /** time of the first component that is free each month, for each who is charged */
  free_ms?: number | null
  cap_day_cents?: number | null
  cap_month_cents?: number | null
  /** only in the first n months of activity */
  first_months?: number | null
  /** only those who signed the charter */
  charter?: boolean | null
}

export type MoreOfPool = {
  kinds?: string[] | null
  /** only members of these categories */
  categories?: string[] | null
  /** first and last month it counts */
  valid_from?: string | null
  valid_until?: string | null
  /** borne by the cooperative before anything is shared */
  cooperative?: { percent: number } | { cents: number } | null
  /** for `area` and `weights`: by organisation, who then pays it as such */
  organisation_weights?: Record<string, number> | null
}

/** Something bought for a pool. A credit note of the supplier is a negative amount. */
export type PurchaseFacts = {
  id: string
  pool: string
  date: string
  amount_cents: number
  /** number of the invoice or receipt */
  document: string
  label: string
}

/** Written off in a straight line over `months`, from month `from` on; its subsidy goes the same way. */
export type AssetFacts = {
  id: string
  pool: string
  name: string
  machine: string | null
  amount_cents: number
  from: string
  months: number
  subsidy_cents: number
}

/** Machine time bought ahead. `tariffs` null: any that prices machine time of this issuer. */
export type PackFacts = {
  id: string
  issuer: string
  name: string
  time_ms: number
  price_cents: number
  /** null: never expires */
  valid_months: number | null
  kinds: string[] | null
  machines: string[] | null
}
/** A pack sold to somebody, with the terms it was sold under. */
export type PackSaleFacts = {
  id: string
  pack: string
  holder: { kind: 'member' | 'organisation'; id: string }
  date: string
  valid_until: string | null
  time_ms: number
  price_cents: number
}

/** Counted by hand. `valid_from` as for tariffs: the last one not after the day holds. */
export type ConsumableFacts = {
  id: string
  issuer: string
  name: string
  /** what one is: `m²`, `bobine` */
  unit: string
  cents_per_unit: number
}
/** `thousandths` of the unit. A negative count takes an earlier one back. The price is the one of its day. */
export type CountFacts = {
  id: string
  consumable: string
  holder: { kind: 'member' | 'order'; id: string }
  machine: string | null
  date: string
  thousandths: number
  cents_per_unit: number
}

/** Work that carries its own time. `organisation` pays for it; null: the issuer's own order. */
export type OrderFacts = {
  id: string
  name: string
  issuer: string
  organisation: string | null
  /** category its time is priced in */
  category: string | null
  /** day it was taken on, and day it was handed over: from idea to project */
  received?: string | null
  delivered?: string | null
  /** day it was given up, by the customer or by us: what was worked for it until then stays its own */
  withdrawn?: string | null
  /** number of the customer's own order form (Code de commerce L441-9, I) */
  purchase_order?: string | null
}

/** Work on an order that is done elsewhere; `back` null: it is still there. */
export type StepFacts = {
  id: string
  order: string
  name: string
  /** the organisation that does it; null: told by its name alone */
  partner: string | null
  sent: string
  back: string | null
}

/** A machine of `lender` that works for the pools and tariffs of `borrower`. */
export type LoanFacts = {
  id: string
  machine: string
  lender: string
  borrower: string
  /** pool of the borrower that bears the charge, and of the lender that is relieved by it */
  borrower_pool: string
  lender_pool: string | null
  valid_from: string
  valid_until: string | null
  cents_per_hour: number
}

/** What somebody owed (positive) or was owed when Navette took over. */
export type BalanceFacts = {
  id: string
  payer: { kind: 'member' | 'organisation'; id: string }
  issuer: string
  date: string
  amount_cents: number
}

export type MoneyKinds = {
  purchases: PurchaseFacts
  assets: AssetFacts
  packs: PackFacts
  pack_sales: PackSaleFacts
  consumables: ConsumableFacts
  counts: CountFacts
  orders: OrderFacts
  steps: StepFacts
  loans: LoanFacts
  balances: BalanceFacts
}
export const MONEY_KINDS = [
  'purchases',
  'assets',
  'packs',
  'pack_sales',
  'consumables',
  'counts',
  'orders',
  'steps',
  'loans',
  'balances',
] as const satisfies readonly (keyof MoneyKinds)[]
export type MoneyKind = (typeof MONEY_KINDS)[number]
/** The collections as the directory keeps them, by id. */
export type MoneyMaps = { [K in MoneyKind]: Map<string, MoneyKinds[K]> }
/** What an atelier file brings of them. */
export type ImportedMoney = { [K in MoneyKind]?: MoneyKinds[K][] }
export const emptyMoney = (): MoneyMaps => ({
  purchases: new Map(),
  assets: new Map(),
  packs: new Map(),
  pack_sales: new Map(),
  consumables: new Map(),
  counts: new Map(),
  orders: new Map(),
  steps: new Map(),
  loans: new Map(),
  balances: new Map(),
})
