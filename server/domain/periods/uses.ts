/**
 * Sessions and decisions → what prices and shares are computed from. Σ uses = Σ measured, to the millisecond: nothing is lost,
 * nothing is counted twice, whatever people decided. What is still undecided is told apart and in no use.
 */
import type { Directory } from '../directory.ts'
import { eventOf, payerOf, payerOfEvent, type Use } from '../sharing/use.ts'
import { localDate, periodOf } from '../time.ts'
import { categoryAt } from '../who/membership.ts'
import { directoryThen } from './corrected.ts'
import type { Decision, Ref } from './entries.ts'
import { negated } from './measures.ts'
import { applies, type Decided, type Month, standing } from './month.ts'
import { type BooksRules, rulesOf } from './rules.ts'
import { type Doubt, type Share, sharesOf } from './shares.ts'
import type { Thing } from './things.ts'

export type MonthUses = { uses: Use[]; undecided: Ref[] }

export function usesOf(month: Month, directory: Directory, rules: BooksRules): MonthUses {
  const decisions = standing(month.decisions)
  const earlier = standing(month.earlier)
  const make = new UseMaker(directory, month.zone)
  const then = termsThen(month, directory, rules, make)
  const uses: Use[] = []
  const undecided: Ref[] = []
  for (const thing of month.own) {
    const shares = sharesNow(thing, decisions.get(thing.ref), rules)
    if (shares === null) undecided.push(thing.ref)
    else for (const share of shares) uses.push(make.use(thing, share, null))
  }
  for (const thing of month.late) {
    const period = periodOf(thing.start_at_ms, month.zone)
    const terms = then(period)
    const shares = sharesNow(thing, decisions.get(thing.ref), terms.rules)
    if (shares === null) undecided.push(thing.ref)
    else
      for (const share of beyond(shares, thing, earlier.get(thing.ref))) uses.push(terms.make.use(thing, share, period))
  }
  for (const thing of month.again) {
    const decided = decisions.get(thing.ref)
    if (!applies(thing, decided)) continue
    const period = periodOf(thing.start_at_ms, month.zone)
    const terms = then(period)
    for (const share of reversed(sharesNow(thing, earlier.get(thing.ref), terms.rules) ?? []))
      uses.push(terms.make.use(thing, share, period))
    for (const share of sharesOf(thing, decided.decision)) uses.push(terms.make.use(thing, share, period))
  }
  return { uses, undecided }
}

type Terms = { make: UseMaker; rules: BooksRules }

/** A correction is judged by the rules of the month it corrects. */
function termsThen(month: Month, directory: Directory, rules: BooksRules, make: UseMaker): (period: string) => Terms {
  const terms = new Map(
    (month.corrected ?? []).map(one => {
      const past = directoryThen(one, directory)
      return [one.period, { make: new UseMaker(past, month.zone), rules: rulesOf(past.site) }]
    }),
  )
  return period => terms.get(period) ?? { make, rules }
}

/** By what was decided, else by the rules; null where only a person can tell. */
function sharesNow(thing: Thing, decided: Decided | undefined, rules: BooksRules): Share[] | null {
  const stands = applies(thing, decided)
  const decision = stands ? decided.decision : byRule(thing, rules)
  if (decision === null) return null
  const shares = sharesOf(thing, decision)
  return !stands ? shares.map(share => ({ ...share, doubts: doubtsByRule(thing, share) })) : shares
}

function byRule(thing: Thing, rules: BooksRules): Decision | null {
  if (thing.end_at_ms === null) return null
  if (thing.kind === 'declared') return thing.confirmed === true ? { kind: 'keep' } : null
  if (thing.kind === 'run') return thing.measures.running_ms < rules.settle_below_ms ? { kind: 'waive' } : null
  if (thing.no_current && thing.measures.session_ms < rules.settle_below_ms) return { kind: 'waive' }
  return { kind: 'keep' }
}

const doubtsByRule = (thing: Thing, share: Share): Doubt[] =>
  thing.kind === 'run' || thing.no_current ? share.doubts.map(one => (one === 'waived' ? 'small' : one)) : share.doubts

/** An open session that was settled by what was counted, and went on: only what came since is new. */
function beyond(shares: Share[], thing: Thing, counted: Decided | undefined): Share[] {
  if (counted === undefined) return shares
  const before = sharesOf(thing, counted.decision)
  return [...reversed(before), ...shares]
}

/** Design rule 5: a correction is a reversal, never an edit. */
const reversed = (shares: readonly Share[]): Share[] =>
  shares.map(share => ({ ...share, measures: negated(share.measures) }))

/** Without a member the cooperative bears it: the first issuer, or the site itself where there is none. */
class UseMaker {
  readonly #directory: Directory
  readonly #zone: string
  readonly #cooperative: string

  constructor(directory: Directory, zone: string) {
    this.#directory = directory
    this.#zone = zone
    const [issuer] = directory.issuers.keys()
    this.#cooperative = issuer ?? directory.site?.site ?? ''
  }

  use(thing: Thing, { bearer, waived, measures, doubts }: Share, adjusts: string | null): Use {
    // What nobody decided otherwise is borne as the training or group it was opened in says
    const event =
      bearer.to === 'member' && bearer.member === thing.member ? eventOf(this.#directory, thing.event) : null
    const pool = bearer.to === 'pool' ? bearer.pool : (event?.pool ?? null)
    const member = bearer.to === 'member' && pool === null ? bearer.member : null
    const { session_ms, running_ms, worked_ms, idle_ms, energy_Wh } = measures
    const date = localDate(thing.start_at_ms, this.#zone)
    return {
      session: thing.ref,
      machine: thing.machine,
      member,
      payer:
        member === null
          ? { kind: 'cooperative', id: this.#cooperative }
          : (payerOfEvent(event) ?? payerOf(member, this.#directory, date)),
      category: this.#categoryOf(thing, member, date),
      order: thing.order,
      start_at_ms: thing.start_at_ms,
      date,
      ...{ running_ms, worked_ms, session_ms, idle_ms, energy_Wh },
      waived: waived || bearer.to === 'cooperative',
      grade: thing.grade,
      doubts: [...doubts],
      pool,
      adjusts,
    }
  }

  /** The category it began with; another member's is theirs of that day, whenever it is asked: a reversal must find the same. */
  #categoryOf(thing: Thing, member: string | null, date: string): string | null {
    if (member === null || member === thing.member) return thing.category
    const other = this.#directory.members.get(member)
    return other === undefined ? null : categoryAt(this.#directory, other, date)
  }
}
