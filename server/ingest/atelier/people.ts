/**
 * Members, organisations and their time in an atelier file as facts. What a file says nothing of is left as it is: a
 * qualification given on the floor must not be lost to next month's import.
 */
import type {
  AtelierCategory,
  AtelierFile,
  AtelierMachine,
  AtelierMember,
  AtelierOrganisation,
} from '#server/contract/atelier.ts'
import type { AtelierBadge } from '#server/contract/atelier-people.ts'
import type { BadgeFacts, CategoryFacts, Directory, MemberFacts, OrganisationFacts } from '#server/domain/directory.ts'
import type { ContactPart } from '#server/domain/records.ts'
import { instantOf } from '#server/domain/time.ts'
import type { CareTask, ClosureFacts, EventFacts, Grant, MoreOfMachine } from '#server/domain/who/facts.ts'
import { compactNumber } from '#server/domain/who/siren.ts'
import { badgeHmac } from './badge-hmac.ts'

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const given = <T extends object>(facts: T): Given<T> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Given<T>
const pick = <T extends object, K extends keyof T>(from: T | undefined, keys: readonly K[]): Partial<Pick<T, K>> =>
  Object.fromEntries(keys.flatMap(key => (from?.[key] === undefined ? [] : [[key, from[key]]]))) as Partial<Pick<T, K>>

const MEMBER_MORE = [
  'kind',
  'categories',
  'states',
  'payers',
  'employer',
  'minor',
  'limit_cents_per_month',
  'cost_sharing',
  'off_wall',
] as const
const ORGANISATION_MORE = [
  'consumer',
  'cost_sharing',
  'siren',
  'siret',
  'vat_number',
  'limit_cents_per_month',
  'budget_cents_per_year',
  'purchase_order',
  'buyer_reference',
] as const

/** `language`: of those the file says nothing of, and who are new. */
export function memberFacts(member: AtelierMember, present: Directory, language: 'fr' | 'en'): MemberFacts {
  const before = present.members.get(member.id)
  const qualifications = member.qualifications.map(one => (typeof one === 'string' ? one : one.id))
  const grants = grantsOf(member, before)
  return {
    id: member.id,
    category: member.category ?? null,
    organisation: member.organisation ?? null,
    joined: member.joined ?? null,
    left: member.left ?? null,
    suspended: member.suspended ?? false,
    activity_started: member.activity_started ?? null,
    // Signed on a phone since the file was written, it is not unsigned by the file's silence
    charter_signed: (member.charter_signed === undefined ? before?.charter_signed : member.charter_signed) ?? null,
    qualifications,
    language: member.language ?? before?.language ?? language,
    ...pick(before, MEMBER_MORE),
    ...given(pick(member, MEMBER_MORE)),
    ...(grants.length === 0 ? {} : { grants }),
  }
}

/** Of what the file lists: with the file's own trainer and dates, else with those known before. */
function grantsOf(member: AtelierMember, before: MemberFacts | undefined): Grant[] {
  return member.qualifications.flatMap(one => {
    if (typeof one === 'string') return (before?.grants ?? []).filter(grant => grant.qualification === one)
    const { id, ...told } = one
    return [{ qualification: id, ...told }]
  })
}

export const categoryFacts = ({ id, name, first_months }: AtelierCategory): CategoryFacts => ({
  id,
  name: name ?? id,
  ...given({ first_months }),
})

export function organisationFacts(one: AtelierOrganisation, present: Directory): OrganisationFacts {
  const { siren, siret, vat_number, limit_cents_per_month, budget_cents_per_year } = one
  const { consumer, cost_sharing, purchase_order, buyer_reference } = one
  const number = (text: string | null | undefined) => (text == null ? text : compactNumber(text).toUpperCase())
  return {
    id: one.id,
    name: one.name ?? one.id,
    legal_form: one.legal_form ?? null,
    vat: one.vat ?? null,
    ...pick(present.organisations.get(one.id), ORGANISATION_MORE),
    ...given({
      siren: number(siren),
      siret: number(siret),
      vat_number: number(vat_number),
      ...{ limit_cents_per_month, budget_cents_per_year, consumer, cost_sharing, purchase_order, buyer_reference },
    }),
  }
}

const taskOf = ({ id, name, ...terms }: NonNullable<AtelierMachine['care']>[number]): CareTask => ({
  ...{ id, name },
  ...given(terms),
})

export const machineMore = (machine: AtelierMachine, present: Directory): MoreOfMachine => ({
  ...pick(present.machines.get(machine.id), ['moving_parts', 'care', 'retired', 'out_of_use']),
  ...given({ moving_parts: machine.moving_parts, care: machine.care?.map(taskOf), retired: machine.retired }),
})

/** A day begins at its midnight; as an end it is the whole day. */
export function momentOf(text: string, zone: string, end = false): number {
  const [date = text, clock] = text.split('T')
  return clock === undefined ? instantOf(date, 0, end ? '24:00' : '00:00', zone) : instantOf(date, 0, clock, zone)
}

const uidOf = (badge: AtelierBadge): string => (typeof badge === 'string' ? badge : badge.uid)

export function badgesOf(member: AtelierMember, present: Directory, badge_key: string, zone: string): BadgeFacts[] {
  const former = [...present.badges.values()].filter(badge => badge.member === member.id)
  if (member.badges === undefined) return former
  return member.badges.map(one => {
    const badge = badgeHmac(badge_key, uidOf(one))
    const known = former.find(had => had.badge === badge)
    const plain = { badge, member: member.id, blocked: known?.blocked ?? false }
    if (typeof one === 'string') return known ?? { ...plain, valid_from_ms: null, valid_until_ms: null }
    return {
      ...plain,
      valid_from_ms: one.valid_from === null ? null : momentOf(one.valid_from, zone),
      valid_until_ms: one.valid_until === null ? null : momentOf(one.valid_until, zone, true),
      pass: one.pass,
      ...given({ hours: one.hours }),
    }
  })
}

export function closuresAndEvents(file: AtelierFile): { closures: ClosureFacts[]; events: EventFacts[] } {
  const span = ({ from, until }: { from: string; until: string }) => ({
    from_ms: momentOf(from, file.timezone),
    until_ms: momentOf(until, file.timezone, true),
  })
  return {
    closures: file.closures.map(({ from, until, ...one }) => ({ ...one, ...span({ from, until }) })),
    events: file.events.map(({ from, until, ...one }) => ({ ...one, ...span({ from, until }) })),
  }
}

/** Only of those whose entry speaks of any of it: the others keep what they have. */
export function contactsOf(file: AtelierFile): ContactPart[] {
  return [
    ...file.members.flatMap(one => {
      const { trade_name, siren, siret, vat_number } = one
      return contactOf('member', one, { trade_name, ...numbers({ siren, siret, vat_number }) })
    }),
    ...file.organisations.flatMap(one => contactOf('organisation', one, { email: one.email })),
  ]
}

type More = Partial<Record<'trade_name' | 'email' | 'siren' | 'siret' | 'vat_number', string | null | undefined>>

/** What the file does not name of a contact stays as it was set by hand. */
function contactOf(kind: ContactPart['kind'], one: AtelierMember | AtelierOrganisation, more: More): ContactPart[] {
  const { id, address, phone, iban, mandate, delivery } = one
  const told = {
    ...(address === undefined ? {} : { ...NO_ADDRESS, ...address }),
    ...given({ phone, delivery, ...more }),
    ...(iban === undefined ? {} : { iban: iban === null ? null : compactNumber(iban).toUpperCase() }),
    ...(mandate === undefined ? {} : { mandate: mandate?.reference ?? null, mandate_signed: mandate?.signed ?? null }),
  }
  return Object.keys(told).length === 0 ? [] : [{ kind, id, ...told }]
}
const NO_ADDRESS = { street: null, postal_code: null, city: null, country: null }

const numbers = (told: More): More =>
  Object.fromEntries(
    Object.entries(told).map(([key, text]) => [key, text == null ? text : compactNumber(text).toUpperCase()]),
  )
