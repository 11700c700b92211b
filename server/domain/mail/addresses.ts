/** Where a payer's mail goes: as it is known today, so that who has corrected an address is written to there. */
import type { ContactRow, PersonRow } from '../records.ts'
import type { Payer } from '../sharing/use.ts'

export function addressesOf(
  persons: readonly PersonRow[],
  contacts: readonly ContactRow[],
): (payer: Payer) => string | null {
  const people = new Map(persons.map(({ member, email }) => [member, email]))
  const organisations = new Map(contacts.flatMap(one => (one.kind === 'organisation' ? [[one.id, one.email]] : [])))
  return ({ kind, id }) => (kind === 'organisation' ? organisations : people).get(id) ?? null
}
