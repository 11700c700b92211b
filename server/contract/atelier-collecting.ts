/** How an issuer collects, reminds and charges, in an atelier file: docs/bank.md. What is left out is as the program has it. */
import * as z from 'zod'

/** A year is no reminder's term. */
const days = z.int().min(1).max(365)

export const Collecting = z.strictObject({
  /** 14, or the shorter term that the mandates say (SEPA Core rulebook, AT-59) */
  notice_days: z.int().min(1).max(60).optional(),
  /** TARGET days */
  bank_days: z.int().min(1).max(10).optional(),
  debit_format: z.enum(['pain.008.001.08', 'pain.008.001.02']).optional(),
  refund_format: z.enum(['pain.001.001.09', 'pain.001.001.03']).optional(),
  /** past due, of each reminder; the firmer the later. Null: this step is not taken */
  reminder_days: z
    .strictObject({ friendly: days.nullable(), second: days.nullable(), formal: days.nullable() })
    .refine(({ friendly, second, formal }) => {
      const taken = [friendly, second, formal].filter(step => step !== null)
      return taken.every((step, i) => i === 0 || step > (taken[i - 1] ?? 0))
    }, 'each step comes after the one before')
    .optional(),
  /** whether a reminder that a person sends goes by mail, invoices attached; else it is noted, and printed */
  reminder_mail: z.boolean().optional(),
  /** up to so much of what is left over by a payment may be written off by a person; 0: nothing */
  write_off_cents: z.int().min(0).max(500).optional(),
  return_fee_cents: z.int().min(0).max(10_000).optional(),
  penalties: z.boolean().optional(),
})
