/** Persons, addresses, bank details and signatures: beside the chain, which knows ids and commitments alone (docs/adr/0001). */
import type { AboutMember, SignatureRow, WhoseData } from '#server/domain/records.ts'
import type * as T from '../types.ts'
import type { Parts } from './parts.ts'

export function peopleDoor({ ask, reader }: Parts) {
  return {
    /** Every row that names this member, by table: for that member alone. */
    aboutMember: (of: WhoseData): Promise<AboutMember> => reader.ask('aboutMember', of),
    persons: (): Promise<T.PersonRow[]> => ask((on, { persons }) => persons(on)),
    putPersons: (rows: readonly T.PersonRow[]): Promise<void> => ask((on, { putPersons }) => putPersons(on, rows)),
    /** Addresses and bank details: not for every role. */
    contacts: (): Promise<T.ContactRow[]> => ask((on, { contacts }) => contacts(on)),
    putContacts: (rows: readonly T.ContactPart[]): Promise<void> =>
      ask((on, { adoptMandates, putContacts }) => putContacts(on, rows).then(() => adoptMandates(on))),
    /** Of the issuers: not for every role. */
    banks: (): Promise<T.IssuerBank[]> => ask((on, { banks }) => banks(on)),
    putBanks: (rows: readonly T.IssuerBankPart[]): Promise<void> =>
      ask((on, { adoptMandates, putBanks }) => putBanks(on, rows).then(() => adoptMandates(on))),
    /** Of every issuer that collects, by payer. */
    mandates: (): Promise<T.MandateRow[]> => ask((on, { mandates }) => mandates(on)),
    putMandate: (row: T.MandateRow): Promise<void> => ask((on, { putMandate }) => putMandate(on, row)),
    /** What a member drew or typed under the charter: beside the chain, which has its commitment. */
    putSignature: (row: SignatureRow): Promise<void> => ask((on, { putSignature }) => putSignature(on, row)),
    signature: (member: string): Promise<SignatureRow | null> => ask((on, { signature }) => signature(on, member)),
  }
}
