/** A member contests what a month says of a session of hers; a person answers, by a reversing entry and never by an edit. */
import { bookedIn } from '#server/domain/periods/calendar.ts'
import type { BooksEntry, Decision, Ref } from '#server/domain/periods/entries.ts'
import { objectionToContest, objectionToDecision } from '#server/domain/periods/judge.ts'
import type { Contest } from '#server/domain/periods/month.ts'
import { rulesOf } from '#server/domain/periods/rules.ts'
import { type Thing, thingOfDeclared, thingOfSession } from '#server/domain/periods/things.ts'
import { type Said, said } from '#server/domain/refusals.ts'
import { monthNow } from './month.ts'
import { type BooksParts, TRIES_MAX, zoneOf } from './ports.ts'
import { granted, type Wish } from './settle.ts'

export type ContestOutcome =
  | { kind: 'contested'; n: number; period: string }
  | { kind: 'unknown' }
  | { kind: 'objected'; objection: Said }
  | { kind: 'busy' }

export async function contest(
  parts: BooksParts,
  { item, member, reason }: { item: Ref; member: string; reason: string },
): Promise<ContestOutcome> {
  const { ledger } = parts
  const directory = parts.directory()
  const context = { zone: zoneOf(directory), rules: rulesOf(directory.site) }
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const books_n = await ledger.booksHead()
    const about = await ledger.bookedAbout(item)
    const session = await ledger.session(item)
    const thing = thingOf(session, about)
    if (thing === null || !bears(thing, about.decisions.at(-1)?.decision, member)) return { kind: 'unknown' }
    const closings = await ledger.closings()
    const now_ms = parts.now_ms()
    const objection = objectionToContest(thing, about.contests, { ...context, closings, now_ms })
    if (objection !== null) return { kind: 'objected', objection }
    const period = bookedIn(thing.start_at_ms, closings, context.zone)
    const entry: BooksEntry = { type: 'contested', period, item, member, reason }
    const result = await ledger.appendBooks({ entries: [entry], books_n, inputs: null }, now_ms)
    if (result.kind === 'booked') return { kind: 'contested', n: result.n, period }
  }
  return { kind: 'busy' }
}

type Known = Awaited<ReturnType<BooksParts['ledger']['session']>>
type About = Awaited<ReturnType<BooksParts['ledger']['bookedAbout']>>

function thingOf(session: Known, { declaration }: About): Thing | null {
  if (session !== null) return thingOfSession(session, null)
  return declaration === null ? null : thingOfDeclared(declaration.session, declaration.confirmed)
}

/** Whether it stands on her statement, by what was decided last. */
function bears(thing: Thing, decision: Decision | undefined, member: string): boolean {
  switch (decision?.kind) {
    case 'assign':
      return decision.member === member
    case 'split':
      return decision.bearers.some(bearer => bearer.to === 'member' && bearer.member === member)
    case 'waive':
    case 'pool':
      return false
    default:
      return thing.member === member
  }
}

export type AnswerOrder = {
  period: string
  /** the contest's journal entry */
  contest: number
  accepted: boolean
  /** what holds from now on; asked for where it is accepted */
  wish: Wish | null
  by: string
  reason: string
}
export type AnswerOutcome =
  | { kind: 'answered'; contest: Contest }
  | { kind: 'unknown' }
  | { kind: 'objected'; objection: Said }
  | { kind: 'busy' }

export async function answer(parts: BooksParts, order: AnswerOrder): Promise<AnswerOutcome> {
  const { period, by, reason, accepted } = order
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const { month } = await monthNow(parts, period)
    const contested = month.contests.find(one => one.n === order.contest)
    if (contested === undefined) return { kind: 'unknown' }
    if (contested.answer !== null) return { kind: 'objected', objection: said('answered-already') }
    if ((await parts.ledger.closings()).some(closing => closing.period === period))
      return { kind: 'objected', objection: said('period-closed', { period }) }
    const { item } = contested
    const thing = [...month.own, ...month.late, ...month.again].find(one => one.ref === item)
    if (thing === undefined) return { kind: 'unknown' }
    const decision = accepted ? await decisionOf(parts, thing, order.wish) : null
    if (decision !== null && 'code' in decision) return { kind: 'objected', objection: decision }
    const entry: BooksEntry = {
      ...{ type: 'answered', period, contest: contested.n, item, accepted, decision, by, reason },
    }
    const at_ms = parts.now_ms()
    const result = await parts.ledger.appendBooks({ entries: [entry], books_n: month.books_n, inputs: null }, at_ms)
    if (result.kind === 'booked')
      return { kind: 'answered', contest: { ...contested, answer: { n: result.n, at_ms, accepted, by, reason } } }
  }
  return { kind: 'busy' }
}

async function decisionOf(parts: BooksParts, thing: Thing, wish: Wish | null): Promise<Decision | Said> {
  if (wish === null) return said('say-what-holds')
  const decision = await granted(parts, thing, wish)
  return 'code' in decision ? decision : (objectionToDecision(thing, decision, parts.directory()) ?? decision)
}
