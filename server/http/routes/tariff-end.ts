/** POST /tariffs/{id}/end: its last day. What began until then keeps its price. */
import { EndTariff, TariffView } from '#server/contract/money.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const endTariff: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'End a tariff',
    params: SlugParam,
    body: EndTariff,
    response: { 200: TariffView },
  }
  app.post('/tariffs/:id/end', { schema }, async request => {
    const user = callerOf(request)
    const present = core.directory().tariffs.get(request.params.id)
    if (present === undefined) throw notFound('tariff', request.params.id)
    const tariff = { ...present, valid_until: request.body.valid_until }
    await core.act({ entry: { type: 'tariff-put', tariff, by: signatureOf(user) } })
    await audit(user, 'tariff-end', tariff.id, `after ${tariff.valid_until}`)
    return tariff
  })
}
