/** PUT /settings/issuers/{id}: what an issuer's documents carry, and how it collects. What is left out stays; one not there yet is made. */
import { IssuerChange, SettingsView } from '#server/contract/settings.ts'
import type { IssuerChange as Facts } from '#server/domain/accounting/issuer-change.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { given } from '../money-facts.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import { presentSettings, refuseFlawed } from '../settings.ts'
import type { Route } from './route.ts'

export const changeIssuer: Route = (app, deps) => {
  const { settings } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'Change an issuer',
    params: SlugParam,
    body: IssuerChange,
    response: { 200: SettingsView },
  }
  app.put('/settings/issuers/:id', { schema }, async request => {
    const user = callerOf(request)
    const { id } = request.params
    const { bank = {}, invoicing, ...change } = request.body
    // JSON knows no undefined: what is optional here is left out there
    const facts = given({ ...change, invoicing: invoicing && given(invoicing) }) as Facts
    refuseFlawed(await settings.changeIssuer(id, facts, given(bank), signatureOf(user)))
    await audit(user, 'issuer-change', id, Object.keys(request.body).join(', '))
    return presentSettings(await settings.show())
  })
}
