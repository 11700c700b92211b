/** Mandates as the contacts have them. A payer gives one; it holds for the issuers that collect by debit. */
import { mandateUses } from '#server/domain/accounting/debit-history.ts'
import { flawOfMandate, type Mandate, type MandateFlaw, mandateKey } from '#server/domain/accounting/mandate.ts'
import type { ContactRow } from '#server/domain/records.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import type { BankParts } from './ports.ts'
import { namesOf, stateNow } from './state.ts'

export async function mandatesOf({ ledger }: BankParts, issuer: string): Promise<Mandate[]> {
  return (await ledger.contacts()).flatMap(contact => mandateOf(contact, issuer) ?? [])
}

const mandateOf = ({ kind, id, mandate, mandate_signed }: ContactRow, issuer: string): Mandate | null =>
  mandate === null
    ? null
    : { issuer, payer: { kind, id }, reference: mandate, signed: mandate_signed, scheme: 'CORE', revoked: null }

export type MandateNow = {
  issuer: string
  payer: Payer
  name: string
  reference: string
  signed: string | null
  /** last four characters of the account */
  account: string | null
  last_used: string | null
  /** sequence of its next use */
  next: 'FRST' | 'RCUR'
  /** null: it can be used today */
  flaw: MandateFlaw | 'mandate-ended' | null
  /** the bank's reason, where it ended by a return */
  reason: string | null
}

/** Of issuers that have a creditor identifier. */
export async function mandatesNow(parts: BankParts): Promise<MandateNow[]> {
  const [state, nameOf, contacts, banks] = await Promise.all([
    stateNow(parts),
    namesOf(parts),
    parts.ledger.contacts(),
    parts.ledger.banks(),
  ])
  return banks
    .filter(bank => bank.sepa_creditor_id !== null)
    .flatMap(({ issuer }) => {
      const useOf = mandateUses(state.runs.filter(run => run.issuer === issuer))
      return contacts.flatMap(contact => {
        const mandate = mandateOf(contact, issuer)
        if (mandate === null) return []
        const { last_used, ended } = useOf(mandateKey(mandate))
        const name = nameOf(mandate.payer)
        const account = { iban: contact.iban, name, country: contact.country }
        const isIban = (iban: string): boolean => parts.files.isIban(iban)
        const flaw = flawOfMandate({ mandate, account, date: state.today, last_used, isIban })
        const { payer, reference, signed } = mandate
        return [
          {
            ...{ issuer, payer, name, reference, signed, last_used, reason: ended },
            account: contact.iban?.slice(-4) ?? null,
            next: last_used === null ? ('FRST' as const) : ('RCUR' as const),
            flaw: flaw ?? (ended === null ? null : ('mandate-ended' as const)),
          },
        ]
      })
    })
}
