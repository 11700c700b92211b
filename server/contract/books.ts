/** Months and what people decide about them, as HTTP tells it. Settling, closing, statements, contests, the notebook. */
import * as z from 'zod'
import { MemberStatement } from './api.ts'

const At = z.string()
const natural = z.int().min(0)

export const Bearer = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('member'), member: z.string() }),
  z.strictObject({ to: z.literal('cooperative') }),
  z.strictObject({ to: z.literal('pool'), pool: z.string() }),
])
export type Bearer = z.infer<typeof Bearer>

/** What stands, or what is proposed. `split` tells where, `as-counted` until when. */
export const DecisionView = z.object({
  kind: z.enum(['keep', 'assign', 'split', 'waive', 'pool', 'as-counted']),
  member: z.string().optional(),
  pool: z.string().optional(),
  at: At.optional(),
  bearers: z.array(Bearer).optional(),
  /** of `split`: whether the halves are as exact as the bill, or in proportion to the timeline */
  basis: z.enum(['register', 'timeline']).optional(),
})
export type DecisionView = z.infer<typeof DecisionView>
export const DecidedView = DecisionView.extend({ by: z.string(), reason: z.string(), decided: At })

export const SettleKind = z.enum([
  'open-session',
  'contested',
  'declared',
  'unattributed',
  'no-current',
  'overlap',
  'fault',
  'forgotten',
  'incomplete',
])
export type SettleKind = z.infer<typeof SettleKind>

export const ContestView = z.object({
  n: z.int(),
  at: At,
  member: z.string(),
  reason: z.string(),
  answer: z.object({ at: At, accepted: z.boolean(), reason: z.string() }).nullable(),
})
export type ContestView = z.infer<typeof ContestView>

/** One thing a person settles before a month can close. */
export const SettleItem = z.object({
  /** what weighs most of `kinds` */
  kind: SettleKind,
  kinds: z.array(SettleKind),
  id: z.string(),
  machine: z.string(),
  member: z.string().nullable(),
  from: At,
  to: At.nullable(),
  end_reason: z.string().nullable(),
  session_ms: natural,
  running_ms: natural,
  fault_ms: natural,
  /** still time after the last current */
  tail_ms: natural,
  silent_ms: natural,
  /** what is doubtful; null where no length can be put to it */
  at_stake_ms: natural.nullable(),
  /** the cooperative bears it by itself */
  small: z.boolean(),
  /** the month does not close before somebody decides */
  blocks: z.boolean(),
  /** of a closed month: an adjustment in this one */
  late: z.boolean(),
  overlaps: z.array(z.string()),
  contest: ContestView.nullable(),
  decided: DecidedView.nullable(),
  proposal: DecisionView.nullable(),
})
export type SettleItem = z.infer<typeof SettleItem>

export const CloseRefusal = z.object({
  kind: z.enum(['already-closed', 'out-of-order', 'not-over', 'on-trial', 'unsettled']),
  /** of `out-of-order`: the month that closes first */
  first: z.string().optional(),
  /** of `not-over`: when it ends */
  until: At.optional(),
  /** of `unsettled`: how many wait for a decision */
  items: natural.optional(),
  /** of `on-trial`: the last month on trial */
  trial_until: z.string().optional(),
})
export type CloseRefusal = z.infer<typeof CloseRefusal>

export const PeriodView = z.object({
  period: z.string(),
  /** `running` until the month is over, then `over`, then `closed` */
  status: z.enum(['running', 'over', 'closed']),
  closed: z.object({ at: At, by: z.string(), n: z.int(), contest_until: At }).nullable(),
  pools_cents: z.int(),
  members_cents: z.int(),
  cooperative_cents: z.int(),
  /** what of it is billed by order: contract §5 counts orders with the cooperative, whose own part is the rest */
  orders_cents: z.int().optional(),
  /** of the pools, what members and organisations bear: with the cooperative's part it is all of them */
  shares_cents: z.int(),
  /** what is paid besides: by tariff, by pack, by hand. A share of nothing */
  priced_cents: z.int(),
  members: natural,
  running_ms: natural,
  /** items that wait for a decision, and those the cooperative bears by itself */
  to_settle: natural,
  small: natural,
  decided: natural,
  /** what arrived for closed months and counts in this one */
  late: natural,
  statement_hash: z.string(),
  /** why it cannot close now; null: it can */
  refusal: CloseRefusal.nullable(),
})
export type PeriodView = z.infer<typeof PeriodView>

export const Settled = z.object({ settled: z.array(z.string()), to_settle: natural })
export type Settled = z.infer<typeof Settled>
export const Closed = z.object({ period: z.string(), n: z.int(), statement_hash: z.string() })
export type Closed = z.infer<typeof Closed>

/** One piece of machine time on a statement: charged, or not and why not. */
export const UseView = z.object({
  /** session, `run-<n>`, or a session of the notebook */
  id: z.string(),
  machine: z.string(),
  start: At,
  session_ms: z.int(),
  running_ms: z.int(),
  waived: z.boolean(),
  pool: z.string().nullable(),
  grade: z.string(),
  /** where doubt favoured the member, one word each */
  doubts: z.array(z.string()),
  adjusts: z.string().nullable(),
})
export type UseView = z.infer<typeof UseView>

export const StatementView = z.object({
  /** `yyyy-mm/member` */
  id: z.string(),
  period: z.string(),
  closed: z.object({ at: At, by: z.string(), n: z.int(), contest_until: At }).nullable(),
  statement: MemberStatement,
  uses: z.array(UseView),
  contests: z.array(ContestView.extend({ id: z.string() })),
})
export type StatementView = z.infer<typeof StatementView>

export const StatementRow = z.object({
  id: z.string(),
  member: z.string(),
  name: z.string(),
  total_cents: z.int(),
  running_ms: natural,
  sessions: natural,
})
export type StatementRow = z.infer<typeof StatementRow>

const Link = z.object({ n: z.int(), chain: z.string() })
/** From a statement's lines to sessions, to journal entries, to the head of the chain. */
export const Proof = z.object({
  id: z.string(),
  period: z.string(),
  member: z.string(),
  total_cents: z.int(),
  statement_hash: z.string(),
  closing: Link.extend({ received: At, by: z.string(), payload_hash: z.string() }),
  head: Link,
  lines: z.array(z.object({ label: z.string(), cents: z.int(), sessions: z.array(z.string()) })),
  things: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['session', 'run', 'declared']),
      machine: z.string(),
      start: At,
      running_ms: z.int(),
      /** the journal entries that opened and closed it; `chain` is the latter's */
      first_n: z.int(),
      last_n: z.int().nullable(),
      chain: z.string().nullable(),
      entries: natural,
      /** of these, how many still hold their frame; of the others only the hash is kept */
      frames: natural,
      decisions: z.array(DecidedView.extend({ n: z.int() })),
    }),
  ),
})
export type Proof = z.infer<typeof Proof>

/** A session of the paper notebook that waits for the member's word. */
export const DeclaredView = z.object({
  id: z.string(),
  machine: z.string(),
  member: z.string(),
  start: At,
  end: At,
  running_ms: natural,
  order: z.string().nullable(),
  period: z.string(),
  by: z.string(),
  reason: z.string(),
})
export type DeclaredView = z.infer<typeof DeclaredView>
