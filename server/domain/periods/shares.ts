/**
 * One thing and what was decided of it → who bears which part. The parts add up to the whole, field by field, whatever the
 * decision says: faulted minutes and the time after a forgotten badge-out come off first and are the cooperative's.
 */
import type { Bearer, Decision, Measures } from './entries.ts'
import { isNothing, minus, NOTHING, within } from './measures.ts'
import type { Thing } from './things.ts'

/** Where doubt favoured the member (design rule 6). The dashboard says each in a sentence. */
export type Doubt = 'fault' | 'forgotten' | 'gap' | 'no-current' | 'small' | 'waived' | 'split' | 'declared'

export type Share = { bearer: Bearer; waived: boolean; measures: Measures; doubts: Doubt[] }

const COOPERATIVE: Bearer = { to: 'cooperative' }
const ownerOf = (thing: Thing): Bearer => (thing.member === null ? COOPERATIVE : { to: 'member', member: thing.member })

/** What is there to be shared: of a session that never ended, what a person found counted. */
export const wholeOf = (thing: Thing, decision: Decision): Measures =>
  decision.kind === 'as-counted' ? decision.measures : thing.measures

export function sharesOf(thing: Thing, decision: Decision): Share[] {
  const whole = wholeOf(thing, decision)
  const fault: Measures = { ...NOTHING, session_ms: whole.fault_ms, fault_ms: whole.fault_ms }
  const tail = decision.kind === 'as-counted' ? NOTHING : tailOf(thing)
  const rest = minus(minus(whole, fault), tail)
  const doubts: Doubt[] = [
    ...(isNothing(fault) ? [] : ['fault' as const]),
    ...(isNothing(tail) ? [] : ['forgotten' as const]),
    ...(thing.incomplete ? ['gap' as const] : []),
    ...(thing.kind === 'declared' ? ['declared' as const] : []),
  ]
  const shares = divide(thing, decision, rest, doubts)
  const owner = ownerOf(thing)
  if (!isNothing(fault)) shares.push({ bearer: owner, waived: true, measures: fault, doubts: ['fault'] })
  if (!isNothing(tail)) shares.push({ bearer: owner, waived: true, measures: tail, doubts: ['forgotten'] })
  return shares
}

function tailOf(thing: Thing): Measures {
  const { tail_ms } = thing
  return tail_ms === 0
    ? NOTHING
    : { ...NOTHING, session_ms: tail_ms, idle_ms: Math.min(tail_ms, thing.measures.idle_ms) }
}

function divide(thing: Thing, decision: Decision, measures: Measures, doubts: Doubt[]): Share[] {
  const owner = ownerOf(thing)
  switch (decision.kind) {
    case 'keep':
    case 'as-counted':
      return [{ bearer: owner, waived: thing.member === null, measures, doubts }]
    case 'assign':
      return [{ bearer: { to: 'member', member: decision.member }, waived: false, measures, doubts }]
    case 'waive':
      return [{ bearer: owner, waived: true, measures, doubts: [...doubts, 'waived'] }]
    case 'pool':
      return [{ bearer: { to: 'pool', pool: decision.pool }, waived: false, measures, doubts }]
    case 'split': {
      const first = within(decision.first, measures)
      const parts = [first, minus(measures, first)] as const
      return decision.bearers.map((bearer, i) => ({
        bearer,
        waived: bearer.to === 'cooperative',
        measures: parts[i] ?? NOTHING,
        doubts: [...doubts, 'split' as const],
      }))
    }
  }
}
