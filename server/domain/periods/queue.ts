/**
 * What a person settles before a month can close (contract §3): each item says what happened, how much of it is doubtful,
 * whether the cooperative bears it by itself, and which decision is obvious.
 */
import type { Decision, Ref } from './entries.ts'
import { applies, type Contest, type Decided, type Month, standing } from './month.ts'
import { overlapsOf } from './overlaps.ts'
import { proposalFor } from './proposals.ts'
import type { BooksRules } from './rules.ts'
import type { Thing } from './things.ts'

/** In the order of what weighs most; the first one names the item. */
export const SETTLE_KINDS = [
  'open-session',
  'contested',
  'declared',
  'unattributed',
  'no-current',
  'overlap',
  'fault',
  'forgotten',
  'incomplete',
] as const
export type SettleKind = (typeof SETTLE_KINDS)[number]

export type SettleItem = {
  thing: Thing
  kinds: SettleKind[]
  /** what is doubtful; null where no length can be put to it */
  at_stake_ms: number | null
  /** the cooperative bears what is doubtful by itself, and nobody has to look */
  small: boolean
  decided: Decided | null
  contest: Contest | null
  /** what it overlaps with, on the same machine */
  overlaps: Ref[]
  proposal: Decision | null
  late: boolean
  blocks: boolean
}

const NEVER_SMALL: ReadonlySet<SettleKind> = new Set(['open-session', 'contested', 'declared'])

export function settlingQueue(month: Month, rules: BooksRules): SettleItem[] {
  const decisions = standing(month.decisions)
  const overlaps = overlapsOf([...month.own, ...month.late])
  const contests = new Map(month.contests.map(contest => [contest.item, contest]))
  const neighbours = month.own.filter(thing => thing.kind === 'session')
  const late = new Set(month.late)
  return [...month.own, ...month.late, ...month.again].flatMap(thing => {
    const contest = contests.get(thing.ref) ?? null
    const overlap = overlaps.get(thing.ref)
    const stakes = month.again.includes(thing) ? [] : stakesOf(thing, overlap?.ms ?? 0)
    if (contest !== null && contest.answer === null) stakes.unshift({ kind: 'contested', at_stake_ms: null })
    if (stakes.length === 0) return []
    const kinds = SETTLE_KINDS.filter(kind => stakes.some(stake => stake.kind === kind))
    const last = decisions.get(thing.ref)
    const decided = applies(thing, last) ? last : null
    const small = stakes.every(
      ({ kind, at_stake_ms }) => !NEVER_SMALL.has(kind) && (at_stake_ms ?? 0) < rules.settle_below_ms,
    )
    const item = {
      ...{ thing, kinds, small, decided, contest, overlaps: overlap?.with ?? [], late: late.has(thing) },
      at_stake_ms: stakes.reduce<number | null>(
        (most, { at_stake_ms }) => (at_stake_ms === null ? most : Math.max(most ?? 0, at_stake_ms)),
        null,
      ),
      blocks: kinds.includes('contested') || (decided === null && !small),
    }
    return [{ ...item, proposal: proposalFor(thing, kinds, neighbours) }]
  })
}

type Stake = { kind: SettleKind; at_stake_ms: number | null }

function stakesOf(thing: Thing, overlap_ms: number): Stake[] {
  const stakes: Stake[] = []
  const stake = (kind: SettleKind, at_stake_ms: number | null): void => void stakes.push({ kind, at_stake_ms })
  const { measures } = thing
  if (thing.end_at_ms === null) stake('open-session', null)
  if (thing.kind === 'declared' && thing.confirmed === null) stake('declared', null)
  if (thing.kind === 'run') stake('unattributed', measures.running_ms)
  if (thing.no_current) stake('no-current', measures.session_ms)
  if (overlap_ms > 0) stake('overlap', overlap_ms)
  if (measures.fault_ms > 0) stake('fault', measures.fault_ms)
  if (thing.tail_ms > 0) stake('forgotten', thing.tail_ms)
  // By register a gap costs no time: what is doubtful is what nobody vouches for
  if (thing.incomplete) stake('incomplete', thing.silent_ms)
  return stakes
}
