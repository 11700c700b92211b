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
  /** past due, of each reminder; the firmer the later */
  reminder_days: z
    .strictObject({ friendly: days, second: days, formal: days })
    .refine(
      steps => steps.friendly < steps.second && steps.second < steps.formal,
      'each step comes after the one before',
    )
    .optional(),
  return_fee_cents: z.int().min(0).max(10_000).optional(),
  penalties: z.boolean().optional(),
})
