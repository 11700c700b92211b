/** What a member is on a day: their state, category, payer and qualifications. Plain fields hold where no dated list says more. */
import type { Directory, MemberFacts } from '../directory.ts'
import { addMonths } from '../time.ts'

export type MembershipState = 'candidate' | 'charter-signed' | 'active' | 'suspended' | 'left'

/** The last line of a dated list that is not after the day. */
export function inForce<T extends { from: string }>(list: readonly T[] | undefined, date: string): T | undefined {
  let found: T | undefined
  for (const line of list ?? []) if (line.from <= date && (found === undefined || line.from >= found.from)) found = line
  return found
}

/** Member from the day they joined to the day they left, both included. */
export function membershipAt(member: MemberFacts, date: string): MembershipState {
  const dated = inForce(member.states, date)?.state
  if (dated === 'left' || (member.left !== null && member.left < date)) return 'left'
  if (dated === 'suspended' || member.suspended) return 'suspended'
  const before_first = dated === undefined && (member.states?.length ?? 0) > 0
  const joins_later = member.joined !== null && member.joined > date
  if (dated === 'candidate' || before_first || joins_later) {
    return charterSigned(member, date) ? 'charter-signed' : 'candidate'
  }
  return 'active'
}

export const isActive = (member: MemberFacts, date: string): boolean => membershipAt(member, date) === 'active'

export const charterSigned = (member: MemberFacts, date: string): boolean =>
  member.charter_signed !== null && member.charter_signed <= date

/** The category on a day, rules of the first months of activity included. */
export function categoryAt(directory: Directory, member: MemberFacts, date: string): string | null {
  const dated = inForce(member.categories, date)
  const own = dated === undefined ? member.category : dated.category
  const { activity_started } = member
  if (activity_started === null || activity_started > date) return own
  for (const { id, first_months } of [...directory.categories.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (first_months === undefined || (first_months.of !== null && first_months.of !== own)) continue
    if (date < addMonths(activity_started, first_months.months)) return id
  }
  return own
}

/** The organisation that pays for what this member does on a day; null: the member. */
export function payingOrganisation(member: MemberFacts, date: string): string | null {
  const dated = inForce(member.payers, date)
  return dated === undefined ? member.organisation : dated.organisation
}

export type Holding = 'held' | 'expired' | 'missing'

export function holding(member: MemberFacts, qualification: string, date: string): Holding {
  if (!member.qualifications.includes(qualification)) return 'missing'
  const grants = (member.grants ?? []).filter(grant => grant.qualification === qualification)
  if (grants.length === 0) return 'held'
  const holds = grants.some(
    ({ granted, expires }) => (granted === null || granted <= date) && (expires === null || date < expires),
  )
  if (holds) return 'held'
  return grants.some(({ expires }) => expires !== null && expires <= date) ? 'expired' : 'missing'
}
