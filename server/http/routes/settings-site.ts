/** PUT /settings/site: opening hours, language, rules of months. What is left out stays. */
import { SettingsView, SiteChange } from '#server/contract/settings.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { given } from '../money-facts.ts'
import { callerOf } from '../plugins/authentication.ts'
import { unacceptable } from '../problem.ts'
import { presentSettings } from '../settings.ts'
import type { Route } from './route.ts'

export const changeSite: Route = (app, deps) => {
  const { settings } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['people'], summary: 'Change the atelier', body: SiteChange, response: { 200: SettingsView } }
  app.put('/settings/site', { schema }, async request => {
    const user = callerOf(request)
    for (const [i, { from, to }] of (request.body.opening ?? []).entries())
      if (from === to) throw unacceptable(`body.opening.${i}.to`, 'ends-before-it-begins')
    await settings.changeSite(given(request.body), signatureOf(user))
    await audit(user, 'site-change', 'site', Object.keys(request.body).join(', '))
    return presentSettings(await settings.show())
  })
}
