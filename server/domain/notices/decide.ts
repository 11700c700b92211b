/**
 * Who is told what, and when: (what was told, what stands now) → (what is told now). Pure. What stands is looked at again and
 * again, so that nothing rests on an event that was missed while the program was down.
 */
import { localClock, localDate } from '../time.ts'
import type { Condition, Notice, ReaderState, Told, Topic, When, Wish } from './types.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** A thread that snaps, is put back and snaps again is one thing: over only once it has stayed away for so long. */
export const CALM_MS: number = 15 * MINUTE_MS
/** What comes back within a day has to stay away twice as long each time before it counts as over; never longer than this. */
const CALM_MS_MAX = 8 * HOUR_MS
const REMEMBERED_MS = 24 * HOUR_MS
/** A power cut stops every machine within a minute: the second mail can tell of all the others. */
export const GAP_MS: number = 5 * MINUTE_MS

export type Input = {
  /** null: asked for nothing, and is told only what concerns them alone */
  wish: Wish | null
  signature: string
  topics: readonly Topic[]
  conditions: readonly Condition[]
  now_ms: number
  zone: string
}
export type Decided = { state: ReaderState; notice: Notice | null }

export function decideNotice(before: ReaderState, input: Input): Decided {
  const { now_ms, zone } = input
  const wanted = new Map(input.conditions.filter(one => whenOf(one, input) !== 'off').map(one => [one.key, one]))
  const told = remember(before.told, wanted, input)
  const state: ReaderState = { ...before, told, digest_on: before.digest_on ?? digestBegun(input) }
  if (isQuiet(input.wish?.quiet ?? null, localClock(now_ms, zone))) return { state, notice: null }
  const digest = digestDue(state, input)
  const ready = told.filter(one => isReady(one, input, digest))
  const at_once = ready.some(one => whenOf(one.condition, input) === 'now')
  const rested = before.mailed_ms === null || now_ms - before.mailed_ms >= GAP_MS
  const today = digest ? { digest_on: localDate(now_ms, zone) } : {}
  if (ready.length === 0 || !(rested && (at_once || digest))) {
    // a digest that waits for the gap is still due at the next look
    return { state: ready.length === 0 ? { ...state, ...today } : state, notice: null }
  }
  return {
    state: {
      ...state,
      ...today,
      told: told.map(one => (ready.includes(one) ? marked(one, now_ms) : one)),
      mailed_ms: now_ms,
    },
    notice: { ...noticeOf(ready), digest },
  }
}

const noticeOf = (ready: readonly Told[]): Omit<Notice, 'digest'> => ({
  began: ready.filter(({ told_ms }) => told_ms === null).map(({ condition }) => condition),
  over: ready.filter(({ told_ms }) => told_ms !== null).map(({ condition }) => condition),
})

const marked = (one: Told, now_ms: number): Told =>
  one.told_ms === null ? { ...one, told_ms: now_ms } : { ...one, over_ms: now_ms }

function whenOf(condition: Condition, { wish, signature, topics }: Input): When {
  const { what, only, machine, kind } = condition
  if (only !== null) return only === signature ? 'now' : 'off'
  if (wish === null || what.topic === 'assigned' || !topics.includes(what.topic)) return 'off'
  const { machines, kinds } = wish
  const all = machines === null && kinds === null
  const mine = all || machine === null || machines?.includes(machine) || (kind !== null && kinds?.includes(kind))
  return mine ? wish.topics[what.topic] : 'off'
}

/** Brings what was told up to what stands now. What nobody wants to hear of any more is forgotten. */
function remember(before: readonly Told[], wanted: ReadonlyMap<string, Condition>, input: Input): Told[] {
  const { now_ms } = input
  const known = new Set(before.map(({ condition }) => condition.key))
  const kept = before.flatMap(one => {
    const condition = wanted.get(one.condition.key)
    if (condition !== undefined) return [stands(one, condition, now_ms)]
    return whenOf(one.condition, input) === 'off' ? [] : absent(one, now_ms)
  })
  const fresh = [...wanted.values()].filter(({ key, news }) => news && !known.has(key))
  return [...kept, ...fresh.map(condition => begun(condition, now_ms, 1))]
}

const begun = (condition: Condition, now_ms: number, times: number): Told => ({
  ...{ condition, seen_ms: now_ms, told_ms: null, over_ms: null, times },
})

function stands(one: Told, condition: Condition, now_ms: number): Told {
  if (one.over_ms === null) return { ...one, condition, seen_ms: now_ms }
  return condition.news ? begun(condition, now_ms, one.times + 1) : one
}

function absent(one: Told, now_ms: number): Told[] {
  if (one.over_ms !== null) return now_ms - one.over_ms < REMEMBERED_MS ? [one] : []
  if (!isCalm(one, now_ms)) return [one]
  // nobody heard that it began, or there is nothing to be said of its end
  return one.told_ms === null || !ends(one.condition) ? [{ ...one, over_ms: now_ms }] : [one]
}

const isCalm = ({ seen_ms, times }: Told, now_ms: number): boolean =>
  now_ms - seen_ms >= Math.min(CALM_MS * 2 ** (times - 1), CALM_MS_MAX)

/** A card is somebody's by now, and who was given a fault knows when it is done. */
const ends = ({ what }: Condition): boolean => what.topic !== 'card' && what.topic !== 'assigned'

function isReady(one: Told, input: Input, digest: boolean): boolean {
  const when = whenOf(one.condition, input)
  if (one.over_ms !== null || (when === 'digest' && !digest)) return false
  return one.told_ms === null || isCalm(one, input.now_ms)
}

export function isQuiet(quiet: Wish['quiet'], clock: string): boolean {
  if (quiet === null || quiet.from === quiet.until) return false
  const { from, until } = quiet
  return from < until ? from <= clock && clock < until : clock >= from || clock < until
}

/** Who asks for a digest after its hour gets the first one tomorrow. */
function digestBegun({ wish, now_ms, zone }: Input): string | null {
  return wish !== null && localClock(now_ms, zone) >= wish.digest_at ? localDate(now_ms, zone) : null
}

const digestDue = ({ digest_on }: ReaderState, { wish, now_ms, zone }: Input): boolean =>
  wish !== null && digest_on !== localDate(now_ms, zone) && localClock(now_ms, zone) >= wish.digest_at
