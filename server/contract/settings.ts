/** What a treasurer and a manager set by hand, and what is still missing before anything can be issued. */
import * as z from 'zod'
import { Billing, Opening } from './atelier.ts'
import { Collecting } from './atelier-collecting.ts'
import { INVOICING_FIELDS, Invoicing } from './atelier-invoicing.ts'
import { ACCOUNT_NUMBERS, ISSUER_MONEY, Vat } from './atelier-money.ts'

const Name = z.string().trim().min(1).max(200)
const Day = z.iso.date()
const short = (chars_max: number) => z.string().trim().min(1).max(chars_max).nullable()

export const SettingsSection = z.enum(['identity', 'bank', 'vat', 'numbering', 'terms', 'mail'])
export type SettingsSection = z.infer<typeof SettingsSection>

/** `code` is a refusal's (docs/api.md); `blocks`: nothing goes out before. Else it goes out, and less well. */
export const Missing = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
  section: SettingsSection,
  blocks: z.boolean(),
})
export type Missing = z.infer<typeof Missing>

/** Somebody who will be billed, and what an invoice to them lacks. */
export const MissingPayer = z.object({
  kind: z.enum(['member', 'organisation']),
  id: z.string(),
  name: z.string(),
  problems: z.array(z.object({ code: z.string(), text: z.string() })),
})
export type MissingPayer = z.infer<typeof MissingPayer>

const Bank = z.object({
  iban: z.string().nullable(),
  bic: z.string().nullable(),
  sepa_creditor_id: z.string().nullable(),
})
const MailOf = z.object({ from_name: z.string().nullable(), reply_to: z.string().nullable() })
const Regimes = z.array(z.object({ from: Day, regime: Vat })).max(50)

export const IssuerSettings = z.object({
  id: z.string(),
  name: z.string(),
  legal_form: z.string().nullable(),
  siren: z.string().nullable(),
  billing: Billing.nullable(),
  vat: z.string(),
  vat_regimes: Regimes,
  valid_from: z.string().nullable(),
  valid_until: z.string().nullable(),
  invoice_series: z.string().nullable(),
  target_percent: z.number().nullable(),
  /** settings of before may give more than 45 days: they are shown as they are */
  invoicing: Invoicing.extend({ payment_days: z.int() }).nullable(),
  /** as it holds: what nobody said is as the program has it */
  collecting: Collecting.required(),
  account_numbers: z.record(z.string(), z.string()),
  bank: Bank,
  mail: MailOf,
  /** SHA-256 of the logo its next documents carry; null: none */
  logo: z.string().nullable(),
  /** documents stand in its series already: how they are numbered can no longer be changed */
  begun: z.boolean(),
  /** what the next invoice would be called; null: there is no series yet */
  next_number: z.string().nullable(),
  missing: z.array(Missing),
})
export type IssuerSettings = z.infer<typeof IssuerSettings>

export const SiteSettings = z.object({
  name: z.string(),
  /** IANA */
  timezone: z.string(),
  billing: Billing,
  opening: z.array(Opening).nullable(),
  language: z.enum(['fr', 'en']),
  reservation_grace_s: z.int(),
  settle_below_ms: z.int(),
  contest_days: z.int(),
})
export type SiteSettings = z.infer<typeof SiteSettings>

export const SettingsView = z.object({
  site: SiteSettings,
  issuers: z.array(IssuerSettings),
  payers: z.array(MissingPayer),
  /** how mails go out: by the environment of the server (docs/mail.md) */
  relay: z.object({ there: z.boolean(), from: z.string().nullable() }),
  /** accounts of the books with their usual numbers, in the plan's order */
  plan: z.array(z.object({ key: z.string(), number: z.string(), label: z.string() })),
  pools: z.array(z.object({ id: z.string(), name: z.string(), issuer: z.string() })),
  /** those that price anything from today on */
  tariffs: z.array(z.object({ id: z.string(), name: z.string(), issuer: z.string() })),
})
export type SettingsView = z.infer<typeof SettingsView>

/** What is left out stays; null takes away. */
export const IssuerChange = z
  .strictObject({
    name: Name,
    legal_form: short(60),
    siren: short(40),
    billing: Billing.nullable(),
    vat: Vat,
    vat_regimes: Regimes,
    valid_from: Day.nullable(),
    valid_until: Day.nullable(),
    invoice_series: ISSUER_MONEY.invoice_series,
    target_percent: ISSUER_MONEY.target_percent,
    account_numbers: ACCOUNT_NUMBERS,
    invoicing: z.strictObject(INVOICING_FIELDS).partial(),
    collecting: Collecting,
    mail: z.strictObject({ from_name: short(200), reply_to: z.email().max(254).nullable() }),
    /** beside the chain */
    bank: z.strictObject({ iban: short(50), bic: short(20), sepa_creditor_id: short(40) }).partial(),
  })
  .partial()
export type IssuerChange = z.infer<typeof IssuerChange>

export const SiteChange = z
  .strictObject({
    name: Name,
    /** only while nothing was counted: sessions belong to the months of their zone */
    timezone: z.string().max(64),
    opening: z.array(Opening).max(21).nullable(),
    language: z.enum(['fr', 'en']),
    reservation_grace_s: z.int().min(0).max(86_400),
    settle_below_ms: z.int().min(0).max(3_600_000),
    contest_days: z.int().min(0).max(180),
  })
  .partial()
export type SiteChange = z.infer<typeof SiteChange>
