/** What people decide about the items of a month, one or many, each decision checked before any is written. */
import { canonical } from '#server/domain/canonical.ts'
import type { Bearer, BooksEntry, Decision, Ref } from '#server/domain/periods/entries.ts'
import { objectionToDecision } from '#server/domain/periods/judge.ts'
import type { SettleItem } from '#server/domain/periods/queue.ts'
import { cutAt, intervalsOf } from '#server/domain/periods/split.ts'
import type { Thing } from '#server/domain/periods/things.ts'
import { type Said, said } from '#server/domain/refusals.ts'
import { asCounted, type MonthNow, monthNow } from './month.ts'
import { type BooksParts, TRIES_MAX } from './ports.ts'

/** A decision as a person gives it: what must be measured for it is not theirs to say. */
export type Wish =
  | Extract<Decision, { kind: 'keep' | 'assign' | 'waive' | 'pool' }>
  | { kind: 'split'; at_ms: number; bearers: [Bearer, Bearer] }
  | { kind: 'as-counted' }

export type SettleOrder = {
  period: string
  by: string
  reason: string
  /** null: the proposal of each blocking item that has one, or of the items named */
  wish: Wish | null
  items: Ref[] | null
  /** the newest decision among the items as their reader saw them; null: none. What was decided after it stays. Absent: whatever stands */
  seen_at_ms?: number | null | undefined
}
export type Objected = { item: Ref; objection: Said }
export type SettleOutcome =
  | { kind: 'settled'; items: Ref[]; left: SettleItem[] }
  | { kind: 'closed' }
  | { kind: 'objected'; objections: Objected[] }
  | { kind: 'busy' }

export async function settle(parts: BooksParts, order: SettleOrder): Promise<SettleOutcome> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const now = await monthNow(parts, order.period)
    if ((await parts.ledger.closings()).some(closing => closing.period === order.period)) return { kind: 'closed' }
    const { decided, objections } = await decide(parts, now, order)
    if (objections.length > 0) return { kind: 'objected', objections }
    const items = [...decided.keys()]
    if (items.length === 0) return { kind: 'settled', items, left: now.queue.filter(item => item.blocks) }
    const group = { entries: entriesOf(decided, order), books_n: now.month.books_n, inputs: null }
    const result = await parts.ledger.appendBooks(group, parts.now_ms())
    if (result.kind === 'booked') {
      const { queue } = await monthNow(parts, order.period)
      return { kind: 'settled', items, left: queue.filter(item => item.blocks) }
    }
  }
  return { kind: 'busy' }
}

type Decided = { decided: Map<Ref, Decision>; objections: Objected[] }

const decidedMeanwhile = (item: SettleItem | undefined, seen_at_ms: number | null): Said | null =>
  item?.decided != null && item.decided.at_ms > (seen_at_ms ?? 0)
    ? said('decided-meanwhile', { reason: item.decided.reason })
    : null

async function decide(parts: BooksParts, now: MonthNow, order: SettleOrder): Promise<Decided> {
  const { items, wish, seen_at_ms } = order
  const { own, late, again } = now.month
  const things = new Map([...own, ...late, ...again].map(thing => [thing.ref, thing]))
  const queue = new Map(now.queue.map(item => [item.thing.ref, item]))
  const named = items ?? now.queue.filter(item => item.blocks && item.proposal !== null).map(item => item.thing.ref)
  const decided = new Map<Ref, Decision>()
  const objections: Objected[] = []
  for (const ref of new Set(named)) {
    const thing = things.get(ref)
    const item = queue.get(ref)
    const decision =
      (seen_at_ms === undefined ? null : decidedMeanwhile(item, seen_at_ms)) ??
      (thing === undefined ? said('not-of-this-period') : await decisionOn(parts, thing, item, wish))
    if ('code' in decision) objections.push({ item: ref, objection: decision })
    else decided.set(ref, decision)
  }
  return { decided, objections }
}

/** `Said`: why not. */
async function decisionOn(
  parts: BooksParts,
  thing: Thing,
  item: SettleItem | undefined,
  wish: Wish | null,
): Promise<Decision | Said> {
  if (item?.kinds[0] === 'contested') return said('contested-answer-it')
  const decision = wish === null ? (item?.proposal ?? said('nothing-proposed')) : await granted(parts, thing, wish)
  if ('code' in decision) return decision
  return objectionToDecision(thing, decision, parts.directory()) ?? decision
}

/** Adds what is measured to what is wished. */
export async function granted(parts: BooksParts, thing: Thing, wish: Wish): Promise<Decision | Said> {
  if (wish.kind === 'as-counted') return asCounted(parts, thing.ref) ?? said('session-still-heard')
  if (wish.kind !== 'split') return wish
  const { start_at_ms, end_at_ms, machine } = thing
  if (end_at_ms === null) return said('session-open')
  const changes = await parts.ledger.stateChanges(machine, { from_ms: start_at_ms, to_ms: end_at_ms })
  const readings = await parts.ledger.registers(thing.ref)
  const cut = cutAt(thing, intervalsOf(changes, start_at_ms, end_at_ms), wish.at_ms, readings)
  return cut === null ? said('no-edge') : { ...cut, kind: 'split', bearers: wish.bearers }
}

/** One entry for all items of the same decision. */
function entriesOf(decided: Map<Ref, Decision>, { period, by, reason }: SettleOrder): BooksEntry[] {
  const alike = Map.groupBy(decided, ([, decision]) => canonical(decision))
  return [...alike.values()].flatMap(group => {
    const decision = group[0]?.[1]
    const items = group.map(([ref]) => ref)
    return decision === undefined ? [] : [{ type: 'settled', period, items, decision, by, reason } satisfies BooksEntry]
  })
}
