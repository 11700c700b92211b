/** Mandates: one for each payer and each issuer that collects, with what became of it in the files for the bank. */
import { mandateUses } from '#server/domain/accounting/debit-history.ts'
import { isSepaId } from '#server/domain/accounting/debit-text.ts'
import { flawOfMandate, type Mandate, type MandateFlaw, mandateKey } from '#server/domain/accounting/mandate.ts'
import { payerKey } from '#server/domain/accounting/payment-entries.ts'
import type { MandateRow } from '#server/domain/records.ts'
import { type Said, said } from '#server/domain/refusals.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import type { BankParts } from './ports.ts'
import { contactsOf, namesOf, stateNow } from './state.ts'

export async function mandatesOf({ ledger }: BankParts, issuer: string): Promise<Mandate[]> {
  return (await ledger.mandates()).filter(row => row.issuer === issuer).map(mandateOf)
}

const mandateOf = ({ issuer, kind, id, reference, signed, revoked }: MandateRow): Mandate => ({
  ...{ issuer, payer: { kind, id }, reference, signed, scheme: 'CORE', revoked },
})

export type MandateNow = {
  issuer: string
  payer: Payer
  name: string
  reference: string
  signed: string | null
  revoked: string | null
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
  const [state, nameOf, contactOf, rows, collect] = await Promise.all([
    stateNow(parts),
    namesOf(parts),
    contactsOf(parts),
    parts.ledger.mandates(),
    collectors(parts),
  ])
  return collect.flatMap(issuer => {
    const useOf = mandateUses(state.runs.filter(run => run.issuer === issuer))
    return rows.flatMap(row => {
      if (row.issuer !== issuer) return []
      const mandate = mandateOf(row)
      const { payer, reference, signed, revoked } = mandate
      const { last_used, last_presented, ended } = useOf(mandateKey(mandate))
      const name = nameOf(payer)
      const { iban = null, country = null } = contactOf(payer) ?? {}
      const isIban = (text: string): boolean => parts.files.isIban(text)
      const account = { iban, name, country }
      const flaw = flawOfMandate({ mandate, account, date: state.today, last_presented, isIban })
      return [
        {
          ...{ issuer, payer, name, reference, signed, revoked, last_used, reason: ended },
          account: iban?.slice(-4) ?? null,
          next: last_used === null ? ('FRST' as const) : ('RCUR' as const),
          flaw: flaw ?? (ended === null ? null : ('mandate-ended' as const)),
        },
      ]
    })
  })
}

/** Who has a creditor identifier, and so can be given mandates. */
export async function collectors({ ledger }: BankParts): Promise<string[]> {
  return (await ledger.banks()).flatMap(({ issuer, sepa_creditor_id }) => (sepa_creditor_id === null ? [] : [issuer]))
}

export type MandateOrder = {
  issuer: string
  payer: Payer
  reference: string
  signed: string
  /** null: it holds */
  revoked: string | null
}
export type MandateOutcome = { kind: 'done' } | { kind: 'objected'; objection: Said }

/** Signed, changed or revoked. Another reference is another mandate, whose first use is a first one again. */
export async function putMandate(parts: BankParts, order: MandateOrder): Promise<MandateOutcome> {
  const objection = await objectionTo(parts, order)
  if (objection !== null) return { kind: 'objected', objection }
  const { issuer, payer, reference, signed, revoked } = order
  // A mandate of the cooperative with itself is refused above
  const kind = payer.kind as MandateRow['kind']
  await parts.ledger.putMandate({ issuer, kind, id: payer.id, reference, signed, revoked })
  return { kind: 'done' }
}

async function objectionTo(parts: BankParts, order: MandateOrder): Promise<Said | null> {
  const { issuer, payer, reference, signed, revoked } = order
  const { today, directory } = await stateNow(parts)
  if (!directory.issuers.has(issuer)) return said('no-issuer', { id: issuer })
  if (!(await collectors(parts)).includes(issuer)) return said('issuer-without-creditor-id', { issuer })
  const known =
    payer.kind === 'organisation'
      ? directory.organisations.has(payer.id)
      : payer.kind === 'member' && directory.members.has(payer.id)
  if (!known) return said('no-payer', { id: payer.id })
  if (!isSepaId(reference)) return said('mandate-reference-ill-formed', { reference })
  if (signed > today) return said('date-in-the-future', { date: signed })
  if (revoked !== null && revoked < signed) return said('ends-before-it-begins')
  const other = (await mandatesOf(parts, issuer)).find(one => one.reference === reference)
  // AT-01: unique with the creditor's identifier
  return other !== undefined && payerKey(other.payer) !== payerKey(payer)
    ? said('mandate-reference-taken', { reference, payer: other.payer.id })
    : null
}
