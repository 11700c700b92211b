/** Seller and buyer as they stand on a document, and what is missing for it. */
import type { Directory, IssuerFacts } from '../directory.ts'
import type { ContactRow, IssuerBank, MandateRow, PersonRow } from '../records.ts'
import type { Payer } from '../sharing/use.ts'
import type { Address, Buyer, Seller } from './document.ts'
import { type InvoiceProblem, problem } from './problems.ts'
import type { CostSharingStatus, InvoicingFacts } from './settings.ts'
import { regimeOn } from './vat.ts'

/** Names and addresses: beside the chain, so handed in beside the directory. */
export type People = {
  persons: ReadonlyMap<string, PersonRow>
  /** by `member/awa`, `organisation/scic` */
  contacts: ReadonlyMap<string, ContactRow>
  banks: ReadonlyMap<string, IssuerBank>
  /** by `fabrique/member/awa` */
  mandates: ReadonlyMap<string, MandateRow>
}

export const peopleOf = (
  persons: readonly PersonRow[],
  contacts: readonly ContactRow[],
  banks: readonly IssuerBank[],
  mandates: readonly MandateRow[],
): People => ({
  persons: new Map(persons.map(person => [person.member, person])),
  contacts: new Map(contacts.map(contact => [`${contact.kind}/${contact.id}`, contact])),
  banks: new Map(banks.map(bank => [bank.issuer, bank])),
  mandates: new Map(mandates.map(one => [`${one.issuer}/${one.kind}/${one.id}`, one])),
})

export type Known<P> = { party: P | null; problems: InvoiceProblem[] }

/** Legal forms without capital and register of companies; every other form is a company's. */
const NOT_COMPANIES = /^(association|ei|micro|auto|epcc|collectivit|fondation)/i

export function sellerOf(issuer: IssuerFacts, people: People, date: string): Known<Seller> {
  const { id, name, legal_form, siren } = issuer
  const invoicing = issuer.invoicing ?? null
  if (invoicing === null) return { party: null, problems: [problem('not-set-up', { issuer: id })] }
  const company = legal_form !== null && !NOT_COMPANIES.test(legal_form)
  const { vat_number, capital_cents, register } = invoicing
  const problems = [
    ...(siren === null ? [problem('siren-missing', { issuer: id })] : []),
    ...(regimeOn(issuer, date) === 'standard' && vat_number === null
      ? [problem('vat-number-missing', { issuer: id })]
      : []),
    // Code de commerce R123-237, R123-238
    ...(company && (capital_cents === null || register === null) ? [problem('register-missing', { issuer: id })] : []),
  ]
  const bank = people.banks.get(id)
  const party: Seller = {
    ...{ id, name, legal_form, siren, siret: invoicing.siret, vat_number, email: invoicing.email },
    ...{
      address: postal(invoicing.address),
      capital_cents,
      register,
      iban: bank?.iban ?? null,
      bic: bank?.bic ?? null,
    },
  }
  return { party, problems }
}

const postal = ({ street, postal_code, city, country }: InvoicingFacts['address']): Address => ({
  ...{ lines: linesOf(street), postcode: postal_code, city, country },
})

const linesOf = (street: string): string[] =>
  street
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

export function buyerOf(payer: Payer, directory: Directory, people: People): Known<Buyer> {
  const contact = people.contacts.get(`${payer.kind}/${payer.id}`)
  const who = payer.kind === 'organisation' ? organisation(payer.id, directory, contact) : person(payer.id, people)
  const address = addressOf(contact)
  const abroad = who.status === 'business' && address !== null && address.country !== 'FR'
  const problems = [
    ...(who.name === null ? [problem('name-missing', { payer: payer.id })] : []),
    ...(address === null ? [problem('address-missing', { payer: payer.id })] : []),
    ...(who.status === 'business' && who.siren === null && !abroad
      ? [problem('buyer-siren-missing', { payer: payer.id })]
      : []),
    ...(abroad ? [problem('buyer-abroad', { payer: payer.id })] : []),
  ]
  if (who.name === null || address === null) return { party: null, problems }
  return { party: { id: payer.id, payer, ...who, name: who.name, address }, problems }
}

type Who = Pick<
  Buyer,
  'legal_form' | 'siren' | 'siret' | 'vat_number' | 'email' | 'status' | 'purchase_order' | 'buyer_reference'
> & { name: string | null }

function organisation(id: string, directory: Directory, contact: ContactRow | undefined): Who {
  const facts = directory.organisations.get(id)
  return {
    ...{ name: facts?.name ?? null, legal_form: facts?.legal_form ?? null, siren: facts?.siren ?? null },
    ...{ siret: facts?.siret ?? null, vat_number: facts?.vat_number ?? null, email: contact?.email ?? null },
    status: facts?.consumer === true ? 'consumer' : 'business',
    ...(facts?.purchase_order == null ? {} : { purchase_order: facts.purchase_order }),
    ...(facts?.buyer_reference == null ? {} : { buyer_reference: facts.buyer_reference }),
  }
}

/** Whoever has a SIREN trades, and is billed as a business. */
function person(id: string, people: People): Who {
  const { name = null, email = null } = people.persons.get(id) ?? {}
  const contact = people.contacts.get(`member/${id}`)
  const { siren = null, siret = null, vat_number = null, trade_name = null } = contact ?? {}
  const known = trade_name ?? name
  return {
    ...{ name: known, legal_form: null, siren, siret, vat_number, email },
    status: siren === null ? 'consumer' : 'business',
  }
}

function addressOf(contact: ContactRow | undefined): Address | null {
  const { street = null, postal_code = null, city = null, country = null } = contact ?? {}
  const lines = linesOf(street ?? '')
  if (lines.length === 0 || !postal_code || !city) return null
  return { lines, postcode: postal_code, city, country: country ?? 'FR' }
}

/** Whether the payer's own activity is documented as not taxed on a day (art. 261 B). */
export function documentedOn(payer: Payer, directory: Directory, date: string): boolean {
  const status: CostSharingStatus | null | undefined =
    payer.kind === 'organisation'
      ? directory.organisations.get(payer.id)?.cost_sharing
      : directory.members.get(payer.id)?.cost_sharing
  return status != null && status.from <= date
}
