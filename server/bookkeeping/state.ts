/** One issuer's books as they stand. */
import { type Booked, bookedOf } from '#server/domain/accounting/booked.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { type BookEntry, bookEntries } from '#server/domain/accounting/journal-entries.ts'
import type { DueTerms } from '#server/domain/accounting/vat-due.ts'
import type { IssuerFacts } from '#server/domain/directory.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { type BookkeepingParts, zoneOf } from './ports.ts'

export type BooksNow = {
  issuer: IssuerFacts
  /** last entry of the accounts they rest on */
  n: number
  booked: Booked[]
  documents: ReadonlyMap<string, AccountingDocument>
  entries: BookEntry[]
  termsOf(number: string): DueTerms
}

/** Null: there is no such issuer. */
export async function booksNow(parts: BookkeepingParts, id: string): Promise<BooksNow | null> {
  const { ledger } = parts
  const directory = parts.directory()
  const issuer = directory.issuers.get(id)
  if (issuer === undefined) return null
  // The head before the entries: what comes in between is seen, and refused when it matters
  const n = await ledger.accountsHead()
  const [entries, issued, names] = await Promise.all([
    ledger.accountEntries({ issuer: id }),
    ledger.documents({ issuer: id }),
    namesOf(parts),
  ])
  const booked = entries.map(entry => bookedOf(entry, zoneOf(directory)))
  const documents = new Map(issued.map(document => [document.number, document]))
  const termsOf = (number: string): DueTerms => {
    const document = documents.get(number)
    if (document === undefined) throw new RangeError(`the journal names document ${number}, which is not there`)
    return document
  }
  const numbers = issuer.account_numbers ?? {}
  return {
    ...{ issuer, n, booked, documents, termsOf },
    entries: bookEntries({ booked, documents, numbers, nameOf: names }),
  }
}

/** Of an erased person nobody knows the name. */
export async function namesOf({ ledger, directory }: BookkeepingParts): Promise<(payer: Payer) => string | null> {
  const persons = new Map((await ledger.persons()).map(({ member, name }) => [member, name]))
  return ({ kind, id }) => (kind === 'organisation' ? directory().organisations.get(id)?.name : persons.get(id)) ?? null
}
