/**
 * What is still missing before an issuer's first invoice: the same questions a draft is asked, put before there is one. What
 * blocks comes first; the rest goes out as well, and less well.
 */
import type { Directory, IssuerFacts } from '../directory.ts'
import { billingOf } from '../sharing/validity.ts'
import { membershipAt, payingOrganisation } from '../who/membership.ts'
import { issuerProblems } from './draft.ts'
import { INVOICING } from './issuer-change.ts'
import { HIGHEST_bp, halfYearOf, leastPenalty_bp, legalInterestOn } from './legal-interest.ts'
import { isCreditorId } from './mandate.ts'
import { buyerOf, documentedOn, type People, sellerOf } from './parties.ts'
import { type InvoiceProblem, problem } from './problems.ts'
import { basisPoints } from './settings.ts'
import { regimeOn } from './vat.ts'

export type Readiness = { blocking: InvoiceProblem[]; advised: InvoiceProblem[] }

export function readinessOf(issuer: IssuerFacts, directory: Directory, people: People, today: string): Readiness {
  const set_up = issuer.invoicing != null
  // Without settings everything else is asked all the same, so that the whole list is seen at once.
  const assumed: IssuerFacts = { ...issuer, invoicing: issuer.invoicing ?? INVOICING }
  return {
    blocking: [
      ...(set_up ? [] : [problem('not-set-up', { issuer: issuer.id })]),
      ...sellerOf(assumed, people, today).problems,
      ...issuerProblems(assumed, directory, 'business'),
      ...exemption(assumed, directory, today),
    ],
    advised: [...penalty(assumed, today), ...advised(assumed, people)],
  }
}

function exemption(issuer: IssuerFacts, directory: Directory, today: string): InvoiceProblem[] {
  if (regimeOn(issuer, today) !== 'exempt') return []
  const basis = issuer.invoicing?.exemption?.basis ?? null
  if (basis === null) return [problem('exemption-missing', { issuer: issuer.id })]
  const fixed = basis === 'cost-sharing' && billingOf(directory, issuer.id) === 'tariff'
  return fixed ? [problem('exemption-with-tariffs', { issuer: issuer.id })] : []
}

/**
 * A lower one costs a fine (L441-16). Where today's legal interest is not known, the program says so rather than vouch for the last
 * one, unless the rate is above whatever has been asked for lately.
 */
function penalty({ id, invoicing }: IssuerFacts, today: string): InvoiceProblem[] {
  const rate = invoicing?.penalty_percent ?? null
  const known = legalInterestOn(today, invoicing?.legal_interest ?? null)
  if (rate === null || known === null) return []
  const least_bp = leastPenalty_bp(known)
  const least = least_bp / 100
  if (basisPoints(rate) < least_bp) return [problem('penalty-below-legal', { issuer: id, rate, least })]
  const current = halfYearOf(known.from) === halfYearOf(today)
  if (current || basisPoints(rate) > HIGHEST_bp) return []
  return [problem('legal-interest-unknown', { issuer: id, percent: known.percent, from: known.from, rate })]
}

function advised({ id, invoicing, mail }: IssuerFacts, people: People): InvoiceProblem[] {
  const bank = people.banks.get(id)
  const creditor = bank?.sepa_creditor_id ?? null
  return [
    ...((bank?.iban ?? null) === null ? [problem('iban-missing', { issuer: id })] : []),
    ...(invoicing?.collect === 'debit' && (creditor === null || !isCreditorId(creditor))
      ? [problem('creditor-id-missing', { issuer: id })]
      : []),
    ...((mail?.reply_to ?? invoicing?.email ?? null) === null
      ? [problem('reply-address-missing', { issuer: id })]
      : []),
  ]
}

export type PayerLacks = { kind: 'member' | 'organisation'; id: string; problems: InvoiceProblem[] }

/** Who pays for somebody today, and what an invoice to them lacks. */
export function payersLacking(directory: Directory, people: People, today: string): PayerLacks[] {
  const active = [...directory.members.values()].filter(one => membershipAt(one, today) === 'active')
  const payers = new Map(
    active.flatMap(member => {
      const organisation = payingOrganisation(member, today)
      if (member.kind === 'visitor') return []
      const payer =
        organisation === null
          ? { kind: 'member' as const, id: member.id }
          : { kind: 'organisation' as const, id: organisation }
      return [[`${payer.kind}/${payer.id}`, payer] as const]
    }),
  )
  const documented = [...directory.issuers.values()].some(
    ({ invoicing }) => invoicing?.exemption?.basis === 'cost-sharing' && invoicing.exemption.undocumented === 'refuse',
  )
  return [...payers.values()].flatMap(payer => {
    const undocumented = documented && !documentedOn(payer, directory, today)
    const problems = [
      ...buyerOf(payer, directory, people).problems,
      ...(undocumented ? [problem('status-undocumented', { payer: payer.id })] : []),
    ]
    return problems.length === 0 ? [] : [{ ...payer, problems }]
  })
}
