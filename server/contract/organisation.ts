/** What an organisation may see of itself: what it pays, by line and by kind of machine, never by person (design rule 10). */
import * as z from 'zod'

const cents = z.int()
const natural = z.int().min(0)
const Allowance = z.object({ cents: natural, spent_cents: cents, left_cents: cents })

export const MyOrganisation = z.object({
  id: z.string(),
  name: z.string(),
  period: z.string(),
  /** null: the month is open, and what it says may still change */
  closed: z.object({ at: z.string(), contest_until: z.string() }).nullable(),
  total_cents: cents,
  /** added up over everybody it pays for */
  lines: z.array(
    z.object({
      label: z.string(),
      kind: z.string(),
      issuer: z.string(),
      cents,
      /** `yyyy-mm` of the closed month it corrects */
      adjusts: z.string().optional(),
    }),
  ),
  kinds: z.array(z.object({ kind: z.string(), running_ms: natural, session_ms: natural, sessions: natural })),
  /** of this month; null: none */
  limit: Allowance.nullable(),
  /** of the calendar year until the end of this month; null: none */
  budget: Allowance.nullable(),
})
export type MyOrganisation = z.infer<typeof MyOrganisation>
