/** Whether a decision, a declaration or a contest can stand: everything a person may get wrong, before it is journalled. */
import type { Directory } from '../directory.ts'
import { localDate, periodOf } from '../time.ts'
import type { Bearer, Decision, DeclaredSession } from './entries.ts'
import type { Closing, Contest } from './month.ts'
import type { BooksRules } from './rules.ts'
import type { Thing } from './things.ts'

/** Null: it can stand. Otherwise why not, in words a person can act on. */
export type Objection = string | null

export function objectionToDecision(thing: Thing, decision: Decision, directory: Directory): Objection {
  const open = thing.end_at_ms === null
  if (open && decision.kind !== 'as-counted')
    return 'the session is still open: end it, or settle it by what is counted'
  if (chargesUnasked(thing, decision)) return 'the member has not confirmed it'
  switch (decision.kind) {
    case 'keep':
      return thing.member === null ? 'nobody badged: say who bears it' : null
    case 'assign':
      return objectionToBearer({ to: 'member', member: decision.member }, directory)
    case 'pool':
      return objectionToBearer({ to: 'pool', pool: decision.pool }, directory)
    case 'waive':
      return null
    case 'as-counted':
      return open ? null : 'the session has ended: settle it by what was measured'
    case 'split':
      return objectionToSplit(thing, decision, directory)
  }
}

/** The notebook charges nobody on another's word alone, whichever decision would. */
function chargesUnasked(thing: Thing, decision: Decision): boolean {
  if (thing.kind !== 'declared' || thing.confirmed === true) return false
  if (decision.kind === 'assign') return decision.member === thing.member
  if (decision.kind === 'split')
    return decision.bearers.some(bearer => bearer.to === 'member' && bearer.member === thing.member)
  return decision.kind === 'keep'
}

function objectionToBearer(bearer: Bearer, directory: Directory): Objection {
  if (bearer.to === 'member' && !directory.members.has(bearer.member)) return `there is no member "${bearer.member}"`
  if (bearer.to === 'pool' && !directory.pools.has(bearer.pool)) return `there is no pool "${bearer.pool}"`
  return null
}

function objectionToSplit(
  thing: Thing,
  { at_ms, bearers }: Extract<Decision, { kind: 'split' }>,
  directory: Directory,
): Objection {
  const end_at_ms = thing.end_at_ms ?? thing.start_at_ms
  if (at_ms <= thing.start_at_ms || at_ms >= end_at_ms) return 'it is split outside of its own time'
  return objectionToBearer(bearers[0], directory) ?? objectionToBearer(bearers[1], directory)
}

/** A notebook does not know tomorrow, and nobody sews for three days on end. */
const DECLARED_MS_MAX = 24 * 3_600_000

export function objectionToDeclared(declared: DeclaredSession, directory: Directory, now_ms: number): Objection {
  const { machine, member, start_at_ms, end_at_ms, running_ms } = declared
  if (!directory.machines.has(machine)) return `there is no machine "${machine}"`
  if (!directory.members.has(member)) return `there is no member "${member}"`
  if (end_at_ms <= start_at_ms) return 'it ends before it begins'
  if (end_at_ms > now_ms) return 'it ends in the future'
  if (end_at_ms - start_at_ms > DECLARED_MS_MAX) return 'it is longer than 24 hours'
  return running_ms > end_at_ms - start_at_ms ? 'it worked for longer than it lasted' : null
}

const DAY_MS = 86_400_000

export type ContestContext = { closings: readonly Closing[]; zone: string; rules: BooksRules; now_ms: number }

export function objectionToContest(
  thing: Thing,
  contests: readonly Contest[],
  { closings, zone, rules, now_ms }: ContestContext,
): Objection {
  if (thing.end_at_ms === null) return 'the session is still open'
  if (thing.confirmed === false) return 'the member has not confirmed it: it counts for nothing'
  if (contests.some(contest => contest.answer === null)) return 'it is contested already and waits for an answer'
  const period = periodOf(thing.start_at_ms, zone)
  const closing = closings.find(one => one.period === period)
  if (closing === undefined) return null
  const until_at_ms = closing.at_ms + rules.contest_days * DAY_MS
  return now_ms < until_at_ms
    ? null
    : `it could be contested until ${localDate(until_at_ms, zone)}, ${rules.contest_days} days after ${period} was closed`
}
