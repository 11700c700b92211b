/**
 * What a member may still spend this month: limits of the member and of the organisation that pays for them, against what
 * the running month's statement came to when it was last noted in the journal.
 */
import type { Directory, MemberFacts } from '../directory.ts'
import { localDate, periodOf } from '../time.ts'
import type { SpendingFacts } from '../who/facts.ts'
import { payingOrganisation } from '../who/membership.ts'

export const spendingId = (kind: 'member' | 'organisation', id: string): string => `${kind}:${id}`

/** Null: no limit. Zero or below: it is reached. */
export function remaining_cents(directory: Directory, member: MemberFacts, at_ms: number): number | null {
  const zone = directory.site?.timezone ?? 'UTC'
  const period = periodOf(at_ms, zone)
  const spent = (id: string): number => {
    const noted = directory.spending.get(id)
    return noted?.period === period ? noted.cents : 0
  }
  const payer = payingOrganisation(member, localDate(at_ms, zone))
  const limits = [left(member.limit_cents_per_month, spent(spendingId('member', member.id)))]
  if (payer !== null)
    limits.push(
      left(directory.organisations.get(payer)?.limit_cents_per_month, spent(spendingId('organisation', payer))),
    )
  const lowest = Math.min(...limits)
  return lowest === Number.POSITIVE_INFINITY ? null : lowest
}

const left = (limit_cents: number | null | undefined, spent_cents: number): number =>
  limit_cents == null ? Number.POSITIVE_INFINITY : limit_cents - spent_cents

type Billed = {
  members: readonly { id: string; total_cents: number }[]
  payers: readonly { payer: { kind: string; id: string }; total_cents: number }[]
}

/** Of those with a limit, what a month comes to by now, where the directory says otherwise. */
export function spendingToNote(directory: Directory, period: string, billed: Billed): SpendingFacts[] {
  const members = new Map(billed.members.map(({ id, total_cents }) => [id, total_cents]))
  const organisations = new Map(
    billed.payers.flatMap(({ payer, total_cents }) =>
      payer.kind === 'organisation' ? [[payer.id, total_cents] as const] : [],
    ),
  )
  const limited = <T extends { id: string; limit_cents_per_month?: number | null }>(facts: Map<string, T>): string[] =>
    [...facts.values()].flatMap(({ id, limit_cents_per_month }) => (limit_cents_per_month == null ? [] : [id]))
  const now = [
    ...limited(directory.members).map(id => fact('member', id, period, members.get(id))),
    ...limited(directory.organisations).map(id => fact('organisation', id, period, organisations.get(id))),
  ]
  return now.filter(({ id, cents }) => {
    const noted = directory.spending.get(id)
    return noted?.period === period ? noted.cents !== cents : cents !== 0
  })
}

const fact = (kind: 'member' | 'organisation', id: string, period: string, cents = 0): SpendingFacts => ({
  id: spendingId(kind, id),
  period,
  cents,
})

export const hasLimits = (directory: Directory): boolean =>
  [...directory.members.values(), ...directory.organisations.values()].some(one => one.limit_cents_per_month != null)
