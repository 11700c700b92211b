/** The books over HTTP: VAT of a month, years, and the outbox. Amounts in cents, dates ISO. */
import * as z from 'zod'

const cents = z.int()
export const VatLineView = z.object({
  /** line of form 3310-CA3 */
  box: z.enum(['08', '9B', '09', '14', 'E2', 'A2-AE']),
  category: z.string(),
  rate_bp: z.int(),
  base_cents: cents,
  vat_cents: cents,
})
export const VatView = z.object({
  issuer: z.string(),
  period: z.string(),
  lines: z.array(VatLineView),
  taxed_base_cents: cents,
  untaxed_base_cents: cents,
  vat_cents: cents,
  due_on_payment_cents: cents,
  due_on_issue_cents: cents,
  pending_cents: cents,
  declared: z.object({ n: z.int(), changed: z.array(VatLineView) }).nullable(),
})
export type VatView = z.infer<typeof VatView>

export const YearResultView = z.object({
  income_cents: cents,
  billed_cents: cents,
  credited_cents: cents,
  vat_cents: cents,
  received_cents: cents,
  refunded_cents: cents,
  owed_cents: cents,
  advances_cents: cents,
  documents: z.int(),
  entries: z.int(),
})
export const RefusalView = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  detail: z.string(),
})
export const YearView = z.object({
  issuer: z.string(),
  year: z.string(),
  result: YearResultView,
  fec_hash: z.string(),
  objections: z.array(RefusalView),
  closed: z.object({ n: z.int(), result: YearResultView, fec_hash: z.string() }).nullable(),
})
export type YearView = z.infer<typeof YearView>

export const MailState = z.enum(['queued', 'sending', 'sent', 'bounced', 'failed'])
export const MailView = z.object({
  id: z.int(),
  kind: z.string(),
  issuer: z.string().nullable(),
  about: z.string(),
  recipient_kind: z.enum(['member', 'organisation', 'staff']),
  recipient: z.string(),
  to_name: z.string(),
  to_address: z.string(),
  subject: z.string(),
  state: MailState,
  queued_at: z.iso.datetime(),
  next_at: z.iso.datetime(),
  attempts: z.int(),
  sent_at: z.iso.datetime().nullable(),
  reply_code: z.int().nullable(),
  /** as the other side worded it */
  reply: z.string().nullable(),
})
export type MailView = z.infer<typeof MailView>
export const OutboxView = z.object({
  items: z.array(MailView),
  next: z.string().nullable(),
  counts: z.object({ queued: z.int(), sending: z.int(), sent: z.int(), bounced: z.int(), failed: z.int() }),
  relay: z.boolean(),
})
export type OutboxView = z.infer<typeof OutboxView>
/** As somebody who saw it come back words it. */
export const BounceBody = z.strictObject({ reason: z.string().trim().min(1).max(500) })
export const SentView = z.object({
  queued: z.int(),
  known: z.int(),
  unsendable: z.array(
    z.object({
      ...{ number: z.string(), payer: z.string(), name: z.string() },
      why: z.enum(['no-address', 'no-sender', 'platform', 'paper']),
    }),
  ),
})
export type SentView = z.infer<typeof SentView>
