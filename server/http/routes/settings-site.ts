/** PUT /settings/site: opening hours, time zone, language, rules of months. What is left out stays. */
import { SettingsView, SiteChange } from '#server/contract/settings.ts'
import { isTimezone } from '#server/domain/time.ts'
import { auditOf, signatureOf } from '../audit.ts'
import type { HttpDeps } from '../deps.ts'
import { given } from '../money-facts.ts'
import { callerOf } from '../plugins/authentication.ts'
import { unacceptable } from '../problem.ts'
import { presentSettings } from '../settings.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

export const changeSite: Route = (app, deps) => {
  const { settings } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['people'], summary: 'Change the atelier', body: SiteChange, response: { 200: SettingsView } }
  app.put('/settings/site', { schema }, async request => {
    const user = callerOf(request)
    for (const [i, { from, to }] of (request.body.opening ?? []).entries())
      if (from === to) throw unacceptable(`body.opening.${i}.to`, 'ends-before-it-begins')
    if (request.body.timezone !== undefined) await refuseZone(request.body.timezone, deps)
    await settings.changeSite(given(request.body), signatureOf(user))
    await audit(user, 'site-change', 'site', Object.keys(request.body).join(', '))
    return presentSettings(await settings.show())
  })
}

/** Months that were counted in one zone would begin and end at other moments in another. */
async function refuseZone(zone: string, { core, reads }: Pick<HttpDeps, 'core' | 'reads'>): Promise<void> {
  const before = siteOf(core).timezone
  if (zone === before) return
  if (!isTimezone(zone)) throw unacceptable('body.timezone', 'no-such-timezone')
  const { sessions } = await reads.counts()
  if (sessions > 0) throw unacceptable('body.timezone', 'timezone-in-use', { zone: before })
}
