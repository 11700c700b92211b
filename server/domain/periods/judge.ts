/** Whether a decision, a declaration or a contest can stand: everything a person may get wrong, before it is journalled. */
import type { Directory } from '../directory.ts'
import { type Said, said } from '../refusals.ts'
import { localDate, periodOf } from '../time.ts'
import { contestUntil_ms } from './contest-window.ts'
import type { Bearer, Decision, DeclaredSession } from './entries.ts'
import type { Closing, Contest } from './month.ts'
import type { BooksRules } from './rules.ts'
import type { Thing } from './things.ts'

/** Null: it can stand. Otherwise why not. */
export type Objection = Said | null

export function objectionToDecision(thing: Thing, decision: Decision, directory: Directory): Objection {
  const open = thing.end_at_ms === null
  if (open && decision.kind !== 'as-counted') return said('session-open-settle')
  if (chargesUnasked(thing, decision)) return said('not-confirmed')
  switch (decision.kind) {
    case 'keep':
      return thing.member === null ? said('nobody-badged') : null
    case 'assign':
      return objectionToBearer({ to: 'member', member: decision.member }, directory)
    case 'pool':
      return objectionToBearer({ to: 'pool', pool: decision.pool }, directory)
    case 'waive':
      return null
    case 'as-counted':
      return open ? null : said('session-ended-settle')
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
  if (bearer.to === 'member' && !directory.members.has(bearer.member)) return said('no-member', { id: bearer.member })
  if (bearer.to === 'pool' && !directory.pools.has(bearer.pool)) return said('no-pool', { id: bearer.pool })
  return null
}

function objectionToSplit(
  thing: Thing,
  { at_ms, bearers }: Extract<Decision, { kind: 'split' }>,
  directory: Directory,
): Objection {
  const end_at_ms = thing.end_at_ms ?? thing.start_at_ms
  if (at_ms <= thing.start_at_ms || at_ms >= end_at_ms) return said('split-outside')
  return objectionToBearer(bearers[0], directory) ?? objectionToBearer(bearers[1], directory)
}

/** A notebook does not know tomorrow, and nobody sews for three days on end. */
const DECLARED_MS_MAX = 24 * 3_600_000

export function objectionToDeclared(declared: DeclaredSession, directory: Directory, now_ms: number): Objection {
  const { machine, member, start_at_ms, end_at_ms, running_ms } = declared
  if (!directory.machines.has(machine)) return said('no-machine', { id: machine })
  if (!directory.members.has(member)) return said('no-member', { id: member })
  if (end_at_ms <= start_at_ms) return said('ends-before-it-begins')
  if (end_at_ms > now_ms) return said('ends-in-the-future')
  if (end_at_ms - start_at_ms > DECLARED_MS_MAX) return said('longer-than-a-day')
  return running_ms > end_at_ms - start_at_ms ? said('worked-longer-than-it-lasted') : null
}

export type ContestContext = { closings: readonly Closing[]; zone: string; rules: BooksRules; now_ms: number }

export function objectionToContest(
  thing: Thing,
  contests: readonly Contest[],
  { closings, zone, rules, now_ms }: ContestContext,
): Objection {
  if (thing.end_at_ms === null) return said('session-open')
  if (thing.confirmed === false) return said('not-confirmed-counts-for-nothing')
  if (contests.some(contest => contest.answer === null)) return said('contested-already')
  const period = periodOf(thing.start_at_ms, zone)
  const closing = closings.find(one => one.period === period)
  if (closing === undefined) return null
  const until_ms = contestUntil_ms(closing.at_ms, { ...rules, zone })
  return now_ms <= until_ms
    ? null
    : said('contest-too-late', { date: localDate(until_ms, zone), days: rules.contest_days, period })
}
