/** What a member sees of their own money, rights and time while they work: `GET /me/now`, `GET /me/account`. Cents net of VAT. */
import * as z from 'zod'
import { SessionSummary } from './api.ts'
import { GrantView, MemberBadge, PriceView, ReservationView } from './people.ts'

const cents = z.int()
const natural = z.int().min(0)

/** `tariff_cents` is what the bill will say of it; `shared_cents` an estimate at last month's units, null where nothing is shared by use. */
export const OpenNow = z.object({
  session: SessionSummary,
  price: PriceView,
  tariff_cents: cents,
  shared_cents: cents.nullable(),
})
export type OpenNow = z.infer<typeof OpenNow>
export const MyNow = z.object({ at: z.string(), open: z.array(OpenNow) })
export type MyNow = z.infer<typeof MyNow>

export const PackLeft = z.object({
  id: z.string(),
  name: z.string(),
  /** whose it is: an organisation's serves whoever works on its account */
  holder: z.enum(['member', 'organisation']),
  time_ms: natural,
  left_ms: z.int(),
  valid_until: z.string().nullable(),
})
/** What is left to pay to one issuer; what has been paid is not listed. */
export const Owed = z.object({
  issuer: z.string(),
  issuer_name: z.string(),
  /** positive: to pay; negative: to one's credit */
  balance_cents: cents,
  open: z.array(
    z.object({
      item: z.string(),
      kind: z.enum(['invoice', 'opening', 'fee', 'refund']),
      due_date: z.string(),
      open_cents: natural,
      late_days: natural,
    }),
  ),
})
export type Owed = z.infer<typeof Owed>
/** A right one does not hold, the machines that ask for it, and the next training that teaches it. */
export const Obtainable = z.object({
  qualification: z.string(),
  machines: z.array(z.string()),
  training: z.object({ name: z.string(), from: z.string() }).nullable(),
})
export const MyAccount = z.object({
  limit: z.object({ cents: natural, left_cents: cents }).nullable(),
  packs: z.array(PackLeft),
  quotas: z.array(z.object({ tariff: z.string(), free_ms: natural, left_ms: z.int() })),
  owed: z.array(Owed),
  badges: z.array(MemberBadge),
  grants: z.array(GrantView.extend({ machines: z.array(z.string()) })),
  obtainable: z.array(Obtainable),
  /** from now on */
  bookings: z.array(ReservationView),
  charter_signed: z.string().nullable(),
})
export type MyAccount = z.infer<typeof MyAccount>
