/** PUT /organisations/{id}: made or changed; numbers of the register are checked by their check digits. */
import * as z from 'zod'
import { OrganisationDetail } from '#server/contract/people.ts'
import { isSiren, isSiret, isVatNumber } from '#server/domain/who/siren.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { ContactBody, number, putContact } from '../contact.ts'
import { CostSharing } from '../member-body.ts'
import { presentOrganisation } from '../organisations.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  legal_form: z.string().trim().max(60).nullable().optional(),
  vat: z.enum(['standard', 'franchise', 'exempt']).nullable().optional(),
  siren: number(isSiren, 'SIREN'),
  siret: number(isSiret, 'SIRET'),
  vat_number: number(isVatNumber, 'VAT number'),
  limit_cents_per_month: z.int().min(0).max(1e9).nullable().optional(),
  budget_cents_per_year: z.int().min(0).max(1e12).nullable().optional(),
  consumer: z.boolean().optional(),
  purchase_order: z.string().trim().min(1).max(50).nullable().optional(),
  buyer_reference: z.string().trim().min(1).max(50).nullable().optional(),
  cost_sharing: CostSharing,
  contact: ContactBody.optional(),
})

export const putOrganisation: Route = (app, deps) => {
  const { core, reads } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['people'],
    summary: 'Add or change an organisation',
    params: SlugParam,
    body: Body,
    response: { 200: OrganisationDetail },
  }
  app.put('/organisations/:id', { schema }, async request => {
    const user = callerOf(request)
    const { id } = request.params
    const { contact, ...facts } = request.body
    const before = core.directory().organisations.get(id) ?? { id, name: id, legal_form: null, vat: null }
    const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
    const organisation = { ...before, ...given }
    await core.act({ entry: { type: 'organisation-put', organisation, by: signatureOf(user) } })
    if (contact !== undefined) await putContact('organisation', id, contact, deps)
    await audit(user, 'organisation-change', id, Object.keys(request.body).join(', '))
    return presentOrganisation(core.directory().organisations.get(id) ?? organisation, await reads.contacts())
  })
}
