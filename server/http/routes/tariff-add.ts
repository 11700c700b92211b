/** POST /tariffs: a new price from a day on. The one before it stands for what began earlier. */
import { NewTariff, TariffView } from '#server/contract/money.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { tariffOf } from '../money-facts.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem } from '../problem.ts'
import type { Route } from './route.ts'

export const addTariff: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['money'], summary: 'Add a tariff', body: NewTariff, response: { 201: TariffView } }
  app.post('/tariffs', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const tariff = tariffOf(request.body, core.directory())
    if (core.directory().tariffs.has(tariff.id)) throw new HttpProblem(409, 'tariff-exists', { id: tariff.id })
    await core.act({ entry: { type: 'tariff-put', tariff, by: signatureOf(user) } })
    await audit(user, 'tariff-add', tariff.id, `from ${tariff.valid_from}`)
    return reply.code(201).send(tariff)
  })
}
