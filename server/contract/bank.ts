/** Money that moves, as HTTP tells it: balances, payments, statements of the bank, files for it, reminders. Cents; ISO days. */
import * as z from 'zod'
import { MailState } from './bookkeeping.ts'
import { Slug } from './topics.ts'

const Day = z.iso.date()
const cents = z.int()
const CENTS_MAX = 1_000_000_000

export const PayerRef = z.strictObject({ kind: z.enum(['member', 'organisation', 'cooperative']), id: Slug })
export type PayerRef = z.infer<typeof PayerRef>
/** `item`: a number, `opening/…`, `fee/…` */
export const Allocation = z.strictObject({
  item: z.string().min(1).max(64),
  cents: z.int().min(-CENTS_MAX).max(CENTS_MAX),
})
export const PaymentMethod = z.enum(['transfer', 'debit', 'cash', 'cheque', 'card'])

export const BalanceRow = z.object({
  issuer: z.string(),
  payer: PayerRef,
  name: z.string(),
  /** positive: they owe */
  balance_cents: cents,
  not_due_cents: cents,
  late_cents: cents,
  /** days of the oldest that is late; null: nothing is */
  late_days: z.int().nullable(),
  credit_cents: cents,
})
export type BalanceRow = z.infer<typeof BalanceRow>

export const BalanceDetail = BalanceRow.extend({
  ageing: z.object({
    ...{ not_due_cents: cents, late_30_cents: cents, late_60_cents: cents, late_90_cents: cents },
    ...{ late_more_cents: cents, credit_cents: cents },
  }),
  movements: z.array(
    z.object({
      date: Day,
      kind: z.enum(['opening', 'invoice', 'credit-note', 'payment', 'refund', 'returned', 'fee', 'written-off']),
      ref: z.string(),
      cents,
      balance_cents: cents,
    }),
  ),
  items: z.array(
    z.object({
      item: z.string(),
      kind: z.enum(['invoice', 'opening', 'fee', 'refund']),
      due_date: Day,
      due_cents: cents,
      open_cents: cents,
      disputed: z.boolean(),
      /** so little is left that a person may let it be */
      write_off: z.boolean(),
    }),
  ),
  credits: z.array(z.object({ from: z.string(), date: Day, cents, write_off: z.boolean() })),
})
export type BalanceDetail = z.infer<typeof BalanceDetail>

export const PayBody = z.strictObject({
  issuer: Slug,
  payer: PayerRef,
  date: Day,
  method: PaymentMethod,
  amount_cents: z.int().min(-CENTS_MAX).max(CENTS_MAX),
  allocations: z.array(Allocation).max(500).nullable().default(null),
  reference: z.string().trim().min(1).max(60).nullable().default(null),
  again: z.boolean().default(false),
})
export type PayBody = z.input<typeof PayBody>
export const PaidView = z.object({
  id: z.string(),
  payer: PayerRef,
  date: Day,
  method: PaymentMethod,
  amount_cents: cents,
  allocations: z.array(Allocation),
})
export const RejectBody = z.strictObject({
  date: Day,
  reason: z.string().regex(/^[A-Z0-9]{3,4}$/),
  fee_cents: z.int().min(0).max(CENTS_MAX).nullable().default(null),
})
export const AllocateBody = z.strictObject({
  issuer: Slug,
  from: z.string().min(1).max(64),
  allocations: z.array(Allocation).max(500).nullable().default(null),
})
export const WriteOffBody = z.strictObject({ issuer: Slug, item: z.string().min(1).max(64) })
export const DisputeBody = z.strictObject({ disputed: z.boolean(), reason: z.string().trim().min(1).max(500) })

export const ProposalView = z.object({
  kind: z.enum(['payment', 'collection', 'return', 'refund']),
  confidence: z.enum(['sure', 'likely', 'weak']),
  /** what speaks for it, the strongest first */
  why: z.array(
    z.enum(['number', 'number-paid', 'end-to-end', 'iban', 'name', 'amount', 'amount-all', 'batch', 'reason']),
  ),
  parts: z.array(z.object({ payer: PayerRef, name: z.string(), cents, allocations: z.array(Allocation) })),
  run: z.string().nullable(),
  reason: z.string().nullable(),
})
export type ProposalView = z.infer<typeof ProposalView>

export const BankLineView = z.object({
  id: z.string(),
  issuer: z.string(),
  date: Day,
  cents,
  text: z.string(),
  name: z.string().nullable(),
  state: z.enum(['waiting', 'booked', 'set-aside']),
  /** why it concerns no payer */
  set_aside: z.string().nullable(),
  /** another file has a line of this day and sum */
  alike: z.boolean(),
  /** a payment of this sum was written down by hand about this day */
  by_hand: z.boolean(),
  proposal: ProposalView.nullable(),
})
export type BankLineView = z.infer<typeof BankLineView>

export const ConfirmBody = z.strictObject({
  parts: z
    .array(
      z.strictObject({ payer: PayerRef, cents, allocations: z.array(Allocation).max(500).nullable().default(null) }),
    )
    .min(1)
    .max(100)
    .nullable()
    .default(null),
  method: PaymentMethod.nullable().default(null),
  fee_cents: z.int().min(0).max(CENTS_MAX).nullable().default(null),
})
export type ConfirmBody = z.input<typeof ConfirmBody>
export const ConfirmedView = z.object({ line: z.string(), kind: z.string(), payments: z.array(z.string()) })
export const AsideBody = z.strictObject({ why: z.string().trim().min(1).max(200).nullable() })

const at = z.int().min(0).max(500)
export const CsvColumns = z.strictObject({
  ...{ first: at, date: at, label: z.array(at).min(1).max(10) },
  ...{ amount: at.nullable(), debit: at.nullable(), credit: at.nullable(), reference: at.nullable() },
})
export type CsvColumns = z.infer<typeof CsvColumns>
const FileFlaw = z.object({ line: z.int().nullable(), code: z.string(), value: z.string() })
export const StatementReport = z.object({
  format: z.enum(['camt', 'csv']),
  head: z.array(z.array(z.string())).nullable(),
  columns: CsvColumns.nullable(),
  flaws: z.array(FileFlaw),
  skipped: z.array(FileFlaw),
  lines: z.int(),
  fresh: z.int(),
  applied: z.boolean(),
  other_account: z.string().nullable(),
  sample: z.array(z.object({ date: Day, cents, text: z.string() })),
})
export type StatementReport = z.infer<typeof StatementReport>

export const MandateView = z.object({
  issuer: z.string(),
  payer: PayerRef,
  name: z.string(),
  reference: z.string(),
  signed: Day.nullable(),
  /** first day it holds no more */
  revoked: Day.nullable(),
  account: z.string().nullable(),
  last_used: Day.nullable(),
  next: z.enum(['FRST', 'RCUR']),
  flaw: z.string().nullable(),
  reason: z.string().nullable(),
})
export type MandateView = z.infer<typeof MandateView>

/** `revoked` null: it holds. Another reference is another mandate. */
export const MandateBody = z.strictObject({
  issuer: Slug,
  payer: PayerRef,
  reference: z.string().trim().min(1).max(35),
  signed: Day,
  revoked: Day.nullable().default(null),
})
export type MandateBody = z.input<typeof MandateBody>

export const RunKind = z.enum(['debit', 'refund'])
const PlannedLine = z.object({
  document: z.string(),
  payer: PayerRef,
  name: z.string(),
  cents,
  date: Day.nullable(),
  sequence: z.enum(['FRST', 'RCUR']).nullable(),
})
export const RunPlanView = z.object({
  run: z.string(),
  kind: RunKind,
  lines: z.array(PlannedLine),
  left: z.array(
    z.object({
      document: z.string(),
      payer: PayerRef,
      name: z.string(),
      cents,
      why: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  /** why nothing can be made, as a code of refusal; null: it can */
  refusal: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
})
export type RunPlanView = z.infer<typeof RunPlanView>
export const RunView = z.object({
  run: z.string(),
  issuer: z.string(),
  kind: RunKind,
  format: z.string(),
  date: Day,
  cancelled: z.boolean(),
  file_hash: z.string(),
  cents,
  items: z.array(
    z.object({
      document: z.string(),
      payer: PayerRef,
      name: z.string(),
      cents,
      date: Day,
      sequence: z.enum(['FRST', 'RCUR']).nullable(),
      state: z.enum(['sent', 'paid', 'returned', 'dropped', 'cancelled']),
      reason: z.string().nullable(),
    }),
  ),
})
export type RunView = z.infer<typeof RunView>
/** `items`: exactly these documents, as they were shown. */
export const MakeRunBody = z.strictObject({
  issuer: Slug,
  kind: RunKind,
  items: z.array(z.string().max(35)).min(1).max(5_000),
})
export const DropBody = z.strictObject({
  issuer: Slug,
  document: z.string().max(35),
  reason: z.string().regex(/^[A-Z0-9]{3,4}$/),
})

export const ReminderView = z.object({
  issuer: z.string(),
  payer: PayerRef,
  name: z.string(),
  step: z.enum(['friendly', 'second', 'formal']),
  open_cents: cents,
  penalties_cents: cents,
  recovery_cents: cents,
  items: z.array(z.object({ document: z.string(), due_date: Day, open_cents: cents, late_days: z.int() })),
  last: z.object({ step: z.string(), date: Day }).nullable(),
  letter: z.object({ subject: z.string(), body: z.string(), language: z.enum(['fr', 'en']) }),
  way: z.discriminatedUnion('by', [
    z.object({ by: z.literal('mail'), to: z.string() }),
    z.object({
      by: z.literal('paper'),
      why: z.enum(['mail-off', 'no-relay', 'no-sender', 'no-address', 'asked-paper', 'by-choice']),
    }),
  ]),
})
export type ReminderView = z.infer<typeof ReminderView>
/** One that went out, newest first. */
export const ReminderSentView = z.object({
  issuer: z.string(),
  payer: PayerRef,
  name: z.string(),
  step: z.enum(['friendly', 'second', 'formal']),
  date: Day,
  documents: z.array(z.string()),
  /** null: on paper, or the mail was erased with the person */
  mail: z.object({ id: z.int(), state: MailState, to_address: z.string(), reply: z.string().nullable() }).nullable(),
})
export type ReminderSentView = z.infer<typeof ReminderSentView>
export const RemindBody = z.strictObject({
  issuer: Slug,
  payer: PayerRef,
  step: z.enum(['friendly', 'second', 'formal']),
  /** null: by mail where it can, else noted and printed */
  way: z.enum(['mail', 'paper']).nullable().default(null),
})
