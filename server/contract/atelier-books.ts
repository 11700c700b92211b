/** What an atelier file may lay down about its months. Added to contract §7. */
import * as z from 'zod'

/** An hour is no trifle any more, and half a year no window. */
export const SITE_BOOKS = {
  /** what is doubtful for less than this, the cooperative bears by itself */
  settle_below_ms: z.int().min(0).max(3_600_000).nullable().optional(),
  /** days after closing in which a member may contest a session */
  contest_days: z.int().min(0).max(180).nullable().optional(),
}
