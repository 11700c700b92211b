/** Members as the outside sees them: today's state, and to each role what it may see. */
import type { Contact, MemberBadge, MemberDetail, MemberRow } from '#server/contract/people.ts'
import { seesAddresses, type Viewer } from '#server/contract/visibility.ts'
import type { BadgeFacts, Directory, MemberFacts } from '#server/domain/directory.ts'
import { localDate } from '#server/domain/time.ts'
import { categoryAt, holding, membershipAt, payingOrganisation } from '#server/domain/who/membership.ts'
import { atOrNull, type Names } from '#server/present/words.ts'
import type { HttpDeps } from './deps.ts'
import type { ContactRow, Core, PersonRow } from './ports.ts'
import { notFound } from './problem.ts'
import { siteOf } from './site.ts'

export function memberOr404(core: Core, id: string): MemberFacts {
  const member = core.directory().members.get(id)
  if (member === undefined) throw notFound('member', id)
  return member
}

export const todayOf = (core: Core, now_ms: number): string => localDate(now_ms, siteOf(core).timezone)

const badgesOf = (directory: Directory, member: string): BadgeFacts[] =>
  [...directory.badges.values()].filter(badge => badge.member === member)

/** An institution's badge has no name behind it: the organisation's own is shown. */
export function nameOf(member: MemberFacts, names: Names, directory: Directory): string {
  const organisation = member.organisation === null ? undefined : directory.organisations.get(member.organisation)
  const fallback = member.kind === 'institution' ? (organisation?.name ?? member.id) : member.id
  return names.get(member.id) ?? fallback
}

type Look = { directory: Directory; names: Names; persons: Map<string, PersonRow>; today: string; viewer: Viewer }

const named = (kind: ReadonlyMap<string, { name: string }>, id: string | null): string | null =>
  id === null ? null : (kind.get(id)?.name ?? id)

export function presentRow(member: MemberFacts, look: Look): Omit<MemberRow, 'badges'> {
  const { directory, names, persons, today, viewer } = look
  const { categories, organisations } = directory
  const [category, payer] = [categoryAt(directory, member, today), payingOrganisation(member, today)]
  return {
    id: member.id,
    name: nameOf(member, names, directory),
    ...(seesAddresses(viewer) ? { email: persons.get(member.id)?.email ?? null } : {}),
    category,
    category_name: named(categories, category),
    organisation: member.organisation,
    joined: member.joined,
    charter_signed: member.charter_signed,
    suspended: member.suspended,
    qualifications: member.qualifications,
    state: membershipAt(member, today),
    kind: member.kind ?? 'person',
    minor: member.minor ?? false,
    payer,
    payer_name: named(organisations, payer),
  }
}

export const presentMemberBadge = (badge: BadgeFacts): MemberBadge => ({
  id: badge.badge,
  blocked: badge.blocked,
  pass: badge.pass ?? null,
  valid_from: atOrNull(badge.valid_from_ms),
  valid_until: atOrNull(badge.valid_until_ms),
  hours: badge.hours ?? null,
})

export const presentMemberRow = (member: MemberFacts, look: Look): MemberRow => ({
  ...presentRow(member, look),
  badges: badgesOf(look.directory, member.id).length,
})

export function presentMember(member: MemberFacts, look: Look, contact: ContactRow | undefined): MemberDetail {
  const { directory, names, today, viewer } = look
  const grant = (qualification: string) => member.grants?.find(one => one.qualification === qualification)
  return {
    ...presentRow(member, look),
    category: member.category,
    left: member.left,
    activity_started: member.activity_started,
    language: member.language,
    employer: member.employer ?? null,
    employer_name: named(directory.organisations, member.employer ?? null),
    states: member.states ?? [],
    categories: (member.categories ?? []).map(one => ({ ...one, name: named(directory.categories, one.category) })),
    category_today: categoryAt(directory, member, today),
    payers: member.payers ?? [],
    grants: member.qualifications.map(qualification => {
      const { trainer = null, granted = null, expires = null } = grant(qualification) ?? {}
      const trainer_name = trainer === null ? null : (names.get(trainer) ?? trainer)
      const holds = holding(member, qualification, today) === 'held'
      return { qualification, trainer, trainer_name, granted, expires, holds }
    }),
    badges: badgesOf(directory, member.id).map(presentMemberBadge),
    ...(seesAddresses(viewer)
      ? {
          limit_cents_per_month: member.limit_cents_per_month ?? null,
          cost_sharing: member.cost_sharing ?? null,
          contact: presentContact(contact),
        }
      : {}),
  }
}

export function presentContact(contact: ContactRow | undefined): Contact | null {
  if (contact === undefined) return null
  const { kind: _kind, id: _id, ...told } = contact
  return told
}

export async function lookAround({ core, reads, auth, clock }: HttpDeps, viewer: Viewer): Promise<Look> {
  const rows = await reads.persons()
  const names = auth.names()
  for (const { member, name } of rows) if (name !== null) names.set(member, name)
  const persons = new Map(rows.map(person => [person.member, person]))
  return { directory: core.directory(), names, persons, today: todayOf(core, clock.now_ms()), viewer }
}

export async function viewMember(id: string, viewer: Viewer, deps: HttpDeps): Promise<MemberDetail> {
  const [look, contacts] = await Promise.all([lookAround(deps, viewer), deps.reads.contacts()])
  const contact = contacts.find(one => one.kind === 'member' && one.id === id)
  return presentMember(memberOr404(deps.core, id), look, contact)
}
