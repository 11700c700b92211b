/**
 * What one month rests on, read at one head of the journal: the same input always gives the same queue, the same uses and the
 * same statement, whoever asks and whenever.
 */
import type { Directory } from '../directory.ts'
import type { PackBalance } from '../sharing/packs.ts'
import type { PeriodStatement } from '../sharing/statement.ts'
import type { Decision, Ref } from './entries.ts'
import type { Thing } from './things.ts'

export type Decided = { n: number; at_ms: number; item: Ref; decision: Decision; by: string; reason: string }

export type Contest = {
  /** its journal entry, which names it */
  n: number
  at_ms: number
  item: Ref
  member: string
  reason: string
  answer: { n: number; at_ms: number; accepted: boolean; by: string; reason: string } | null
}

/** A closed month, without its lines. */
export type Closing = {
  n: number
  at_ms: number
  period: string
  by: string
  edition: number
  computed_n: number
  statement_hash: string
  uses_hash: string
  uses: number
}

/** A closed month that something corrects, with all that is known of it by now. */
export type ClosedMonth = {
  period: string
  /** the rules and prices it was closed by */
  directory: Directory
  /** everything that starts in it, whenever it arrived */
  own: Thing[]
  /** all that were ever made about it, in journal order; the last one about an item stands */
  decisions: Decided[]
  /** its own closing, and those after it that may have corrected it already */
  statements: PeriodStatement[]
  /** prepaid packs as it found them; null: as sold */
  packs: PackBalance[] | null
}

export type Month = {
  period: string
  zone: string
  /** the journal's head this was read at; nothing after it counts */
  head_n: number
  /** last entry of the books at that head: whoever appends says which one it knew */
  books_n: number
  /** the closed month before it, if any month was ever closed */
  previous: Closing | null
  /** prepaid packs as that month left them */
  packs: PackBalance[] | null
  /** the closed months that `late` and `again` correct, oldest first; absent: nothing is corrected */
  corrected?: ClosedMonth[]
  /** what starts in the month */
  own: Thing[]
  /** of months that are closed, and arrived since */
  late: Thing[]
  /** of months that are closed, and was decided or contested anew since */
  again: Thing[]
  /** made for this month, in journal order; the last one about an item stands */
  decisions: Decided[]
  /** what stood about `late` and `again` when their month closed */
  earlier: Decided[]
  contests: Contest[]
}

/** Up to where a month was read, for whoever asks whether anything it rests on has come since. */
export type MonthBasis = { head_n: number; books_n: number; directory_n: number; before_ms: number }

/** What was counted of an open session says nothing any more once its station came back and it ended. */
export const applies = (thing: Thing, decided: Decided | undefined): decided is Decided =>
  decided !== undefined && (decided.decision.kind !== 'as-counted' || thing.end_at_ms === null)

export const standing = (decisions: readonly Decided[]): Map<Ref, Decided> =>
  new Map(decisions.map(decided => [decided.item, decided]))
