/** Entries about people, badges and their time, applied to the directory. `refusal.ts` has said before whether they may. */
import type { Directory, DirectoryKind, MemberFacts, PeopleEntry } from '../directory.ts'
import { localDate } from '../time.ts'
import type { Grant } from './facts.ts'

/** What an entry may do to the directory in the making. */
export type DirectoryEdit = {
  readonly after: Directory
  put<K extends DirectoryKind>(kind: K, id: string, value: Directory[K] extends Map<string, infer V> ? V : never): void
  remove(kind: DirectoryKind, id: string): void
}

/** What is over so long decides nothing any more; the journal keeps it. Without this every badge would walk through years. */
const PAST_KEPT_MS = 60 * 86_400_000

export function applyPeople(edit: DirectoryEdit, entry: PeopleEntry): void {
  switch (entry.type) {
    case 'members-put':
      for (const member of entry.members) edit.put('members', member.id, member)
      for (const badge of entry.badges) edit.put('badges', badge.badge, badge)
      for (const one of entry.signatures ?? []) edit.put('signatures', one.id, one)
      break
    case 'charter-put':
      edit.put('charters', entry.charter.id, entry.charter)
      break
    case 'charter-signed':
      edit.put('signatures', entry.signature.id, entry.signature)
      change(edit, entry.signature.id, member => ({ ...member, charter_signed: entry.signature.day }))
      break
    case 'organisation-put':
      edit.put('organisations', entry.organisation.id, entry.organisation)
      break
    case 'badge-put':
      edit.put('badges', entry.badge.badge, entry.badge)
      break
    case 'qualification-granted':
      change(edit, entry.member, member => granted(member, entry.grant))
      break
    case 'qualification-revoked':
      change(edit, entry.member, member => revoked(member, entry.qualification))
      break
    case 'member-erased':
      erase(edit, entry.member, entry.at_ms)
      break
    case 'spending-noted':
      for (const spent of entry.spending) edit.put('spending', spent.id, spent)
      break
    default:
      applyTime(edit, entry)
  }
}

type TimeEntry = Extract<PeopleEntry, { type: `reservation-${string}` | `event-${string}` | `closure-${string}` }>

function applyTime(edit: DirectoryEdit, entry: TimeEntry): void {
  switch (entry.type) {
    case 'reservation-made':
      edit.put('reservations', entry.reservation.id, entry.reservation)
      break
    case 'reservation-cancelled':
      edit.remove('reservations', entry.reservation)
      break
    case 'event-put':
      edit.put('events', entry.event.id, entry.event)
      break
    case 'event-cancelled':
      edit.remove('events', entry.event)
      break
    case 'closure-put':
      edit.put('closures', entry.closure.id, entry.closure)
      break
    case 'closure-removed':
      edit.remove('closures', entry.closure)
      break
  }
  forgetPast(edit, entry.at_ms)
}

function change(edit: DirectoryEdit, id: string, to: (member: MemberFacts) => MemberFacts): void {
  const member = edit.after.members.get(id)
  if (member !== undefined) edit.put('members', id, to(member))
}

/** Given again, it replaces what was noted before: an expired qualification is renewed. */
function granted(member: MemberFacts, grant: Grant): MemberFacts {
  const others = (member.grants ?? []).filter(one => one.qualification !== grant.qualification)
  const known = member.qualifications.filter(one => one !== grant.qualification)
  return { ...member, qualifications: [...known, grant.qualification], grants: [...others, grant] }
}

function revoked(member: MemberFacts, qualification: string): MemberFacts {
  const { grants, ...rest } = member
  const left = (grants ?? []).filter(one => one.qualification !== qualification)
  const qualifications = member.qualifications.filter(one => one !== qualification)
  return { ...rest, qualifications, ...(left.length === 0 ? {} : { grants: left }) }
}

/** The id stays, because sessions and statements of ten years name it; what else told of a person goes. */
function erase(edit: DirectoryEdit, id: string, at_ms: number): void {
  const member = edit.after.members.get(id)
  if (member === undefined) return
  for (const badge of edit.after.badges.values()) if (badge.member === id) edit.remove('badges', badge.badge)
  for (const one of edit.after.reservations.values()) if (one.member === id) edit.remove('reservations', one.id)
  edit.remove('teaching', id)
  edit.remove('signatures', id)
  const { category, organisation, joined, language, categories, payers } = member
  const today = localDate(at_ms, edit.after.site?.timezone ?? 'UTC')
  edit.put('members', id, {
    ...{ id, category, organisation, joined, left: member.left ?? today, suspended: true, language },
    ...{ activity_started: null, charter_signed: null, qualifications: [] },
    ...(categories === undefined ? {} : { categories }),
    ...(payers === undefined ? {} : { payers }),
  })
}

function forgetPast(edit: DirectoryEdit, at_ms: number): void {
  // Events stay: sessions name theirs, and it says who pays.
  for (const kind of ['reservations', 'closures'] as const) {
    for (const { id, until_ms } of edit.after[kind].values()) if (until_ms < at_ms - PAST_KEPT_MS) edit.remove(kind, id)
  }
}
