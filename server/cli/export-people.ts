/** People of the directory as an atelier file writes them: dates in the atelier's zone, contacts beside the facts. */
import type { Directory, MemberFacts, OrganisationFacts } from '#server/domain/directory.ts'
import type { ContactKind, ContactPart, MandateRow, PersonRow } from '#server/domain/records.ts'
import { localClock, localDate } from '#server/domain/time.ts'

export type Beside = {
  persons: readonly PersonRow[]
  contacts: readonly ContactPart[]
  mandates: readonly MandateRow[]
}

/** `collectors`: issuers with a creditor identifier. Where there is one, a mandate need not name it. */
export function exportedPeople(directory: Directory, { persons, contacts, mandates }: Beside, collectors: number) {
  const names = new Map(persons.map(person => [person.member, person]))
  const contactOf = new Map(contacts.map(contact => [`${contact.kind}/${contact.id}`, contact]))
  const told = (kind: ContactKind, id: string): object => {
    const contact = exportedContact(contactOf.get(`${kind}/${id}`))
    if (collectors < 2) return contact
    const own = mandates.filter(one => one.kind === kind && one.id === id && one.signed !== null)
    return { ...contact, mandate: undefined, ...(own.length === 0 ? {} : { mandates: own.map(exportedMandate) }) }
  }
  const zone = directory.site?.timezone ?? 'UTC'
  return {
    organisations: [...directory.organisations.values()].map((one: OrganisationFacts) =>
      given({ ...one, ...told('organisation', one.id) }),
    ),
    members: [...directory.members.values()].map(({ grants, ...member }: MemberFacts) => {
      const person = names.get(member.id)
      const qualifications = member.qualifications.map(id => exportedGrant(id, grants))
      const { name = null, email = null } = person ?? {}
      return given({ ...member, qualifications, name, email, ...told('member', member.id) })
    }),
    closures: [...directory.closures.values()].map(one => exportedSpan(one, zone)),
    events: [...directory.events.values()].map(one => exportedSpan(one, zone)),
  }
}

function exportedGrant(id: string, grants: MemberFacts['grants']): string | object {
  const grant = grants?.find(one => one.qualification === id)
  if (grant === undefined) return id
  const { qualification: _, ...told } = grant
  return given({ id, ...told })
}

const exportedMandate = ({ issuer, reference, signed, revoked }: MandateRow): object =>
  given({ issuer, reference, signed, revoked })

function exportedContact(contact: ContactPart | undefined): object {
  if (contact === undefined) return {}
  const { street, postal_code, city, country, phone, iban, mandate, mandate_signed, delivery } = contact
  const { kind, trade_name, email, siren, siret, vat_number } = contact
  return given({
    address: street == null && city == null ? null : given({ street, postal_code, city, country }),
    phone,
    delivery,
    iban,
    mandate: mandate == null ? null : { reference: mandate, signed: mandate_signed },
    ...(kind === 'organisation' ? { email } : { trade_name, siren, siret, vat_number }),
  })
}

/** Always with its clock: a day alone would mean another end. */
function exportedSpan<T extends { from_ms: number; until_ms: number }>(fact: T, zone: string): object {
  const { from_ms, until_ms, ...more } = fact
  const local = (at_ms: number) => `${localDate(at_ms, zone)}T${localClock(at_ms, zone)}`
  return given({ ...more, from: local(from_ms), until: local(until_ms) })
}

const given = (facts: object): object =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined))
