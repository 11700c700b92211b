/**
 * What somebody sets of an issuer or of the atelier by hand. An entry says what changes and not how everything stands, so that two
 * who change different things at once both keep their word. Bank data goes beside the chain.
 */
import type { IssuerFacts, SiteFacts } from '../directory.ts'
import type { InvoicingFacts } from './settings.ts'

/** What is left out stays; null takes away, where nothing is an answer. */
export type IssuerChange = Partial<Omit<IssuerFacts, 'id' | 'invoicing'>> & { invoicing?: Partial<InvoicingFacts> }
export type SiteChange = Partial<Omit<SiteFacts, 'site' | 'currency'>>

export type SettingsEntry =
  | { type: 'issuer-changed'; issuer: string; change: IssuerChange; by: string }
  | { type: 'site-changed'; change: SiteChange; by: string }

/** Without an address there is nothing to keep: it comes first (`settings-flaws.ts`). */
export function changedIssuer(before: IssuerFacts | undefined, id: string, change: IssuerChange): IssuerFacts {
  const { invoicing, collecting, ...facts } = change
  const present: IssuerFacts = before ?? newIssuer(id)
  return {
    ...present,
    ...facts,
    ...(invoicing === undefined ? {} : { invoicing: { ...INVOICING, ...present.invoicing, ...invoicing } }),
    ...(collecting === undefined ? {} : { collecting: collecting && { ...present.collecting, ...collecting } }),
  }
}

export const newIssuer = (id: string): IssuerFacts => ({
  ...{ id, name: id, legal_form: null, siren: null, vat: 'standard', billing: null },
})

/** What the law or caution says; off where the accountant must speak. The address is everybody's own. */
export const INVOICING: InvoicingFacts = {
  address: { street: '', postal_code: '', city: '', country: 'FR' },
  ...{ email: null, siret: null, vat_number: null, capital_cents: null, register: null },
  ...{ numbering: 'yearly', last_number: null, credit_series: null },
  vat_rates: { default: 20, kinds: {}, pools: {}, tariffs: {} },
  ...{ exemption: null, vat_on_debits_from: null, payment_days: 30, penalty_percent: null },
  discount: 'Pas d’escompte pour paiement anticipé.',
  ...{ collect: 'transfer', goods: ['consumable'], sentences: [] },
}
