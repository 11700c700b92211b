/** An organisation as those who keep the books see it. */
import type { OrganisationDetail } from '#server/contract/people.ts'
import type { OrganisationFacts } from '#server/domain/directory.ts'
import { presentContact } from './members.ts'
import type { ContactRow } from './ports.ts'

export const presentOrganisation = (one: OrganisationFacts, contacts: readonly ContactRow[]): OrganisationDetail => ({
  id: one.id,
  name: one.name,
  legal_form: one.legal_form,
  vat: one.vat,
  siren: one.siren ?? null,
  siret: one.siret ?? null,
  vat_number: one.vat_number ?? null,
  limit_cents_per_month: one.limit_cents_per_month ?? null,
  budget_cents_per_year: one.budget_cents_per_year ?? null,
  consumer: one.consumer ?? false,
  purchase_order: one.purchase_order ?? null,
  buyer_reference: one.buyer_reference ?? null,
  cost_sharing: one.cost_sharing ?? null,
  contact: presentContact(contacts.find(({ kind, id }) => kind === 'organisation' && id === one.id)),
})
