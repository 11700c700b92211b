/**
 * POST /what-if: past months under other tariffs, pools or drivers. Everybody who may see it sees who gains and who loses by
 * category; names are for the treasurer alone. It changes nothing, and is a POST because the question does not fit a query.
 */
import { WhatIfRequest, WhatIfView } from '#server/contract/money.ts'
import type { Changes } from '#server/domain/sharing/what-if.ts'
import { MONTHS_MAX } from '#server/economy.ts'
import { monthsOf } from '../months.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import { unacceptable } from '../problem.ts'
import type { Route } from './route.ts'

export const askWhatIf: Route = (app, deps) => {
  const { economy, core } = deps
  const schema = {
    tags: ['money'],
    summary: 'Past months under other rules',
    body: WhatIfRequest,
    response: { 200: WhatIfView },
  }
  app.post('/what-if', { schema }, async request => {
    const { from, changes } = request.body
    const to = request.body.to ?? from
    monthsOf(from, to, MONTHS_MAX)
    for (const issuer of Object.keys(changes.billing ?? {}))
      if (!core.directory().issuers.has(issuer)) throw unacceptable('body.changes.billing', 'no-issuer', { id: issuer })
    const { members, others, ...told } = await economy.whatIf(from, to, changes as Changes)
    if (callerOf(request).role !== 'treasurer') return told
    const names = await namesOf(deps)
    return { ...told, others, members: members.map(one => ({ ...one, name: names.get(one.id) ?? one.id })) }
  })
}
