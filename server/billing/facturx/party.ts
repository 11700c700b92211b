/** Seller (BG-4) and buyer (BG-7). */
import type { Address, Buyer, Party, Seller } from '#server/domain/accounting/document.ts'
import { legalLine } from '../text/legal-line.ts'
import { type Element, el, optional, text } from './element.ts'

/** ISO 6523: SIRET and SIREN; EAS: the address a French platform knows a business by (SIREN first), and mail. */
const SIRET = { schemeID: '0009' }
const SIREN = { schemeID: '0002' }
const FRENCH_ADDRESS = { schemeID: '0225' }
const MAIL = { schemeID: 'EM' }

function postal(address: Address): Element {
  const [one, two, ...rest] = address.lines
  return el(
    'ram:PostalTradeAddress',
    optional('ram:PostcodeCode', address.postcode),
    optional('ram:LineOne', one ?? null),
    optional('ram:LineTwo', two ?? null),
    optional('ram:LineThree', rest.join(', ')),
    optional('ram:CityName', address.city),
    text('ram:CountryID', address.country),
  )
}

/** BT-34 and BT-49. A business in France is reached under its SIREN (BR-FR-21), anybody else by mail. */
function electronic(party: Party): Element | null {
  const address =
    party.siren !== null && party.address.country === 'FR'
      ? text('ram:URIID', party.siren, FRENCH_ADDRESS)
      : optional('ram:URIID', party.email, MAIL)
  return address === null ? null : el('ram:URIUniversalCommunication', address)
}

const registration = (id: string, schemeID: 'VA' | 'FC'): Element =>
  el('ram:SpecifiedTaxRegistration', text('ram:ID', id, { schemeID }))

function party(name: string, of: Party, description: string | null, tax: Element | null): Element {
  return el(
    name,
    optional('ram:GlobalID', of.siret, SIRET),
    text('ram:Name', of.name),
    optional('ram:Description', description),
    of.siren === null ? null : el('ram:SpecifiedLegalOrganization', text('ram:ID', of.siren, SIREN)),
    postal(of.address),
    electronic(of),
    tax,
  )
}

/**
 * Outside the scope of VAT no VAT number may stand on either side (BR-O-02). An exempt seller without one gives its fiscal
 * number instead (BT-32), without which `E` is not valid (BR-E-02).
 */
export function seller(of: Seller, outside_vat: boolean): Element {
  const fiscal = of.siren === null ? null : registration(of.siren, 'FC')
  const tax = outside_vat || of.vat_number === null ? fiscal : registration(of.vat_number, 'VA')
  return party('ram:SellerTradeParty', of, legalLine(of), tax)
}

export function buyer(of: Buyer, outside_vat: boolean): Element {
  const tax = outside_vat || of.vat_number === null ? null : registration(of.vat_number, 'VA')
  return party('ram:BuyerTradeParty', of, null, tax)
}
