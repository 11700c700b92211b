/** Months, items and statements as their readers see them. */
import type {
  CloseRefusal as CloseRefusalView,
  ContestView,
  DecisionView,
  PeriodView,
  SettleItem as SettleItemView,
  UseView,
} from '#server/contract/books.ts'
import type { CloseRefusal } from '#server/domain/periods/close.ts'
import { type ContestRules, contestUntil_ms } from '#server/domain/periods/contest-window.ts'
import type { Decision } from '#server/domain/periods/entries.ts'
import type { Closing, Contest, Decided } from '#server/domain/periods/month.ts'
import type { SettleItem } from '#server/domain/periods/queue.ts'
import type { PeriodStatement } from '#server/domain/sharing/statement.ts'
import { idsOf, type Use } from '#server/domain/sharing/use.ts'
import { at, atOrNull } from './words.ts'

export function presentDecision(decision: Decision): DecisionView {
  const { kind } = decision
  switch (kind) {
    case 'assign':
      return { kind, member: decision.member }
    case 'pool':
      return { kind, pool: decision.pool }
    case 'split':
      return { kind, at: at(decision.at_ms), bearers: decision.bearers, basis: decision.basis ?? 'timeline' }
    case 'as-counted':
      return { kind, at: at(decision.until_at_ms) }
    default:
      return { kind }
  }
}

export const presentDecided = ({ decision, by, reason, at_ms }: Decided) => ({
  ...presentDecision(decision),
  ...{ by, reason, decided: at(at_ms) },
})

export const presentContest = ({ n, at_ms, member, reason, answer }: Contest): ContestView => ({
  ...{ n, at: at(at_ms), member, reason },
  answer: answer === null ? null : { at: at(answer.at_ms), accepted: answer.accepted, reason: answer.reason },
})

export function presentItem(item: SettleItem): SettleItemView {
  const { thing, kinds, small, blocks, late, overlaps, at_stake_ms } = item
  const { measures } = thing
  return {
    kind: kinds[0] ?? 'incomplete',
    kinds,
    id: thing.ref,
    machine: thing.machine,
    member: thing.member,
    from: at(thing.start_at_ms),
    to: atOrNull(thing.end_at_ms),
    end_reason: thing.end_reason,
    session_ms: measures.session_ms,
    running_ms: measures.running_ms,
    fault_ms: measures.fault_ms,
    tail_ms: thing.tail_ms,
    silent_ms: thing.silent_ms,
    ...{ at_stake_ms, small, blocks, late, overlaps },
    contest: item.contest === null ? null : presentContest(item.contest),
    decided: item.decided === null ? null : presentDecided(item.decided),
    proposal: item.proposal === null ? null : presentDecision(item.proposal),
  }
}

export function presentRefusal(refusal: CloseRefusal): CloseRefusalView {
  switch (refusal.kind) {
    case 'already-closed':
      return { kind: refusal.kind }
    case 'out-of-order':
      return { kind: refusal.kind, first: refusal.first }
    case 'not-over':
      return { kind: refusal.kind, until: at(refusal.until_at_ms) }
    case 'on-trial':
      return { kind: refusal.kind, trial_until: refusal.until }
    case 'unsettled':
      return { kind: refusal.kind, items: refusal.items.length }
  }
}

export const presentClosing = (closing: Closing, rules: ContestRules): NonNullable<PeriodView['closed']> => ({
  ...{ at: at(closing.at_ms), by: closing.by, n: closing.n },
  contest_until: at(contestUntil_ms(closing.at_ms, rules)),
})

export type PeriodPicture = {
  period: string
  statement: PeriodStatement
  statement_hash: string
  closing: Closing | null
  queue: readonly SettleItem[]
  refusal: CloseRefusal | null
  late: number
  over: boolean
}

/** Shares of the pools apart from what has a price: only the former make up the pools (design rule 5). */
export function paidOf({ members, orders, organisations, pools }: PeriodStatement) {
  const sum = (lines: readonly { cents: number }[]) => lines.reduce((total, { cents }) => total + cents, 0)
  const all = [...members, ...orders, ...organisations].flatMap(({ lines }) => lines)
  const shares = (of: typeof orders | typeof members) =>
    sum(of.flatMap(({ lines }) => lines).filter(({ kind }) => kind === 'share'))
  return {
    orders_cents: shares(orders),
    shares_cents: shares(members) + pools.reduce((total, pool) => total + pool.organisations_cents, 0),
    priced_cents: sum(all.filter(({ kind }) => kind !== 'share')),
  }
}

export function presentPeriod(picture: PeriodPicture, rules: ContestRules): PeriodView {
  const { period, statement, closing, queue, refusal } = picture
  return {
    period,
    status: closing !== null ? 'closed' : picture.over ? 'over' : 'running',
    closed: closing === null ? null : presentClosing(closing, rules),
    pools_cents: statement.pools.reduce((sum, pool) => sum + pool.amount_cents, 0),
    members_cents: statement.members.reduce((sum, member) => sum + member.total_cents, 0),
    cooperative_cents: statement.cooperative_cents,
    ...paidOf(statement),
    members: statement.members.length,
    running_ms: statement.members.reduce((sum, member) => sum + member.running_ms, 0),
    to_settle: closing === null ? queue.filter(item => item.blocks).length : 0,
    small: queue.filter(item => item.small && !item.blocks && item.decided === null).length,
    decided: queue.filter(item => item.decided !== null).length,
    late: picture.late,
    statement_hash: picture.statement_hash,
    refusal: refusal === null ? null : presentRefusal(refusal),
  }
}

export const presentUse = (use: Use): UseView => ({
  id: idsOf(use)[0] ?? '',
  machine: use.machine,
  start: at(use.start_at_ms),
  session_ms: use.session_ms,
  running_ms: use.running_ms,
  waived: use.waived,
  pool: use.pool,
  grade: use.grade,
  doubts: use.doubts,
  adjusts: use.adjusts,
})
