/** How an issuer collects, reminds and charges. A fact of the directory; what it does not say is as here. */
import { DEBIT_TIMES } from './debit-calendar.ts'
import type { ReminderStep } from './payment-entries.ts'

export type CollectingFacts = {
  /** days between the invoice and the debit it announces: 14, or the shorter term agreed in the mandate */
  notice_days: number
  /** TARGET days the bank wants the file before */
  bank_days: number
  debit_format: 'pain.008.001.08' | 'pain.008.001.02'
  refund_format: 'pain.001.001.09' | 'pain.001.001.03'
  /** days past due of each reminder; null: that step is not taken */
  reminder_days: Record<ReminderStep, number | null>
  /** whether a reminder that a person sends goes by mail; false: it is noted, and printed */
  reminder_mail: boolean
  /** what a payment leaves over, of either side, may be written off up to this; 0: nothing */
  write_off_cents: number
  /** what a payer is charged for a debit that comes back, unless the treasurer says otherwise; 0: nothing */
  return_fee_cents: number
  /** whether penalties for late payment are computed and named in reminders (L441-10) */
  penalties: boolean
}

export const COLLECTING: CollectingFacts = {
  ...DEBIT_TIMES,
  ...{ debit_format: 'pain.008.001.08', refund_format: 'pain.001.001.09' },
  ...{ reminder_days: { friendly: 7, second: 21, formal: 45 }, return_fee_cents: 0, penalties: false },
  ...{ reminder_mail: false, write_off_cents: 0 },
}
