/**
 * What a member may still spend this month: limits of the member and of the organisation that pays for them, against what
 * the running month's statement came to when it was last noted in the journal.
 */
import type { Directory, MemberFacts } from '../directory.ts'
import { localDate, periodOf } from '../time.ts'
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
